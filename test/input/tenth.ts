import { seeded } from '../seeded';

/** A seeded tenth of all cases, the same one for the same seed. */
export function tenth<T>(cases: readonly T[], seed: number): readonly T[] {
  const next = seeded(seed);
  return cases.filter(() => next() < 0.1);
}
