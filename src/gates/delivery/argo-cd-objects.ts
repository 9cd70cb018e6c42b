import type { Manifest, Model } from '../../model';

/** An AppProject's fields that say what it allows. */
export interface ProjectSpec {
  readonly sourceRepos?: readonly string[];
  readonly destinations?: readonly { readonly server?: string; readonly namespace?: string }[];
  readonly clusterResourceWhitelist?: readonly GroupKind[];
  readonly namespaceResourceWhitelist?: readonly GroupKind[];
}

export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** An Application's fields that say what it syncs, and under which project. */
export interface ApplicationSpec {
  readonly project: string;
  readonly source?: {
    readonly repoURL?: string;
    readonly path?: string;
    readonly directory?: { readonly recurse?: boolean; readonly include?: string };
  };
}

/** A manifest of argocd/ with its spec. */
export interface Specified<S> {
  readonly manifest: Manifest;
  readonly spec: S;
}

/** The environment's AppProject for what runs, which has the environment's name. */
export function systemsProjects(model: Model, environment: string): Specified<ProjectSpec>[] {
  return ofKind<ProjectSpec>(model, environment, 'AppProject').filter(
    ({ manifest }) => manifest.object.metadata.name === environment,
  );
}

/** Applications of the environment that sync a folder of dist/. */
export function folderApplications(model: Model, environment: string): Specified<ApplicationSpec>[] {
  return ofKind<ApplicationSpec>(model, environment, 'Application').filter(
    ({ spec }) => spec.source?.path?.startsWith('dist/') === true,
  );
}

/** Objects that run in the environment. */
export function distOf(model: Model, environment: string): Manifest[] {
  return model.manifests.filter(manifest => manifest.tree === 'dist' && manifest.environment === environment);
}

function ofKind<S>(model: Model, environment: string, kind: string): Specified<S>[] {
  return model.manifests
    .filter(({ tree, environment: own, object }) => tree === 'argocd' && own === environment && object.kind === kind)
    .map(manifest => ({ manifest, spec: manifest.object['spec'] as S }));
}
