import { isRecord, recordsIn } from '../schema/json-path';

type Labels = Readonly<Record<string, unknown>>;

/** What a selector asks of one label. */
export interface Requirement {
  readonly key: string;
  /** Values that are accepted; undefined where others are, or none. */
  readonly values?: readonly string[];
  /** @param value the label's value; undefined where there is no such label */
  accepts(value: unknown): boolean;
}

const NUMBERED_POD = 'statefulset.kubernetes.io/pod-name';

/** A StatefulSet numbers its pods (`kafka-0`): one name stands for all of them. */
export function numberedPod(name: string): readonly [key: string, value: string] {
  return [NUMBERED_POD, `${name}-#`];
}

function comparable(key: string, value: unknown): string {
  return key === NUMBERED_POD ? String(value).replace(/-\d+$/, '-#') : String(value);
}

function oneOf(key: string, list: readonly unknown[]): Requirement {
  const values = list.map(value => comparable(key, value));
  return { key, values, accepts: value => typeof value === 'string' && values.includes(value) };
}

function expression({ key: field, operator, values }: Labels): Requirement {
  const key = String(field);
  const list: readonly unknown[] = Array.isArray(values) ? values : [];
  if (operator === 'In') return oneOf(key, list);
  if (operator === 'Exists') return { key, accepts: value => value !== undefined };
  if (operator === 'DoesNotExist') return { key, accepts: value => value === undefined };
  return { key, accepts: value => !list.includes(value) };
}

/** What a selector of labels and expressions asks; nothing where it accepts everything. */
export function requirementsOf(selector: unknown): readonly Requirement[] {
  if (!isRecord(selector)) return [];
  const labels = isRecord(selector.matchLabels) ? Object.entries(selector.matchLabels) : [];
  return [
    ...labels.map(([key, value]) => oneOf(key, [value])),
    ...recordsIn(selector.matchExpressions).map(([, each]) => expression(each)),
  ];
}

/** Whether labels fulfil every requirement. */
export function accepted(requirements: readonly Requirement[], labels: Labels): boolean {
  return requirements.every(({ key, accepts }) => accepts(labels[key]));
}

/** A selector as a message shows it: `app=web, tier in (a, b)`. */
export function selectorText(selector: unknown): string {
  if (!isRecord(selector)) return 'nothing';
  const labels = isRecord(selector.matchLabels) ? Object.entries(selector.matchLabels) : [];
  const parts = labels.map(([key, value]) => `${key}=${String(value)}`);
  for (const [, { key, operator, values }] of recordsIn(selector.matchExpressions)) {
    const list = Array.isArray(values) ? ` (${values.join(', ')})` : '';
    parts.push(`${String(key)} ${String(operator)}${list}`);
  }
  return parts.join(', ');
}
