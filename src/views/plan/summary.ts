import type { Column } from '../table';
import type { Plan } from './plan';

/** Columns of a plan's first table. */
export const SUMMARY: readonly Column[] = [
  { heading: 'environment' },
  { heading: 'added', figures: true },
  { heading: 'changed', figures: true },
  { heading: 'replaced', figures: true },
  { heading: 'pruned', figures: true },
  { heading: 'kept behind', figures: true },
  { heading: 'refused', figures: true },
  { heading: 'restarts', figures: true },
  { heading: 'findings', figures: true },
];

/** Its rows, one an environment. */
export function summaryRows({ environments }: Plan): readonly (readonly string[])[] {
  return environments.map(counts => {
    const { environment, added, changed, replaced, pruned, kept, refused, restarts, findings } = counts;
    return [environment, ...[added, changed, replaced, pruned, kept, refused, restarts, findings].map(String)];
  });
}
