import type { Manifest } from '../../model';

const BOOTSTRAP_FILE = /^argocd\/[^/]+\/(?:root|addons)\.yaml$/;

/** Whether a person applies the object's file, which may hold several objects, by hand. */
export function isInBootstrapFile({ path }: Pick<Manifest, 'path'>): boolean {
  return BOOTSTRAP_FILE.test(path);
}
