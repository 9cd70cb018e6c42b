import { Duration } from 'cdk8s';
import { isAssumed } from '../../constructs/structure';
import type { Cluster, Fact } from '../../model';
import { isPlain } from '../uncarried-value';
import { seconds, whole, type Form } from './form';
import { line, share } from './forms';
import { RELATIONS, type Values } from './relations';
import { shown } from './shown';
import { VOCABULARY } from './vocabulary';

/** A value that cannot be, and where it stands. */
export interface BadValue {
  /** Property path inside the environment's values (`cluster.network.vpcCidr`). */
  readonly path: string;
  /** What stands there, as a message shows it. */
  readonly found: string;
  readonly expected: string;
}

const count = whole(0, 1_000_000_000);

/** A number that nothing else is known of. */
const countOrShare: Form = {
  words: `${count.words}, or a share between 0 and 1`,
  fits: (value, cluster) => count.fits(value, cluster) || share.fits(value, cluster),
};

/** A time that nothing else is known of: up to ten years. */
const time = seconds(0, 10 * 365 * 24 * 3600);

/** Every value below `value` that cannot be. Which form it must have, its name tells; else its type does. */
export function checkValues(value: unknown, path: readonly string[], cluster: Cluster, inherited?: Form): BadValue[] {
  const form = formOf(path) ?? inherited;
  const bad = (found: unknown, expected: string): BadValue[] => [
    { path: path.slice(1).join('.'), found: shown(found), expected },
  ];
  if (isAssumed(value as Fact<unknown>)) {
    const { value: fact, reason } = value as { readonly value: unknown; readonly reason: unknown };
    return [...checkValues(fact, path, cluster, inherited), ...checkValues(reason, [...path, 'reason'], cluster)];
  }
  if (Array.isArray(value)) return list(value, path, cluster, form, bad);
  if (typeof value === 'object' && value !== null && isPlain(value)) return object(value, path, cluster, form, bad);
  const wanted = form ?? byType(value);
  return wanted.fits(value, cluster) ? [] : bad(value, wanted.words);
}

type Complain = (found: unknown, expected: string) => BadValue[];

function list(
  values: readonly unknown[],
  path: readonly string[],
  cluster: Cluster,
  form: Form | undefined,
  bad: Complain,
): BadValue[] {
  if (form && !form.fits(values, cluster)) return bad(values, form.words);
  const names = values.map(nameIn);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  const elements = values.flatMap((each, at) => checkValues(each, [...path, String(at)], cluster, form?.of));
  return twice === undefined ? elements : [...elements, ...bad(twice, 'each element once')];
}

/** What tells an element from the others: its name where it has one. */
function nameIn(element: unknown): unknown {
  if (typeof element !== 'object' || element === null) return element;
  const { name, id, kind = '' } = element as Values;
  return typeof (name ?? id) === 'string' ? `${String(kind)} ${String(name ?? id)}`.trim() : JSON.stringify(element);
}

function object(
  values: object,
  path: readonly string[],
  cluster: Cluster,
  form: Form | undefined,
  bad: Complain,
): BadValue[] {
  if (form?.object && !form.fits(values, cluster)) return bad(values, form.words);
  if (form?.object === 'closed') return [];
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  const members = present.flatMap(([key, value]) => checkValues(value, [...path, key], cluster));
  return members.length > 0 ? members : combinations(Object.fromEntries(present), bad);
}

function combinations(values: Values, bad: Complain): BadValue[] {
  return RELATIONS.filter(({ names }) => names.every(name => name in values))
    .map(relation => ({ relation, own: pick(values, relation.names) }))
    .filter(({ relation, own }) => !relation.holds(own))
    .flatMap(({ relation, own }) => bad(own, relation.words));
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map(name => [name, bare(values[name])]));
}

/** A value without its reasons: what stands inside facts, as far as objects and lists go. */
function bare(value: unknown): unknown {
  if (isAssumed(value as Fact<unknown>)) return bare((value as { readonly value: unknown }).value);
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, bare(member)]));
}

function byType(value: unknown): Form {
  if (typeof value === 'string') return line;
  if (typeof value === 'number') return countOrShare;
  if (value instanceof Duration) return time;
  const plain = typeof value === 'boolean' || (typeof value === 'object' && value !== null);
  return { words: 'text, a number, true, false, a duration, a list or an object', fits: () => plain };
}

interface Entry {
  readonly steps: readonly string[];
  readonly form: Form;
}

/** Entries of the vocabulary by their last step, longest first. */
const ENTRIES = new Map<string, readonly Entry[]>();
for (const [key, form] of Object.entries(VOCABULARY)) {
  const steps = key.split('.');
  const last = steps.at(-1) ?? '';
  ENTRIES.set(
    last,
    [...(ENTRIES.get(last) ?? []), { steps, form }].sort((a, b) => b.steps.length - a.steps.length),
  );
}

function formOf(path: readonly string[]): Form | undefined {
  const candidates = [...(ENTRIES.get(path.at(-1) ?? '') ?? []), ...(ENTRIES.get('*') ?? [])];
  return candidates.find(({ steps }) =>
    steps.every((step, at) => step === '*' || step === path[path.length - steps.length + at]),
  )?.form;
}
