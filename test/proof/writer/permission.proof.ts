import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { contents, lay, leftovers, newRoot, print, removeRoot, treesOf } from './fixture';
import { compileChild, outcomeOf } from './process';

const SIZE = 60;
/** Mode bits do not bind root: there, the children run as nobody. */
const USER = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

const entry = compileChild();
let root = '';
beforeEach(() => {
  root = newRoot();
  lay(root, contents(1, SIZE));
  fs.mkdirSync(join(root, '.garam'));
  if ('uid' in USER) execFileSync('chown', ['-R', `${USER.uid}:${USER.gid}`, root]);
});
afterEach(() => {
  execFileSync('chmod', ['-R', 'u+rwX', root]);
  removeRoot(root);
});
afterAll(() => removeRoot(resolve(dirname(entry), '../../..')));

const first = contents(1, SIZE)[0]?.path ?? '';
const CASES = [
  { name: 'the repository is not writable', path: '.', mode: 0o555, where: '.' },
  { name: 'dist/ is not writable', path: 'dist', mode: 0o555, where: 'dist' },
  { name: 'argocd/ is not writable', path: 'argocd', mode: 0o555, where: 'argocd' },
  { name: 'a folder in dist/ is not writable', path: 'dist/place-1', mode: 0o555, where: 'dist/place-1' },
  { name: 'dist/ cannot be entered', path: 'dist', mode: 0o600, where: 'dist' },
  { name: 'a file cannot be read', path: first, mode: 0o000, where: first },
  { name: '.garam/ is not writable', path: '.garam', mode: 0o555, where: '.garam' },
] as const;

describe('without permission', () => {
  test.each(CASES)('the run ends with the path and a way out, and nothing is lost: $name', async place => {
    const path = join(root, place.path);
    const mode = fs.statSync(path).mode;
    fs.chmodSync(path, place.mode);
    const { error } = await outcomeOf(entry, { root, verb: 'write', seed: 2, size: SIZE }, USER);
    expect(error).toMatchObject({ message: 'cannot write the output: permission is denied (EACCES)' });
    expect(error?.where).toContain(place.where);
    expect(error?.mend).toContain('chmod');
    fs.chmodSync(path, mode);
    expect(treesOf(root) === print(contents(1, SIZE))).toBe(true);
    expect(leftovers(root)).toEqual([]);
    expect((await outcomeOf(entry, { root, verb: 'write', seed: 2, size: SIZE }, USER)).error).toBeUndefined();
    expect(treesOf(root) === print(contents(2, SIZE))).toBe(true);
  });
});

describe('whatever the umask', () => {
  test.each([0o000, 0o022, 0o077, 0o777])('files are 0644 and folders 0755 (umask %i)', async umask => {
    const { error } = await outcomeOf(entry, { root, verb: 'write', seed: 2, size: SIZE, umask }, USER);
    expect(error).toBeUndefined();
    const found = execFileSync('find', ['dist', 'argocd', '-printf', '%y %m\n'], { cwd: root, encoding: 'utf8' });
    expect([...new Set(found.trim().split('\n'))].sort()).toEqual(['d 755', 'f 644']);
  });
});

/** Runs "$@" on a disk of 256 KiB that holds the working folder's files, and brings back what is there afterwards. */
const SMALL_DISK = `
  real=$PWD; kept=$(mktemp -d)
  cp -a . "$kept" && mount -t tmpfs -o size=256k tmpfs "$real" && cd "$real" && cp -a "$kept/." . && "$@"
  rm -r "$kept"/* && cp -a . "$kept"
  cd / && umount "$real" && cd "$real" && rm -rf dist argocd .garam && cp -a "$kept/." . && rm -r "$kept"
`;

/** The kernel's own refusals: a limit on a file's size and, where the machine lets us mount one, a disk that is full. */
const REFUSALS = [
  { code: 'EFBIG', through: ['bash', '-c', 'ulimit -f 0; exec "$@"', 'bash'] },
  ...(spawnSync('unshare', ['-rm', 'true']).status === 0
    ? [{ code: 'ENOSPC', through: ['unshare', '-rm', 'bash', '-c', SMALL_DISK, 'bash'] }]
    : []),
];

describe('without room', () => {
  test.each(REFUSALS)('the run ends with a way out and nothing is lost ($code)', async ({ code, through }) => {
    const own = newRoot();
    lay(own, contents(1, 24));
    const { error } = await outcomeOf(entry, { root: own, verb: 'write', seed: 2, size: 200 }, { cwd: own }, through);
    expect(error?.message).toContain(`(${code})`);
    expect(treesOf(own) === print(contents(1, 24))).toBe(true);
    expect(leftovers(own)).toEqual([]);
    removeRoot(own);
  });
});
