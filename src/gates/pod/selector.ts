import { isRecord, recordsIn } from '../schema/json-path';

/** Labels of a pod, as they stand in an object that nobody has checked yet. */
export type Labels = Readonly<Record<string, unknown>>;

/** Labels that a selector asks for by exact value; undefined where there is no selector, which selects nothing. */
export function wantedLabels(selector: unknown): Labels | undefined {
  if (!isRecord(selector)) return undefined;
  return isRecord(selector.matchLabels) ? selector.matchLabels : {};
}

/** Whether a label selector (`matchLabels`, `matchExpressions`) selects a pod with these labels. An empty one selects all. */
export function selects(selector: unknown, labels: Labels): boolean {
  const wanted = wantedLabels(selector);
  return (
    wanted !== undefined &&
    hasLabels(labels, wanted) &&
    recordsIn((selector as Labels).matchExpressions).every(([, expression]) => fulfils(labels, expression))
  );
}

/** Whether all wanted labels are among the given ones. */
export function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function fulfils(labels: Labels, { key, operator, values }: Labels): boolean {
  const present = Object.hasOwn(labels, String(key));
  const named = Array.isArray(values) && present && (values as readonly unknown[]).includes(labels[String(key)]);
  switch (operator) {
    case 'In':
      return named;
    case 'NotIn':
      return !named;
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
    default:
      return false;
  }
}

/** One label as a key of an index. */
function pair([key, value]: readonly [string, unknown]): string {
  return `${key}=${String(value)}`;
}

function put<T>(index: Map<string, T[]>, key: string, item: T): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [item]);
  else list.push(item);
}

/** Things with labels, found by a selector without looking at all of them. */
export class LabelIndex<T> {
  private readonly buckets = new Map<string, T[]>();

  constructor(
    private readonly items: readonly T[],
    private readonly labelsOf: (item: T) => Labels,
  ) {
    for (const item of items) {
      for (const label of Object.entries(labelsOf(item))) put(this.buckets, pair(label), item);
    }
  }

  /** What the selector selects. */
  matching(selector: unknown): readonly T[] {
    const wanted = wantedLabels(selector);
    if (wanted === undefined) return [];
    let fewest: readonly T[] = this.items;
    for (const label of Object.entries(wanted)) {
      const bucket = this.buckets.get(pair(label)) ?? [];
      if (bucket.length < fewest.length) fewest = bucket;
    }
    return fewest.filter(item => selects(selector, this.labelsOf(item)));
  }
}

/** Things with a selector, found by the labels that they select without looking at all of them. */
export class SelectorIndex<T> {
  private readonly buckets = new Map<string, T[]>();
  private readonly open: T[] = [];

  constructor(
    items: readonly T[],
    private readonly selectorOf: (item: T) => unknown,
  ) {
    const wanted = items.map(item => Object.entries(wantedLabels(selectorOf(item)) ?? {}).map(pair));
    const counts = new Map<string, number>();
    for (const label of wanted.flat()) counts.set(label, (counts.get(label) ?? 0) + 1);
    for (const [index, item] of items.entries()) {
      const [rarest] = [...(wanted[index] ?? [])].sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
      if (rarest === undefined) this.open.push(item);
      else put(this.buckets, rarest, item);
    }
  }

  /** What selects a pod with these labels. */
  selecting(labels: Labels): readonly T[] {
    const candidates = Object.entries(labels).flatMap(label => this.buckets.get(pair(label)) ?? []);
    return [...candidates, ...this.open].filter(item => selects(this.selectorOf(item), labels));
  }
}
