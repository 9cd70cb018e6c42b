import type { KubeObject, Model } from '../../model';
import type { KindSchema } from './json-schema';
import { customKind, isKubernetesGroup, kubernetesKind, kubernetesVersions } from './schema-files';

/** `apiVersion Kind` of an object, by which schemas are found. */
export function kindOf(object: KubeObject): string {
  return `${object.apiVersion} ${object.kind}`;
}

/** Whether the object is of one of Kubernetes' own kinds, and not of a CRD. */
export function isKubernetesOwn(object: KubeObject): boolean {
  return isKubernetesGroup(object.apiVersion);
}

/** Kubernetes version of each environment, by its name. */
export function versionsOf(model: Model): ReadonlyMap<string, string> {
  return new Map(model.environments.map(environment => [environment.name, environment.cluster.kubernetes]));
}

/** The newest version there are schemas for. */
export function newestVersion(): string {
  return kubernetesVersions().at(-1) ?? '';
}

/** Versions an object must be valid on: its environment's and the newest (D-18). */
export function checkedVersions(version: string | undefined): readonly string[] {
  const newest = newestVersion();
  return version === undefined || version === newest ? [newest] : [version, newest];
}

/** Schema of an object: its CRD's, or the one of a Kubernetes version. @param version @default the newest */
export function schemaOf(object: KubeObject, version: string = newestVersion()): KindSchema | undefined {
  const kind = kindOf(object);
  return isKubernetesOwn(object) ? kubernetesKind(version, kind) : customKind(kind);
}
