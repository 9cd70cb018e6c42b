import type { Manifest, Model } from '../model';
import { grouped } from './declared';
import { plain, type Paint } from './paint';

/** `Kind/namespace/name`, or `Kind/name` where the object has no namespace. */
function nameOf({ object }: Manifest): string {
  const { name, namespace } = object.metadata;
  return [object.kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}

/** One folder of an environment, and the names of its objects. */
export interface ListedFolder {
  readonly folder: string;
  readonly objects: readonly string[];
}

/** Objects of one environment by folder, dist/ before argocd/. */
export function listedFolders({ manifests }: Pick<Model, 'manifests'>, environment: string): readonly ListedFolder[] {
  const own = manifests.filter(manifest => manifest.environment === environment);
  const ordered = [...own.filter(({ tree }) => tree === 'dist'), ...own.filter(({ tree }) => tree !== 'dist')];
  const folders = grouped(ordered, ({ tree, application }) => `${tree}/${environment}/${application}`);
  return [...folders].map(([folder, objects]) => ({ folder, objects: objects.map(nameOf) }));
}

/** Objects of one environment as people read them. */
export function objectListText(folders: readonly ListedFolder[], paint: Paint = plain): string {
  return folders
    .map(({ folder, objects }) => [`${paint.strong(folder)} (${objects.length})`, ...objects.map(name => `  ${name}`)])
    .map(lines => lines.join('\n'))
    .join('\n\n');
}
