import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kubelet } from './kubelet';
import { lookScript, lookVariables } from './output';

const folder = mkdtempSync(join(tmpdir(), 'garam-look-'));
const script = join(folder, 'look.sh');
const BACKEND = 'tripgen-dev_trip-service-6c8_u1/trip-service';
const OTHER = 'tripgen-dev_ai-service-7d9_u2/ai-service';

/** The image's shell with its own programs, where the machine has them, and the machine's. */
function surroundings(): readonly (readonly [string, string])[] {
  const programs = join(folder, 'busybox');
  mkdirSync(programs);
  const installed = spawnSync('busybox', ['--install', '-s', programs]).status === 0;
  return [['the machine’s shell', '/usr/bin:/bin'], ...(installed ? [['busybox', programs] as const] : [])];
}

let kubelet: Kubelet;
beforeAll(() => writeFileSync(script, lookScript()));
beforeEach(() => (kubelet = new Kubelet()));
afterEach(() => kubelet.remove());
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(surroundings())('a look at the log files of a node, by %s', (_shell, path) => {
  const shell = path.startsWith(folder) ? join(path, 'sh') : '/bin/sh';
  const variables = (changed: Readonly<Record<string, string>> = {}) => {
    return { PATH: path, ...lookVariables(), LOGS: kubelet.logs, ...changed };
  };

  /** What a look says, and whether it kept everything. */
  function look(changed?: Readonly<Record<string, string>>): { readonly code: number | null; readonly said: string } {
    const { status, stdout, stderr } = spawnSync(shell, [script], { env: variables(changed), encoding: 'utf8' });
    return { code: status, said: stdout + stderr };
  }

  const WELL = { code: 0, said: '' };

  test('TG-20 lines stay when the kubelet removes the pod, those among them that came after the look', () => {
    kubelet.write(BACKEND, 'a');
    expect(look()).toEqual(WELL);
    kubelet.write(BACKEND, 'b');
    kubelet.removePod(BACKEND);
    expect(look()).toEqual(WELL);
    expect(kubelet.keptLines()).toEqual(['a', 'b']);
  });

  test('TG-20 nothing goes within the 7 days after the last line, and everything does after them', () => {
    kubelet.write(BACKEND, 'a');
    look();
    kubelet.removePod(BACKEND);
    kubelet.age(6.99);
    expect(look()).toEqual(WELL);
    expect(kubelet.keptLines()).toEqual(['a']);
    kubelet.age(0.02);
    expect(look()).toEqual(WELL);
    expect(kubelet.keptFiles()).toEqual([]);
    expect(kubelet.state()).toHaveLength(1);
  });

  test('a file that is rotated, packed and removed is kept once, however often it changes its name', () => {
    const lines = Array.from({ length: 9 }, (_, index) => `line ${index}`);
    for (const line of lines) {
      kubelet.write(BACKEND, line);
      expect(look()).toEqual(WELL);
      kubelet.rotate(BACKEND);
      expect(look()).toEqual(WELL);
    }
    expect(kubelet.keptLines()).toEqual(lines);
    expect(kubelet.keptFiles().filter(name => name.endsWith('.gz'))).toEqual([]);
    kubelet.removePod(BACKEND);
    expect(look()).toEqual(WELL);
    expect(kubelet.keptLines()).toEqual(lines);
  });

  test('a file that was packed before the first look is kept packed', () => {
    for (const line of ['a', 'b', 'c']) {
      kubelet.write(BACKEND, line);
      kubelet.rotate(BACKEND);
    }
    look();
    kubelet.removePod(BACKEND);
    expect(kubelet.keptLines()).toEqual(['a', 'b', 'c']);
    expect(kubelet.keptFiles().filter(name => name.endsWith('.gz'))).toHaveLength(2);
  });

  test('a file that was packed between two looks is rather kept twice than lost', () => {
    kubelet.write(BACKEND, 'a');
    look();
    kubelet.rotate(BACKEND);
    kubelet.write(BACKEND, 'b');
    kubelet.rotate(BACKEND);
    look();
    kubelet.removePod(BACKEND);
    expect(kubelet.keptLines()).toEqual(['a', 'a', 'b']);
  });

  test('a container that starts again writes a file of its own, and the one before stays', () => {
    kubelet.write(BACKEND, 'first');
    look();
    kubelet.write(BACKEND, 'second', 1);
    look();
    kubelet.removeContainer(BACKEND, 0);
    kubelet.write(BACKEND, 'third', 2);
    look();
    kubelet.removePod(BACKEND);
    expect(kubelet.keptLines()).toEqual(['first', 'second', 'third']);
  });

  test('where the disk that may be used is full, the oldest go first, and the log says which', () => {
    const half = 'x'.repeat(512 * 1024 - 1);
    const gone = [1, 2, 3].map(day => `tripgen-dev_pod-${day}_u${day}/main`);
    for (const container of gone) kubelet.write(container, half);
    look();
    gone.forEach((container, index) => {
      kubelet.removePod(container);
      if (index < gone.length - 1) kubelet.age(1);
    });
    const { code, said } = look({ MEBIBYTES: '1' });
    expect([code, said.trim()]).toEqual([
      0,
      expect.stringMatching(
        /^the disk's 1 MiB are full: removed tripgen-dev_pod-1_u1\/main\/0\.log\.\d+ before its 7 days were over$/,
      ),
    ]);
    expect(kubelet.keptFiles().map(name => name.split('_')[1])).toEqual(['pod-2', 'pod-3']);
  });

  test('what the kubelet has, too, takes no room of what is kept', () => {
    kubelet.write(BACKEND, 'x'.repeat(2 * 1024 * 1024));
    kubelet.write(OTHER, 'a');
    look();
    kubelet.removePod(OTHER);
    expect(look({ MEBIBYTES: '1' })).toEqual(WELL);
    expect(kubelet.keptFiles()).toHaveLength(2);
  });

  test('log files of other namespaces are left alone, also where their names begin alike', () => {
    const others = ['tripgen-dev-2_web_u3/web', 'tripgen_web_u4/web', 'monitoring_tripgen-dev_u5/web'];
    for (const container of [BACKEND, ...others]) kubelet.write(container, container);
    look();
    expect(kubelet.keptLines()).toEqual([BACKEND]);
    for (const container of others) {
      expect(statSync(join(kubelet.pods, container, '0.log')).nlink).toBe(1);
    }
  });

  test('files of several namespaces are kept, where several are named', () => {
    for (const container of ['a_p_u1/c', 'b_p_u2/c', 'c_p_u3/c']) kubelet.write(container, container);
    look({ NAMESPACES: 'a c' });
    expect(kubelet.keptLines()).toEqual(['a_p_u1/c', 'c_p_u3/c']);
  });

  test('names with spaces, stars and backslashes do no harm', () => {
    const odd = ['tripgen-dev_a pod_u 6/my  container', 'tripgen-dev_*_u7/c*', 'tripgen-dev_a\\nb_u8/c\\d'];
    for (const container of odd) kubelet.write(container, container);
    expect(look()).toEqual(WELL);
    for (const container of odd) kubelet.rotate(container);
    expect(look()).toEqual(WELL);
    for (const container of odd) kubelet.removePod(container);
    expect(look()).toEqual(WELL);
    expect(kubelet.keptLines()).toEqual([...odd].sort());
  });

  test('a second look changes nothing', () => {
    kubelet.write(BACKEND, 'a');
    kubelet.rotate(BACKEND);
    kubelet.write(BACKEND, 'b');
    kubelet.write(OTHER, 'c');
    look();
    kubelet.removePod(OTHER);
    const before = kubelet.state();
    expect(look()).toEqual(WELL);
    expect(kubelet.state()).toEqual(before);
  });

  test('a file without a line for 7 days is not kept again and again, and is kept from its next line on', () => {
    kubelet.write(BACKEND, 'a');
    look();
    kubelet.age(8);
    look();
    const before = kubelet.state();
    expect(look()).toEqual(WELL);
    expect(kubelet.state()).toEqual(before);
    kubelet.write(BACKEND, 'b');
    look();
    expect(kubelet.keptLines()).toEqual(['a', 'b']);
  });

  test('a file that cannot be kept is told and ends the look as failed, after all the others', () => {
    kubelet.write(BACKEND, 'a');
    kubelet.write(OTHER, 'b');
    mkdirSync(kubelet.kept);
    writeFileSync(join(kubelet.kept, 'tripgen-dev_ai-service-7d9_u2'), '');
    const { code, said } = look();
    expect(code).toBe(1);
    expect(said).toContain('tripgen-dev_ai-service-7d9_u2');
    expect(kubelet.keptLines()).toEqual(['a']);
  });

  test('a node without log files of pods is told, and not taken for one where nothing is written', () => {
    rmSync(kubelet.pods, { recursive: true });
    expect(look().code).not.toBe(0);
  });

  test('killed at any moment it loses nothing', async () => {
    const written: string[] = [];
    const begun = Date.now();
    look();
    const longest = Math.max(Date.now() - begun, 10);
    for (let kill = 0; kill < 30; kill++) {
      const container = `tripgen-dev_pod_u${kill % 3}/main`;
      written.push(`line ${String(kill).padStart(2, '0')}`);
      kubelet.write(container, written.at(-1) as string);
      if (kill % 4 === 3) kubelet.rotate(container);
      const running = spawn(shell, [script], { env: variables(), detached: true, stdio: 'ignore' });
      const ended = new Promise(resolve => running.on('close', resolve));
      await new Promise(resolve => setTimeout(resolve, (longest * kill) / 20));
      if (running.exitCode === null) process.kill(-(running.pid as number), 'SIGKILL');
      await ended;
    }
    expect(look()).toEqual(WELL);
    for (const container of [0, 1, 2].map(uid => `tripgen-dev_pod_u${uid}/main`)) kubelet.removePod(container);
    expect(look()).toEqual(WELL);
    expect([...new Set(kubelet.keptLines())]).toEqual(written);
  });
});
