import * as fs from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../../src/model';
import { plan, recover, write, WriteError, type FileSystem } from '../../src/synth/writer';
import {
  Death,
  deadly,
  failing,
  lay,
  leftovers,
  newRoot,
  outputFiles,
  print,
  removeRoot,
  treesOf,
  watched,
} from '../proof/writer-fixture';

const before = outputFiles({
  'dist/dev/app/Service.shop.yaml': 'port: 80\n',
  'dist/dev/app/Deployment.shop.yaml': 'replicas: 1\n',
  'argocd/dev/root.yaml': 'kind: Application\n',
});
const after = outputFiles({
  'dist/dev/app/Deployment.shop.yaml': 'replicas: 2\n',
  'dist/prod/app/Service.가게.yaml': 'port: 81\n',
  'argocd/dev/root.yaml': 'kind: AppProject\n',
});

let root = '';
beforeEach(() => lay((root = newRoot()), before));
afterEach(() => removeRoot(root));

/** Renames among the calls of a run. */
function renamesOf(run: (fileSystem: FileSystem) => void): number {
  let count = 0;
  run(watched(method => (count += method === 'rename' ? 1 : 0)));
  return count;
}

function errorOf(run: () => unknown): unknown {
  try {
    return void run();
  } catch (error) {
    return error;
  }
}

const stamp = (path: string): string => {
  const { ino, mtimeNs, ctimeNs } = fs.statSync(join(root, path), { bigint: true });
  return [ino, mtimeNs, ctimeNs].join(' ');
};

describe('what a run writes', () => {
  test('both trees hold exactly the files given, and the result names what changed', () => {
    const result = {
      changed: ['argocd/dev/root.yaml', 'dist/dev/app/Deployment.shop.yaml'],
      added: ['dist/prod/app/Service.가게.yaml'],
      removed: ['dist/dev/app/Service.shop.yaml'],
    };
    expect(plan(root, after)).toEqual(result);
    expect(treesOf(root)).toBe(print(before));
    expect(write(root, after)).toEqual(result);
    expect(treesOf(root)).toBe(print(after));
    expect(leftovers(root)).toEqual([]);
  });

  test('where nothing differs nothing is touched', () => {
    const paths = ['.', 'dist', 'argocd', ...before.map(({ path }) => path)];
    const stamps = paths.map(stamp);
    const reversed = [...before].reverse();
    expect(write(root, reversed)).toEqual({ changed: [], added: [], removed: [] });
    expect(paths.map(stamp)).toEqual(stamps);
    expect(fs.existsSync(join(root, '.garam'))).toBe(false);
  });

  test('one changed file is one rename, and no other file is touched', () => {
    const kept = 'dist/dev/app/Service.shop.yaml';
    const stampBefore = stamp(kept);
    const files = before.map(file => (file.path === kept ? file : { ...file, text: `${file.text}#\n` }));
    const one = before.map(file => (file.path.includes('Deployment') ? { ...file, text: 'replicas: 9\n' } : file));
    expect(renamesOf(fileSystem => write(root, one, { fileSystem }))).toBe(2); // The lock's and the file's.
    expect(stamp(kept)).toBe(stampBefore);
    expect(treesOf(root)).toBe(print(one));
    expect(renamesOf(fileSystem => write(root, files, { fileSystem }))).toBe(6); // The lock's, next/, two a tree.
  });

  test('one changed file beside a removed or an added one is more than a rename', () => {
    for (const files of [after.slice(0, 1), [...after.slice(0, 2), ...before.slice(0, 1)]]) {
      write(root, before);
      write(root, files);
      expect(treesOf(root)).toBe(print(files));
    }
  });

  test('a tree in which nothing differs is left alone', () => {
    const stampBefore = stamp('argocd');
    write(root, [...before, { path: 'dist/dev/app/Secret.yaml', text: '' }]);
    expect(stamp('argocd')).toBe(stampBefore);
  });

  test('links and empty folders where files belong are replaced and never followed', () => {
    const outside = newRoot();
    lay(outside, [{ path: 'kept', text: 'kind: AppProject\n' }]);
    fs.symlinkSync(outside, join(root, 'dist/dev/elsewhere'));
    fs.rmSync(join(root, 'argocd/dev/root.yaml'));
    fs.symlinkSync(join(outside, 'kept'), join(root, 'argocd/dev/root.yaml'));
    fs.mkdirSync(join(root, 'dist/prod/app/Service.가게.yaml'), { recursive: true });
    expect(write(root, after).removed).toContain('dist/dev/elsewhere');
    expect(fs.lstatSync(join(root, 'argocd/dev/root.yaml')).isFile()).toBe(true); // Though the link led to the same bytes.
    expect(treesOf(root)).toBe(print(after));
    expect(fs.readFileSync(join(outside, 'kept'), 'utf8')).toBe('kind: AppProject\n');
    removeRoot(outside);
  });

  test('what others keep in .garam/ stays', () => {
    lay(root, [{ path: '.garam/console/index.html', text: 'page' }]);
    write(root, after);
    recover(root);
    expect(leftovers(root)).toEqual(['.garam/console/index.html', 'console']);
  });
});

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

