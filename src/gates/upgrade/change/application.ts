import type { KubeObject, Rendered, RenderedManifest } from '../../../model';
import { isInBootstrapFile } from '../../identity/bootstrap-file';
import { groupKindOf } from '../../identity/group-kind';
import { once } from '../../pod/once';
import { recordsIn, valueAt } from '../../schema/json-path';

/** An Application of Argo CD as far as it decides what becomes of an object. */
export interface SyncingApplication {
  readonly manifest: RenderedManifest;
  readonly name: string;
  /** Whether it syncs without a person. */
  readonly automated: boolean;
  /** Whether such a sync deletes what has left git. */
  readonly prunes: boolean;
  /** Sync options for all its objects (`Prune=false`). */
  readonly options: readonly string[];
  /** Whether its objects go when it goes. */
  readonly deletes: boolean;
}

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/** The Applications of a state of git that read folders of the repository, by environment and folder. */
const byFolder = once((rendered: Rendered): ReadonlyMap<string, SyncingApplication> => {
  const found = new Map<string, SyncingApplication>();
  for (const manifest of rendered.manifests) {
    if (groupKindOf(manifest.object) !== 'argoproj.io/Application') continue;
    for (const folder of foldersOf(manifest.object)) found.set(`${manifest.environment} ${folder}`, policyOf(manifest));
  }
  return found;
});

function foldersOf(application: KubeObject): readonly string[] {
  const sources = [
    valueAt(application, ['spec', 'source']),
    ...recordsIn(valueAt(application, ['spec', 'sources'])).map(([, source]) => source),
  ];
  return sources.flatMap(source => {
    const path = valueAt(source, ['path']);
    return typeof path === 'string' ? [path.replace(/^\.\/|\/+$/g, '')] : [];
  });
}

function policyOf(manifest: RenderedManifest): SyncingApplication {
  const { object } = manifest;
  const automated = valueAt(object, ['spec', 'syncPolicy', 'automated']);
  return {
    manifest,
    name: object.metadata.name,
    automated: automated !== undefined && valueAt(automated, ['enabled']) !== false,
    prunes: valueAt(automated, ['prune']) === true,
    options: texts(valueAt(object, ['spec', 'syncPolicy', 'syncOptions'])),
    deletes: texts(valueAt(object, ['metadata', 'finalizers'])).some(name => name.startsWith(FINALIZER)),
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly unknown[]).map(String) : [];
}

/** The Application that syncs a file: the one of its folder, or of the nearest folder above; none for a bootstrap file. */
export function applicationFor(rendered: Rendered, file: RenderedManifest): SyncingApplication | undefined {
  if (isInBootstrapFile(file)) return undefined;
  const folders = byFolder(rendered);
  for (let slash = file.path.lastIndexOf('/'); slash > 0; slash = file.path.lastIndexOf('/', slash - 1)) {
    const found = folders.get(`${file.environment} ${file.path.slice(0, slash)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
