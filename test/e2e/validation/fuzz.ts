import type { Manifest } from '../../../src/model';
import { realModel } from '../../real-model';
import { put } from '../../gates/pod-planting';
import { seeded } from '../../seeded';

type Step = string | number;

/** One field of a real object changed. */
export interface Mutation {
  readonly manifest: Manifest;
  readonly how: string;
  readonly steps: readonly Step[];
  readonly value: unknown;
}

interface Place {
  readonly steps: readonly Step[];
  readonly value: unknown;
}

/** What stands in the place of a value; `undefined` where the change does not apply. */
type Change = (place: Place, pick: (below: number) => number) => unknown;

const TEXTS = ['Not A Form!', '', '-', 'x'.repeat(300), 'ten'];
const NUMBERS = [-1, 70000, 2 ** 31, 2 ** 40, 0.5];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const CHANGES: Readonly<Record<string, Change>> = {
  'wrong type': ({ value }) => (typeof value === 'string' ? 7 : Array.isArray(value) ? { a: 'b' } : 'text'),
  'no value': () => null,
  'unknown field': ({ value }) => (isRecord(value) ? { ...value, unknownField: 'x' } : undefined),
  'out of range': ({ value }, pick) => (typeof value === 'number' ? NUMBERS[pick(NUMBERS.length)] : undefined),
  'bad format': ({ value }, pick) => (typeof value === 'string' ? TEXTS[pick(TEXTS.length)] : undefined),
  'entry twice': ({ value }) =>
    Array.isArray(value) && value.length > 0 ? [...(value as unknown[]), value[0]] : undefined,
  'empty list': ({ value }) => (Array.isArray(value) ? [] : undefined),
  'empty object': ({ value }) => (isRecord(value) ? {} : undefined),
};

/** Seeded changes of single fields, spread over kinds, then places, then ways to break. The same seed, the same changes. */
export function mutations(seed: number, count: number): readonly Mutation[] {
  const pick = picker(seed);
  // A priority class that exists keeps its value for good: what the upgrade gate is for.
  const all = realModel().manifests.filter(({ object }) => object.kind !== 'PriorityClass');
  const kinds = [...new Set(all.map(({ object }) => object.kind))].map(kind =>
    all.filter(each => each.object.kind === kind),
  );
  const one = (): Mutation | undefined => {
    const manifests = kinds[pick(kinds.length)] as readonly Manifest[];
    const manifest = manifests[pick(manifests.length)] as Manifest;
    const places = placesOf(manifest.object);
    return mutationOf(manifest, places[pick(places.length)] as Place, pick);
  };
  const found = new Map<string, Mutation>();
  while (found.size < count) {
    const mutation = one();
    if (mutation) found.set(inWords(mutation), mutation);
  }
  return [...found.values()];
}

/** `bad format: dist/…/Deployment.web.yaml spec.replicas = -1`. */
export function inWords({ how, manifest, steps, value }: Mutation): string {
  return `${how}: ${manifest.path} ${steps.join('.')} = ${JSON.stringify(value)?.slice(0, 80)}`;
}

/** The object with its field changed. */
export function mutate(object: object, { steps, value }: Mutation): void {
  put(object, steps, value);
}

function mutationOf(manifest: Manifest, place: Place, pick: (below: number) => number): Mutation | undefined {
  const ways = ['removed field', ...Object.keys(CHANGES)];
  const how = ways[pick(ways.length)] as string;
  if (how === 'removed field')
    return typeof place.steps.at(-1) === 'string' ? { manifest, how, steps: place.steps, value: undefined } : undefined;
  const value = CHANGES[how]?.(place, pick);
  return value === undefined ? undefined : { manifest, how, steps: place.steps, value };
}

/** Every place of an object but those that say which object it is. */
function placesOf(value: unknown, steps: readonly Step[] = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = [...steps, Array.isArray(value) ? Number(key) : key];
    const addresses = ['apiVersion', 'kind', 'metadata', 'metadata.name', 'metadata.namespace'].includes(at.join('.'));
    return [...(addresses ? [] : [{ steps: at, value: child as unknown }]), ...placesOf(child, at)];
  });
}

/** Whole numbers below a bound. */
function picker(seed: number): (below: number) => number {
  const next = seeded(seed);
  return below => Math.floor(next() * below);
}
