import type { Faults } from '../../../../constructs/data-init/csv';

/** Finds a file that has more or fewer rows than the shop's documents count. */
export function countRows(faults: Faults, file: string, found: number, expected: number): void {
  if (found === expected) return;
  faults.add(
    { file },
    {
      problem: `has ${found} rows`,
      expected: `${expected}`,
      mend: 'mend the file or src/systems/shop/data/counts.ts',
    },
  );
}
