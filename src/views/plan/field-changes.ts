import { fieldDifferences, type FieldDifference } from '../field-difference';

type PlainMap = Readonly<Record<string, unknown>>;

/**
 * Fields in which two objects differ, as a reviewer thinks of them: entries of a list are the same entry where they have
 * the same name (`$.spec.containers[name=web].image`), and what comes into a list or leaves it is shown by itself.
 */
export function fieldChanges(before: unknown, after: unknown, path = '$'): readonly FieldDifference[] {
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, path);
  if (isMap(before) && isMap(after)) return ofMaps(before, after, path);
  return fieldDifferences(before, after, path);
}

function ofMaps(before: PlainMap, after: PlainMap, path: string): readonly FieldDifference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap(key => {
    const step = /^[A-Za-z_$][\w$-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    return fieldChanges(before[key], after[key], path + step);
  });
}

function ofLists(before: readonly unknown[], after: readonly unknown[], path: string): readonly FieldDifference[] {
  const key = ['name', 'key', 'mountPath', 'port'].find(name => isNamed(before, name) && isNamed(after, name));
  if (key !== undefined) return ofNamed(before as readonly PlainMap[], after as readonly PlainMap[], key, path);
  if (before.length === after.length && before.length === 1) return fieldChanges(before[0], after[0], `${path}[0]`);
  return ofSets(before, after, path);
}

/** Whether every entry has a value of its own under that name. */
function isNamed(list: readonly unknown[], key: string): list is readonly PlainMap[] {
  const names = list.map(entry => (isMap(entry) ? entry[key] : undefined));
  return names.every(name => name !== undefined) && new Set(names).size === names.length;
}

function ofNamed(
  before: readonly PlainMap[],
  after: readonly PlainMap[],
  key: string,
  path: string,
): readonly FieldDifference[] {
  const [old, fresh] = [before, after].map(list => new Map(list.map(entry => [String(entry[key]), entry])));
  const names = [...new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])])];
  const changes = names.flatMap(name => fieldChanges(old?.get(name), fresh?.get(name), `${path}[${key}=${name}]`));
  const isReordered = changes.length === 0 && before.some((entry, index) => entry[key] !== after[index]?.[key]);
  return isReordered
    ? [{ path, before: before.map(entry => entry[key]), after: after.map(entry => entry[key]) }]
    : changes;
}

/** Entries without a name: those that are gone, and those that are new. */
function ofSets(before: readonly unknown[], after: readonly unknown[], path: string): readonly FieldDifference[] {
  const gone = without(before, after).map(entry => ({ path: `${path}[]`, before: entry }));
  const come = without(after, before).map(entry => ({ path: `${path}[]`, after: entry }));
  const changes = [...gone, ...come];
  return changes.length === 0 ? fieldDifferences(before, after, path) : changes;
}

/** Entries of a list that another one does not have, each as often as it is missing there. */
function without(list: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  const rest = other.map(entry => JSON.stringify(entry));
  return list.filter(entry => {
    const index = rest.indexOf(JSON.stringify(entry));
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
