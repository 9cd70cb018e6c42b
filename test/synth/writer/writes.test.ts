import * as fs from 'node:fs';
import { join } from 'node:path';
import { plan, recover, write, WriteError, type FileSystem } from '../../../src/synth/writer';
import { lay, leftovers, newRoot, print, removeRoot, treesOf, watched } from '../../proof/writer/fixture';
import { before, after, errorOf } from './two-runs';

let root = '';

beforeEach(() => lay((root = newRoot()), before));

afterEach(() => removeRoot(root));

/** Renames among the calls of a run. */
function renamesOf(run: (fileSystem: FileSystem) => void): number {
  let count = 0;
  run(watched(method => (count += method === 'rename' ? 1 : 0)));
  return count;
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
