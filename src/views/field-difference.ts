/** A field that two versions of an object disagree about. */
export interface FieldDifference {
  /** JSON path (`$.spec.replicas`). */
  readonly path: string;
  /** What the committed file says; absent where it has no such field. */
  readonly before?: unknown;
  /** What the model says; absent where it has no such field. */
  readonly after?: unknown;
}

/** Fields in which two plain values differ, in the order of the paths. Lists of one length are compared item by item. */
export function fieldDifferences(before: unknown, after: unknown, path = '$'): readonly FieldDifference[] {
  if (before === after) return [];
  if (isMap(before) && isMap(after)) return ofMaps(before, after, path);
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item: unknown, index) => fieldDifferences(item, after[index], `${path}[${index}]`));
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}

type PlainMap = Readonly<Record<string, unknown>>;

function ofMaps(before: PlainMap, after: PlainMap, path: string): readonly FieldDifference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap(key => fieldDifferences(before[key], after[key], path + step(key)));
}

function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const step = (key: string): string => (/^[A-Za-z_$][\w$-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);
