import type { Finding, Model } from '../model';
import type { Project } from './project';

/**
 * What is wrong with the way from a revision to the model.
 * @param ref branch, tag or commit; nothing is found where none is given
 * @throws UsageError where the revision cannot be read
 */
export async function upgradeFindings(
  { root }: Project,
  ref: string | undefined,
  model: Model,
): Promise<readonly Finding[]> {
  if (ref === undefined) return [];
  const { readRevision } = await import('./revision');
  const { checkUpgrade } = await import('../gates/upgrade');
  return checkUpgrade(readRevision(root, ref, model).rendered, model);
}
