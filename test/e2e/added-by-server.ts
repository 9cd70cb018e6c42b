import { quantityOf } from './quantity';

/** A field in which the server's object differs from the one that was applied. */
export interface Difference {
  /** Path with `[]` for any place in an array (`spec.template.spec.containers[].imagePullPolicy`). */
  readonly path: string;
  /** Value in dist/; `undefined` when it leaves the field to the server. */
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** What the server keeps for itself in every object. */
const BOOKKEEPING = ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'uid'];

/** How the server's object differs from the applied one, its own bookkeeping and status left out. */
export function differences(ours: object, theirs: object): readonly Difference[] {
  const live = structuredClone(theirs) as { metadata: Record<string, unknown>; status?: unknown };
  for (const field of BOOKKEEPING) delete live.metadata[field];
  if (!('status' in ours)) delete live.status;
  return compare(ours, live, '');
}

/** Whether two values are the same, quantities compared by their worth. */
export function sameValue(a: unknown, b: unknown): boolean {
  return compare(a, b, '').length === 0;
}

function compare(ours: unknown, theirs: unknown, path: string): readonly Difference[] {
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length)
    return ours.flatMap((item, index) => compare(item, theirs[index], `${path}[]`));
  if (isRecord(ours) && isRecord(theirs)) {
    const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
    return keys.flatMap(key => compare(ours[key], theirs[key], path === '' ? key : `${path}.${key}`));
  }
  return same(ours, theirs) ? [] : [{ path, ours, theirs }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same value, or the same quantity written differently (`24000m` and `24`). */
function same(ours: unknown, theirs: unknown): boolean {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return true;
  const [a, b] = [quantityOf(ours), quantityOf(theirs)];
  return a !== undefined && a === b;
}
