import type { KubeObject, Tree } from '../model';

/** Groups of Kubernetes' own whose kinds no other group shares: they do without the group in a file's name. */
const OWN = new Set([
  '',
  'apps',
  'batch',
  'autoscaling',
  'policy',
  'networking.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** API group of an object, empty for the core group. */
export function groupOf(object: Pick<KubeObject, 'apiVersion'>): string {
  const slash = object.apiVersion.indexOf('/');
  return slash < 0 ? '' : object.apiVersion.slice(0, slash);
}

/**
 * Name of an object's file: `Deployment.main.yaml`, `Role.iam.services.k8s.aws.main.yaml`. Whoever knows the object
 * can guess the path.
 */
export function fileName(object: KubeObject): string {
  const group = groupOf(object);
  const name = object.metadata.name.replaceAll(':', '-');
  return [object.kind, ...(OWN.has(group) ? [] : [group]), name, 'yaml'].join('.');
}

/** Path of an object's file from the repository's root. */
export function filePath(tree: Tree, environment: string, folder: string, object: KubeObject): string {
  const place = tree === 'dist' ? [object.metadata.namespace ?? 'cluster'] : [];
  return [tree, environment, folder, ...place, fileName(object)].join('/');
}
