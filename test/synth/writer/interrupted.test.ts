import * as fs from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../../../src/model';
import { recover, write, WriteError, type FileSystem } from '../../../src/synth/writer';
import {
  Death,
  deadly,
  failing,
  lay,
  leftovers,
  newRoot,
  print,
  removeRoot,
  treesOf,
  watched,
} from '../../proof/writer/fixture';
import { before, after, errorOf } from './two-runs';

let root = '';

beforeEach(() => lay((root = newRoot()), before));

afterEach(() => removeRoot(root));

describe('an interrupted run', () => {
  const calls: number[] = [];
  beforeAll(() => {
    const place = newRoot();
    lay(place, before);
    const turning = ['rename', 'createFolder', 'removeFolder', 'removeFile'];
    const fileSystem = watched((method, _path, index) => {
      if (turning.includes(method)) calls.push(index);
    });
    write(place, after, { fileSystem });
    removeRoot(place);
  });

  /** A new repository for each call of the run that changes what an interruption leaves. */
  function atEveryCall(check: (call: number) => void): void {
    for (const call of calls) {
      removeRoot(root);
      fs.mkdirSync(root);
      lay(root, before);
      check(call);
    }
  }

  test('is old or new after recovery, wherever it died', () => {
    const found = new Set<string>();
    atEveryCall(call => {
      expect(errorOf(() => write(root, after, { fileSystem: deadly(call) }))).toBeInstanceOf(Death);
      recover(root);
      found.add(treesOf(root));
      expect(leftovers(root)).toEqual([]);
    });
    expect([...found].sort()).toEqual([print(after), print(before)].sort());
  });

  test('is undone or has finished, whichever call failed', () => {
    atEveryCall(call => {
      const error = errorOf(() => write(root, after, { fileSystem: failing('EIO', call, false) }));
      if (error !== undefined) expect(error).toBeInstanceOf(WriteError);
      expect({ call, trees: treesOf(root) }).toEqual({ call, trees: print(error === undefined ? after : before) });
    });
  });

  test('always leaves a complete copy on the disk', () => {
    const copies = (): readonly string[] =>
      ['dist', 'argocd'].flatMap(tree => {
        const places = ['.', '.garam/old', '.garam/staging', '.garam/next'];
        const texts = places.map(place => treesOf(join(root, place)).split('\0').filter(isOf(tree)).join('\0'));
        return [before, after].filter(files => texts.includes(print(files.filter(isIn(tree))))).length > 0
          ? [tree]
          : [];
      });
    write(root, after, { fileSystem: watched(() => expect(copies()).toEqual(['dist', 'argocd'])) });
  });

  test('is old or new also where one file changed only', () => {
    const one = before.map((file, at) => (at === 0 ? { ...file, text: 'port: 8080\n' } : file));
    for (let call = 0; call < 60; call++) {
      errorOf(() => write(root, one, { fileSystem: deadly(call) }));
      recover(root);
      expect([print(before), print(one)]).toContain(treesOf(root));
    }
    expect(treesOf(root)).toBe(print(one));
  });

  test('is completed by a run that waited for it', () => {
    let died = false;
    const fileSystem = watched(method => {
      if (died || method !== 'createFolder') return; // It is about to make .garam/ and to queue.
      died = true;
      errorOf(() => write(root, [...after, { path: 'dist/other', text: '' }], { fileSystem: dyingInSwap() }));
    });
    expect(write(root, after, { fileSystem })).toEqual({ changed: [], added: [], removed: ['dist/other'] });
    expect(treesOf(root)).toBe(print(after));
    expect(leftovers(root)).toEqual([]);
  });

  test('is completed although somebody restored a tree in between', () => {
    expect(errorOf(() => write(root, after, { fileSystem: dyingInSwap() }))).toBeInstanceOf(Death);
    expect(fs.existsSync(join(root, 'dist'))).toBe(false);
    lay(root, before);
    recover(root);
    expect(treesOf(root)).toBe(print(after));
    expect(leftovers(root)).toEqual([]);
  });
});

/** A file system on which the process dies when dist/ is away: before its fourth rename (lock, next/, old/dist). */
function dyingInSwap(): FileSystem {
  let renames = 0;
  return watched(method => {
    if (method === 'rename') renames++;
    if (renames > 3) throw new Death();
  });
}

const isIn =
  (tree: string) =>
  ({ path }: OutputFile): boolean =>
    path.startsWith(`${tree}/`);

const isOf =
  (tree: string) =>
  (text: string): boolean =>
    text.startsWith(`${tree}/`);
