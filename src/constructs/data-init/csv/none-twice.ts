import type { Faults, Spot } from './faults';

/** What must be unique in all files of a kind. */
export function noneTwice<T extends { readonly spot: Spot }>(
  rows: readonly T[],
  column: string,
  keyOf: (row: T) => string,
  faults: Faults,
): void {
  const first = new Map<string, Spot>();
  for (const row of rows) {
    const key = keyOf(row);
    const other = first.get(key);
    if (other)
      faults.add(row.spot, {
        column,
        value: key,
        problem: `stands in ${other.file}:${other.line} already`,
        expected: 'each once',
        mend: 'rename one, or remove it',
      });
    else first.set(key, row.spot);
  }
}

/** A reference to a row that is not there. */
export function unknownReference(spot: Spot, column: string, value: string, files: string, faults: Faults): void {
  faults.add(spot, { column, value, expected: `a code of ${files}`, mend: `write such a code, or add the row` });
}
