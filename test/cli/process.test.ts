import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { scratchFolder, treeOf } from './fixture';

const ROOT = resolve(__dirname, '../..');

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function node(argv: readonly string[], { cwd = tmpdir(), env = {} }: Surroundings = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, argv, { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
}

const garam = (...argv: readonly string[]): SpawnSyncReturns<string> => node([join(ROOT, 'bin/garam.js'), ...argv]);

describe('garam as a process, in another working directory', () => {
  test('answers JSON without colour into a pipe', () => {
    const { status, stdout } = garam('explain', '--json', '--lang', 'ko');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).length).toBeGreaterThan(10);
  });

  test('ends with 2 and a hint for a word that it does not know', () => {
    const { status, stdout, stderr } = garam('explian');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Did you mean explain?');
  });

  test('lists where assumed values stand, in files and lines that exist', () => {
    const { status, stdout } = garam('list', '--assumed', '--json');
    expect(status).toBe(0);
    const facts = JSON.parse(stdout) as readonly {
      readonly path: string;
      readonly source: { readonly file: string };
    }[];
    expect(facts.length).toBeGreaterThan(0);
    expect(facts.filter(({ source }) => !existsSync(join(ROOT, source.file)))).toEqual([]);
  });
});

describe('the bytes of a synthesis', () => {
  const bytesUnder = (surroundings: Surroundings, umask = '022'): Readonly<Record<string, string>> => {
    const folder = scratchFolder();
    const tsNode = join(ROOT, 'node_modules/ts-node/dist/bin.js');
    const script = `umask ${umask}; exec "$0" "$@"`;
    const child = ['-c', script, process.execPath, tsNode, '--cwd', ROOT, join(ROOT, 'test/cli/child.ts'), folder];
    const { cwd = tmpdir(), env = {} } = surroundings;
    const { status, stderr } = spawnSync('sh', child, { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    return treeOf(folder);
  };

  test('are the same whatever the locale, time zone, working directory and umask', () => {
    const plain = bytesUnder({ cwd: ROOT, env: { LANG: 'C.UTF-8', TZ: 'UTC' } });
    const strange = bytesUnder(
      { env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'ko_KR.UTF-8', TZ: 'Pacific/Kiritimati' } },
      '077',
    );
    expect(Object.keys(plain).length).toBeGreaterThan(50);
    expect(strange).toEqual(plain);
  });
});
