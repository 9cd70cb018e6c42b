import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { ROOT } from './committed-objects';

/** Texts of dist/<environment> and argocd/<environment> by path. */
export type Tree = ReadonlyMap<string, string>;

export interface Release {
  /** What it is, in words. */
  readonly what: string;
  readonly files: Tree;
}

/** Most that git may print: more than an environment's files ever are. */
const LARGEST = 1 << 28;

/** What lies in the tree. */
export function currentTree(environment: string): Tree {
  return new Map(
    foldersOf(environment)
      .flatMap(folder =>
        readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
          .filter(entry => entry.isFile())
          .map(entry => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
      )
      .sort()
      .map(path => [path, readFileSync(join(ROOT, path), 'utf8')]),
  );
}

/** Applications below root whose objects a tree holds: `dist/<environment>/<application>/…`. */
export function applicationsIn(tree: Tree): readonly string[] {
  const folders = objectsOf(tree).flatMap(([path]) => {
    const [, , application, ...rest] = path.split('/');
    return application !== undefined && rest.length > 0 ? [application] : [];
  });
  return [...new Set(folders)];
}

/**
 * What the environment ran before: the newest tag, else the newest commit, whose dist/ is there and differs from what
 * lies in the tree. A history without one (a first commit, a shallow clone) gives a release made of this one by a
 * listed change (`olderTree`).
 */
export function lastRelease(environment: string): Release {
  const now = currentTree(environment);
  const refs = [...words('tag', '--merged', 'HEAD', '--sort=-creatordate'), ...commits(environment)];
  for (const ref of refs) {
    const files = treeAt(ref, environment);
    if (objectsOf(files).length > 0 && !same(files, now)) return { what: ref, files };
  }
  return { what: 'a release made up of this one', files: olderTree(now) };
}

/**
 * A release that may well have been before this one: other images, another value in each ConfigMap, migrations of
 * another content and so of another name, one network policy that was not there yet, and one ConfigMap that has gone
 * since.
 */
export function olderTree(now: Tree): Tree {
  const policies = [...now.keys()].filter(path => /\/NetworkPolicy\.[^/]*$/.test(path));
  const configMap = [...now.keys()].find(path => path.startsWith('dist/') && /\/ConfigMap\.[^/]*$/.test(path));
  const older = new Map<string, string>();
  for (const [path, text] of now) if (path !== policies.at(-1)) older.set(...olderFile(path, text));
  if (configMap !== undefined)
    older.set(
      configMap.replace(/ConfigMap\.[^/]*$/, 'ConfigMap.has-gone.yaml'),
      (now.get(configMap) ?? '').replace(/^( {2}name: ).*$/m, '$1has-gone'),
    );
  return older;
}

function olderFile(path: string, text: string): [string, string] {
  const kind = /\/(\w+)\.[^/]*$/.exec(path)?.[1];
  if (!path.startsWith('dist/')) return [path, text];
  const images = text.replace(/^( +(?:- )?image: \S+:)\S+$/gm, `$1${'9'.repeat(40)}`);
  if (kind === 'ConfigMap') return [path, otherValue(text)];
  if (kind !== 'Job') return [path, images];
  const hash = /-([0-9a-f]{10})\.yaml$/.exec(path)?.[1];
  return hash === undefined ? [path, images] : [path.replace(hash, 'before'), images.replaceAll(hash, 'before')];
}

function otherValue(configMap: string): string {
  const object = parse(configMap) as { readonly data?: Readonly<Record<string, string>>; readonly immutable?: boolean };
  const [name] = Object.keys(object.data ?? {});
  if (name === undefined || object.immutable) return configMap;
  return stringify({ ...object, data: { ...object.data, [name]: 'before' } });
}

function foldersOf(environment: string): readonly string[] {
  return [`argocd/${environment}`, `dist/${environment}`];
}

function commits(environment: string): readonly string[] {
  return words('log', '--format=%H', 'HEAD', '--', ...foldersOf(environment));
}

function treeAt(ref: string, environment: string): Tree {
  const paths = words('ls-tree', '-r', '--name-only', ref, '--', ...foldersOf(environment)).sort();
  const texts = textsAt(paths.map(path => `${ref}:${path}`));
  return new Map(paths.map((path, index) => [path, texts[index] ?? '']));
}

/**
 * Texts of files in their order, by one process: one for each file would take most of the time of the proof.
 * Git answers each with a line `<id> blob <bytes>`, the bytes, a line feed.
 */
function textsAt(names: readonly string[]): readonly string[] {
  const input = names.map(name => `${name}\n`).join('');
  const said = execFileSync('git', ['-C', ROOT, 'cat-file', '--batch'], { input, maxBuffer: LARGEST });
  let at = 0;
  return names.map(name => {
    const start = said.indexOf('\n', at) + 1;
    const [, type, bytes] = said.toString('utf8', at, start).split(' ');
    if (type !== 'blob') throw new Error(`git has no ${name}`);
    at = start + Number(bytes) + 1;
    return said.toString('utf8', start, at - 1);
  });
}

/** Whether an upgrade from one to the other would change no object: argocd/ alone makes none. */
function same(a: Tree, b: Tree): boolean {
  return objectsOf(a).length === objectsOf(b).length && objectsOf(a).every(([path, text]) => b.get(path) === text);
}

function objectsOf(tree: Tree): readonly (readonly [path: string, text: string])[] {
  return [...tree].filter(([path]) => path.startsWith('dist/'));
}

function words(...command: readonly string[]): string[] {
  return git(...command)
    .split('\n')
    .filter(Boolean);
}

function git(...command: readonly string[]): string {
  return execFileSync('git', ['-C', ROOT, ...command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
