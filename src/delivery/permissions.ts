import { known } from '../constructs/structure';
import type { AddOn, Environment } from '../environments/environment';
import type { Manifest } from '../model';
import { groupOf } from '../synth';
import { ARGO_CD_NAMESPACE } from './names';

/** A kind, as an AppProject lists it. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** What an AppProject allows, and nothing else. Sorted, without repetition. */
export interface Permissions {
  readonly repositories: readonly string[];
  readonly namespaces: readonly string[];
  readonly namespacedKinds: readonly GroupKind[];
  readonly clusterKinds: readonly GroupKind[];
}

/** Exactly what an environment's folder of dist/ needs, hooks included. */
export function permissionsOfManifests(repository: string, manifests: readonly Manifest[]): Permissions {
  const objects = manifests.map(manifest => manifest.object);
  const namespaced = objects.filter(object => object.metadata.namespace !== undefined);
  const kind = (object: Manifest['object']): string => [groupOf(object), object.kind].join('/');
  return permissions(
    [repository],
    namespaced.map(object => object.metadata.namespace as string),
    namespaced.map(kind),
    objects.filter(object => object.metadata.namespace === undefined).map(kind),
  );
}

/** Exactly what the charts of an environment bring. */
export function permissionsOfAddOns(addOns: readonly AddOn[]): Permissions {
  return permissions(
    addOns.map(addOn => addOn.chart.repository),
    addOns.map(addOn => addOn.namespace),
    addOns.flatMap(addOn => addOn.kinds.namespaced),
    addOns.flatMap(addOn => addOn.kinds.cluster),
  );
}

/** Projects and Applications in Argo CD's namespace, from our repository. */
export function permissionsOfRoot({ delivery }: Environment): Permissions {
  const kinds = ['argoproj.io/AppProject', 'argoproj.io/Application'];
  return permissions([known(delivery.repository)], [ARGO_CD_NAMESPACE], kinds, []);
}

function permissions(
  repositories: readonly string[],
  namespaces: readonly string[],
  namespacedKinds: readonly string[],
  clusterKinds: readonly string[],
): Permissions {
  return {
    repositories: distinct(repositories),
    namespaces: distinct(namespaces),
    namespacedKinds: distinct(namespacedKinds.map(qualified)).map(groupKind),
    clusterKinds: distinct(clusterKinds.map(qualified)).map(groupKind),
  };
}

/** `Service` and `/Service` are the same kind of the core group. */
function qualified(kind: string): string {
  return kind.includes('/') ? kind : `/${kind}`;
}

function groupKind(text: string): GroupKind {
  const slash = text.lastIndexOf('/');
  return { group: text.slice(0, slash), kind: text.slice(slash + 1) };
}

/** In order of code units: the same in every locale. */
function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