describe('the lock', () => {
  const hold = (name: string): void => lay(root, [{ path: `.garam/lock/${name}`, text: '' }]);

  test('of a process that lives is waited for, then named', () => {
    hold(`${process.ppid}-0`);
    const error = errorOf(() => write(root, after, { wait: 20 }));
    expect(error).toMatchObject({
      message: `another run of garam is writing here (process ${process.ppid})`,
      where: '.garam/lock',
      expected: 'one run at a time; waited 0.02 s',
      exitCode: 2,
    });
    expect(treesOf(root)).toBe(print(before));
    expect(leftovers(root)).toEqual([`.garam/lock/${process.ppid}-0`, 'lock']);
  });

  /** Tells of every try to take the lock, counted from 1: a rename of the ticket. */
  function trying(tell: (tries: number) => void): FileSystem {
    let tries = 0;
    return watched((method, path) => {
      if (method === 'rename' && path.includes('.garam/lock-')) tell(++tries);
    });
  }

  test('that is released within the wait lets the second run go on', () => {
    hold(`${process.ppid}-0`);
    const tried: number[] = [];
    const fileSystem = trying(tries => {
      tried.push(tries);
      if (tries === 3) fs.rmSync(join(root, `.garam/lock/${process.ppid}-0`));
    });
    write(root, after, { wait: 60_000, fileSystem });
    expect(tried.length).toBeGreaterThanOrEqual(3);
    expect(treesOf(root)).toBe(print(after));
    expect(leftovers(root)).toEqual([]);
  });

  test('that is not released is tried until the wait is over, and no longer', () => {
    hold(`${process.ppid}-0`);
    let last = 0;
    const fileSystem = trying(tries => {
      if (tries > 500) throw new Death(); // Else a run that never gives up would hold the tests.
      last = tries;
    });
    const start = performance.now();
    const error = errorOf(() => write(root, after, { wait: 50, fileSystem }));
    expect(performance.now() - start).toBeGreaterThanOrEqual(50);
    expect(last).toBeGreaterThan(1);
    expect(error).toBeInstanceOf(WriteError);
    expect(error).toMatchObject({ message: expect.stringContaining(`(process ${process.ppid})`) as unknown });
    expect(treesOf(root)).toBe(print(before));
    expect(leftovers(root)).toEqual([`.garam/lock/${process.ppid}-0`, 'lock']);
  });

  test.each([
    ['has ended', '4194305-77'],
    ['bears the number of an older one', `${process.ppid}-1`],
    ['is ourselves', `${process.pid}-1`],
  ])('of a process that %s is taken over', (_, name) => {
    hold(name);
    fs.mkdirSync(join(root, `.garam/lock-4194306-1`));
    write(root, after, { wait: 0 });
    expect(treesOf(root)).toBe(print(after));
    expect(leftovers(root)).toEqual([]);
  });
});

describe('what a run refuses', () => {
  test.each([
    ['an absolute path', ['/dist/a'], 'it is no path of the output'],
    ['a way up', ['dist/../../a'], 'it is no path of the output'],
    ['a backslash', ['dist/a\\b'], 'it is no path of the output'],
    ['a path outside the trees', ['src/main.ts'], 'it is no path of the output'],
    ['a tree itself', ['dist'], 'it is no path of the output'],
    ['an empty name', ['dist//a'], 'it is no path of the output'],
    ['a control character', ['dist/a\n'], 'it is no path of the output'],
    ['a name of 256 bytes', [`dist/${'가'.repeat(85)}a`], 'a name in it is too long'],
    ['one path twice', ['dist/a', 'dist/a'], 'it is written twice'],
    ['a file that is a folder too', ['dist/a/b', 'dist/a'], 'it is a file and a folder'],
    [
      'upper and lower case of one path',
      ['dist/a/b', 'dist/A/c'],
      'it differs from dist/a in upper and lower case only',
    ],
  ])('%s', (_, paths, why) => {
    const files = paths.map(path => ({ path, text: '' }));
    const error = errorOf(() => write(root, files));
    expect(error).toBeInstanceOf(WriteError);
    expect(error).toMatchObject({ message: `cannot write ${JSON.stringify(paths.at(-1))}: ${why}`, exitCode: 2 });
    expect(treesOf(root)).toBe(print(before));
  });

  test.each(['dist', 'argocd', '.garam'])('%s that is a link', name => {
    const outside = newRoot();
    removeRoot(join(root, name));
    fs.symlinkSync(outside, join(root, name));
    const error = errorOf(() => write(root, after));
    expect(error).toMatchObject({ message: `cannot write the output: ${name} is no folder (link)`, where: name });
    expect(fs.readdirSync(outside)).toEqual([]);
    removeRoot(outside);
  });

  test('a full disk, with the path, what was expected and how to mend it', () => {
    const fileSystem = watched((method, path) => {
      if (method === 'createFile' && path.includes('Deployment'))
        throw Object.assign(new Error('write'), { code: 'ENOSPC', path });
    });
    expect(errorOf(() => write(root, after, { fileSystem }))).toMatchObject({
      message: 'cannot write the output: no space is left (ENOSPC)',
      where: '.garam/staging/dist/dev/app/Deployment.shop.yaml',
      expected: 'room for a second copy of dist/ and argocd/',
      mend: 'free some space',
      exitCode: 2,
    });
    expect(leftovers(root)).toEqual([]);
  });
});
