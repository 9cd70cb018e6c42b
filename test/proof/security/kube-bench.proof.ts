import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { realTool } from '../../real-tool';
import { podOf } from '../../systems/security/output';

const PROGRAM = realTool('kube-bench', 'kube-bench');
const suite = PROGRAM === undefined ? describe.skip : describe;

/** Folder of the program's module, which carries the benchmarks as the image does. */
function moduleFolder(): string {
  const words = [
    '-C',
    resolve(__dirname, '../../../tools/kube-bench'),
    'list',
    '-m',
    '-f',
    '{{.Dir}}',
    'github.com/aquasecurity/kube-bench',
  ];
  return spawnSync('go', words, { encoding: 'utf8', env: { ...process.env, GOWORK: 'off' } }).stdout.trim();
}

interface Report {
  readonly Controls: readonly {
    readonly version: string;
    readonly node_type: string;
    readonly tests: readonly object[];
  }[];
  readonly Totals: Readonly<Record<'total_pass' | 'total_fail' | 'total_warn' | 'total_info', number>>;
}

suite('the real kube-bench, on this machine, with learn’s committed command (LP-13, LP-19, decision 192)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'garam-kube-bench-'));
  const [looks] = podOf('kube-bench').initContainers;
  const command = looks?.command ?? [];
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs the command as it is committed, with the module's checks and a folder of this machine in the image's places. */
  function look(changed: (word: string) => string = word => word) {
    const words = command.map(word =>
      changed(word).replaceAll('/opt/kube-bench/cfg/', `${moduleFolder()}/cfg/`).replaceAll('/report/', `${folder}/`),
    );
    const env = { ...process.env, PATH: `${resolve(String(PROGRAM), '..')}:${process.env['PATH']}` };
    rmSync(join(folder, 'report.json'), { force: true });
    const { status, stdout, stderr } = spawnSync(String(words[0]), words.slice(1), {
      env,
      encoding: 'utf8',
      cwd: folder,
    });
    return { code: status, said: stdout + stderr, isWritten: existsSync(join(folder, 'report.json')) };
  }

  test('LP-13 it knows every flag and the benchmark, and its report has the totals that the score is made of', () => {
    const { code, said, isWritten } = look();
    expect({ code, said, isWritten }).toEqual({
      code: 0,
      said: expect.stringContaining('3 Worker Node'),
      isWritten: true,
    });
    const text = readFileSync(join(folder, 'report.json'), 'utf8');
    const { Controls, Totals } = JSON.parse(text) as Report;
    expect(Controls.map(({ version, node_type }) => [version, node_type])).toEqual([['eks-1.5.0', 'node']]);
    expect(Totals.total_pass + Totals.total_fail + Totals.total_warn).toBe(13);
    // The script takes numbers from the last object of that name.
    expect(text.lastIndexOf('"Totals":{')).toBeGreaterThan(text.lastIndexOf('"total_fail"') - 200);
    expect(text.split('"Totals":{')).toHaveLength(2);
  });

  test('LP-13 a benchmark that is not there fails, and leaves no report', () => {
    expect(look(word => word.replace('eks-1.5.0', 'eks-1.28.0'))).toMatchObject({ isWritten: false });
    expect(look(word => word.replace('eks-1.5.0', 'eks-1.28.0')).code).not.toBe(0);
  });
});
