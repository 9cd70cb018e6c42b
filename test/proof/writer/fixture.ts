import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { OutputFile } from '../../../src/model';
import { nodeFileSystem, type FileSystem } from '../../../src/synth/writer/file-system';
import { seeded } from '../../seeded';

/** Files as an object: path → text. */
export function outputFiles(texts: Readonly<Record<string, string>>): readonly OutputFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, text }));
}

/** About `size` files of both trees, of which other seeds share paths and texts of some. */
export function contents(seed: number, size: number): readonly OutputFile[] {
  const next = seeded(seed);
  const path = (index: number): string =>
    `${index % 5 === 0 ? 'argocd' : 'dist'}/place-${index % 3}/part-${index % 7}/Kind.name-${index}.yaml`;
  return Array.from({ length: size }, (_, index) => index)
    .filter(() => next() < 0.9)
    .map(index => ({ path: path(index), text: `seed: ${next() < 0.2 ? 0 : seed}\n`.padEnd(1000, '가람 ') + '\n' }));
}

/** A new folder for a repository. */
export function newRoot(): string {
  return fs.mkdtempSync(join(tmpdir(), 'garam-writer-'));
}

export function removeRoot(root: string): void {
  fs.rmSync(root, { recursive: true, force: true });
}

/** Puts files where they belong without the writer. */
export function lay(root: string, files: readonly OutputFile[]): void {
  for (const { path, text } of files) {
    fs.mkdirSync(join(root, dirname(path)), { recursive: true });
    fs.writeFileSync(join(root, path), text);
  }
}

/** Both trees as one text: paths and bytes, sorted. */
export function treesOf(root: string): string {
  const paths = ['dist', 'argocd'].flatMap(tree => below(root, tree));
  return print(paths.map(path => ({ path, text: textOf(join(root, path)) })));
}

/** What `treesOf` gives when exactly these files are there. */
export function print(files: readonly OutputFile[]): string {
  return files
    .map(({ path, text }) => `${path}\n${text}`)
    .sort()
    .join('\0');
}

/** Everything that a run left beside the two trees. */
export function leftovers(root: string): readonly string[] {
  return [
    ...fs.readdirSync(root).filter(name => !['dist', 'argocd', '.garam'].includes(name)),
    ...below(root, '.garam'),
    ...(fs.existsSync(join(root, '.garam')) ? fs.readdirSync(join(root, '.garam')) : []),
  ];
}

function below(root: string, folder: string): readonly string[] {
  if (!fs.existsSync(join(root, folder))) return [];
  return fs
    .readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap(entry => (entry.isDirectory() ? below(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
}

function textOf(path: string): string {
  const found = fs.lstatSync(path);
  if (found.isSymbolicLink()) return `link to ${fs.readlinkSync(path)}`;
  return found.isFile() ? fs.readFileSync(path, 'utf8') : 'neither file nor link';
}

/** The machine's file system; `before` is told of every call first, and may throw in its place. */
export function watched(before: (method: keyof FileSystem, path: string, index: number) => void): FileSystem {
  let index = 0;
  const tell = (method: keyof FileSystem, path: string): void => before(method, path, index++);
  const real = nodeFileSystem;
  return {
    kind: path => (tell('kind', path), real.kind(path)),
    list: folder => (tell('list', folder), real.list(folder)),
    read: file => (tell('read', file), real.read(file)),
    createFile: (file, bytes) => (tell('createFile', file), real.createFile(file, bytes)),
    createFolder: folder => (tell('createFolder', folder), real.createFolder(folder)),
    setMode: (path, mode) => (tell('setMode', path), real.setMode(path, mode)),
    rename: (from, to) => (tell('rename', from), real.rename(from, to)),
    removeFile: file => (tell('removeFile', file), real.removeFile(file)),
    removeFolder: folder => (tell('removeFolder', folder), real.removeFolder(folder)),
    requireWritable: folder => (tell('requireWritable', folder), real.requireWritable(folder)),
  };
}

/** The process dies: nothing that the program would still do happens. */
export class Death extends Error {}

/** A file system on which the process dies before the given call. */
export function deadly(at: number): FileSystem {
  return watched((_method, _path, index) => {
    if (index >= at) throw new Death();
  });
}

/** A file system on which the given call fails, or that one and every later one. */
export function failing(code: string, at: number, lasting: boolean): FileSystem {
  return watched((method, path, index) => {
    if (index === at || (lasting && index > at)) throw Object.assign(new Error(`${code}: ${method}`), { code, path });
  });
}
