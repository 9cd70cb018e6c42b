import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../src/model';
import { allDefinitionsIn, definitionsIn } from '../../src/proving-ground';

export const ROOT = resolve(__dirname, '../..');

/** An object as it lies in the repository. */
export interface CommittedObject {
  /** Path from the repository's root. */
  readonly path: string;
  /** The object's bytes. */
  readonly text: string;
  readonly object: KubeObject;
}

/** Where waves do not order Applications a person does, in this order of folders (docs/bootstrap.md). */
const BY_HAND = ['base', 'cloud', 'app', 'monitoring'];

/** Every object of dist/ of an environment, in the order in which Argo CD applies them: by Application, then by wave. */
export function committedDist(environment: string): readonly CommittedObject[] {
  return applications(environment).flatMap(({ folder }) => objectsIn(folder).sort(inWaveOrder));
}

/** Objects of dist/ of an environment in other texts by path, in the same order. */
export function committedIn(files: ReadonlyMap<string, string>, environment: string): readonly CommittedObject[] {
  const folders = applications(environment).map(({ folder }) => folder);
  const objects = [...files]
    .filter(([path]) => path.startsWith(join('dist', environment)) && basename(path) !== 'kustomization.yaml')
    .map(([path, text]) => ({ path, text, object: parse(text) as KubeObject }));
  const rank = ({ path }: CommittedObject): number => folders.findIndex(folder => path.startsWith(`${folder}/`));
  return objects.sort((a, b) => rank(a) - rank(b) || inWaveOrder(a, b));
}

/** Every object of argocd/ of an environment: projects and Applications, and what is applied by hand. */
export function committedArgoCd(environment: string): readonly CommittedObject[] {
  const folder = join('argocd', environment);
  const byHand = ['root.yaml', 'addons.yaml'].flatMap(name => documentsIn(join(folder, name)));
  return [...byHand, ...['root', 'addons'].flatMap(name => objectsIn(join(folder, name)))];
}

/** What root syncs: the project and the Applications. */
export function committedRoot(environment: string): readonly CommittedObject[] {
  return objectsIn(join('argocd', environment, 'root'));
}

/** Every definition of crds/. */
export function committedCrds(): readonly KubeObject[] {
  return allDefinitionsIn(join(ROOT, 'crds'));
}

/** Definitions of crds/ for the kinds that objects have. */
export function committedCrdsOf(objects: readonly KubeObject[]): readonly KubeObject[] {
  return definitionsIn(join(ROOT, 'crds'), objects);
}

/** Files of dist/ that carry an object. The kustomization beside them is for people without Argo CD. */
export function committedFiles(environment: string): readonly string[] {
  return yamlFiles(join('dist', environment)).filter(path => basename(path) !== 'kustomization.yaml');
}

function applications(environment: string): readonly { readonly folder: string; readonly wave: number }[] {
  return committedRoot(environment)
    .filter(({ object }) => object.kind === 'Application')
    .map(({ object }) => ({
      folder: (object as unknown as { spec: { source: { path: string } } }).spec.source.path,
      wave: waveOf(object),
    }))
    .sort((a, b) => a.wave - b.wave || rankByHand(a.folder) - rankByHand(b.folder) || order(a.folder, b.folder));
}

function rankByHand(folder: string): number {
  return BY_HAND.findIndex(kind => folder.endsWith(`-${kind}`));
}

function objectsIn(folder: string): CommittedObject[] {
  return yamlFiles(folder).map(path => ({ path, text: read(path), object: parse(read(path)) as KubeObject }));
}

function documentsIn(path: string): CommittedObject[] {
  return parseAllDocuments(read(path)).map(document => {
    const object = document.toJS() as KubeObject;
    return { path, text: JSON.stringify(object), object };
  });
}

/** By wave; within one, a namespace before what lies in it. */
function inWaveOrder(a: CommittedObject, b: CommittedObject): number {
  const rank = ({ kind }: KubeObject): number => (kind === 'Namespace' ? 0 : 1);
  return waveOf(a.object) - waveOf(b.object) || rank(a.object) - rank(b.object) || order(a.path, b.path);
}

function waveOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

function yamlFiles(folder: string): string[] {
  return (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => join(folder, name));
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
