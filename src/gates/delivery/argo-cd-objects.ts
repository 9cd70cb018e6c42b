import type { Manifest, Model } from '../../model';
import { environmentsOf, type EnvironmentObjects } from '../reference/environment-objects';
import { once } from '../pod/once';
import { isRecord } from '../schema/json-path';

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
  return ofKind<ApplicationSpec>(model, environment, 'Application').filter(({ spec }) =>
    String(spec.source?.path).startsWith('dist/'),
  );
}

/** Objects that run in the environment. */
export function distOf(model: Model, environment: string): Manifest[] {
  return objectsOf(model, environment)?.manifests.filter(({ tree }) => tree === 'dist') ?? [];
}

function ofKind<S>(model: Model, environment: string, kind: string): Specified<S>[] {
  const manifests = objectsOf(model, environment)?.manifests ?? [];
  return manifests
    .filter(({ tree, object }) => tree === 'argocd' && object.kind === kind && isRecord(object['spec']))
    .map(manifest => ({ manifest, spec: manifest.object['spec'] as S }));
}

function objectsOf(model: Model, environment: string): EnvironmentObjects | undefined {
  return byEnvironment(model).get(environment);
}

/** Each environment's own objects, so that a rule for every environment does not look at all objects of all. */
const byEnvironment = once(
  (model: Model): ReadonlyMap<string, EnvironmentObjects> =>
    new Map(
      environmentsOf(model).flatMap(each => each.manifests.slice(0, 1).map(({ environment }) => [environment, each])),
    ),
);
