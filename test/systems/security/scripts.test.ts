import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOf, podOf, variablesOf } from './output';

const folder = mkdtempSync(join(tmpdir(), 'garam-security-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The machine's shell, and the image's with its own programs, where the machine has it. */
function surroundings(): readonly (readonly [string, string, string])[] {
  const programs = join(folder, 'busybox');
  mkdirSync(programs);
  const installed = spawnSync('busybox', ['--install', '-s', programs]).status === 0;
  return [
    ['the machine’s shell', '/bin/sh', '/usr/bin:/bin'],
    ...(installed ? [['busybox', join(programs, 'sh'), programs] as const] : []),
  ];
}

/** A program that stands in for one that speaks to the world. */
function standIn(bin: string, name: string, script: string): void {
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}`);
  chmodSync(join(bin, name), 0o755);
}

/** `aws s3` over folders: what `aws` would answer, with its codes. */
const AWS = `
path() { case "$1" in s3://*) echo "$STORE/\${1#s3://}" ;; *) echo "$1" ;; esac; }
[ "\${BROKEN:-}" != "$2" ] || { echo "An error occurred (AccessDenied)" >&2; exit 254; }
case "$2" in
  ls) [ -f "$(path "$3")" ] && echo "2026-11-22 00:00:00 1 \${3##*/}" ;;
  cp) [ "$3" = --only-show-errors ] && shift
    from="$(path "$3")"; to="$(path "$4")"
    [ "$to" = - ] && exec cat "$from"
    mkdir -p "\${to%/*}" && cat "$from" > "$to" ;;
esac
`;

const totals = (fail: number, pass = 10): string =>
  `{"Controls":[{"id":"3","total_pass":99,"total_fail":99}],"Totals":{"total_pass":${pass},"total_fail":${fail},"total_warn":2,"total_info":0}}\n`;

let runs = 0;
describe.each(surroundings())('the committed scripts, by %s', (_name, shell, path) => {
  let home: string;
  beforeEach(() => {
    home = join(folder, String((runs += 1)));
    standIn(join(home, 'bin'), 'aws', AWS);
  });

  function run(script: string, variables: Readonly<Record<string, string>>) {
    const file = join(home, 'script.sh');
    writeFileSync(file, script);
    const env = { ...variables, PATH: `${join(home, 'bin')}:${path}` };
    const { status, stdout, stderr } = spawnSync(shell, [file], { env, encoding: 'utf8' });
    return { code: status, said: stdout + stderr };
  }

  /** Keeps a report as the Job's second container does. */
  function keep(report: string, more: Readonly<Record<string, string>> = {}) {
    const FOLDER = join(home, 'report');
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, 'report.json'), report);
    const declared = variablesOf(podOf('kube-bench').containers[0] ?? { env: [] });
    return run(fileOf('kube-bench-scripts', 'report.sh'), {
      ...declared,
      FOLDER,
      NODE: 'n1',
      STORE: join(home, 's3'),
      ...more,
    });
  }

  const best = () => join(home, 's3', 'learn-shop-files-111122223333', 'kube-bench', 'best', 'application.json');

  test('LP-13 the first report is kept, becomes the measure, and its score is told', () => {
    const { code, said } = keep(totals(3));
    expect([code, said]).toEqual([0, 'score of n1, pool application: 10 passed, 3 failed, 2 to look at\n']);
    expect(readFileSync(best(), 'utf8')).toBe(totals(3));
    const day = new Date().toISOString().slice(0, 10);
    expect(existsSync(join(best(), '..', '..', day, 'n1.json'))).toBe(true);
  });

  test('LP-19 fewer failures become the measure, as many are well, and one more fails and stays no measure', () => {
    keep(totals(3));
    expect(keep(totals(1)).said).toContain('best report before: 3 failed, so -2 more now');
    expect(keep(totals(1)).code).toBe(0);
    const worse = keep(totals(2));
    expect(worse.code).toBe(1);
    expect(worse.said).toContain('so 1 more now');
    expect(worse.said).toContain(
      'report: more checks fail than in s3://learn-shop-files-111122223333/kube-bench/best/application.json',
    );
    expect(readFileSync(best(), 'utf8')).toBe(totals(1));
    expect(keep(totals(2)).code).toBe(1);
  });

  test.each([
    ['is empty', ''],
    ['was cut off', '{"Controls":[{"id":"3","total_pass":99,"total_fail":9'],
    ['says nothing of failures', '{"Totals":{"total_pass":1}}'],
    ['checked nothing', totals(0, 0)],
  ])('LP-13 a report that %s fails, and is never the measure', (_what, report) => {
    expect(keep(report).code).not.toBe(0);
    expect(existsSync(best())).toBe(false);
  });

  test.each(['ls', 'cp'])('LP-13 where S3 refuses `%s` the Job fails, and the measure is as it was', BROKEN => {
    keep(totals(3));
    expect(keep(totals(1), { BROKEN }).code).not.toBe(0);
    expect(readFileSync(best(), 'utf8')).toBe(totals(3));
  });

  /** Trivy that finds holes in images with this in their name, and notes what it was asked. */
  const trivy = (hole: string): string => `
echo "$@" >> "$LOG"
case "$*" in *${hole}*) exit 1 ;; esac
`;
  function scan(hole: string, IMAGES: string) {
    standIn(join(home, 'bin'), 'trivy', trivy(hole));
    const LOG = join(home, 'log');
    const ended = run(fileOf('image-scan-scripts', 'scan.sh'), { IMAGES, LOG });
    return { ...ended, asked: existsSync(LOG) ? readFileSync(LOG, 'utf8') : '' };
  }

  test('LP-19 every image is looked at, and one with a hole fails the Job and is named', () => {
    const { code, said, asked } = scan('bad', 'a/good:1\na/bad:2\na/fine:3');
    expect(code).toBe(1);
    expect(said).toContain('scan: to mend, or not looked at: a/bad:2\n');
    for (const image of ['a/good:1', 'a/bad:2', 'a/fine:3'])
      expect(asked).toMatch(
        new RegExp(`^image .*--severity HIGH,CRITICAL --ignore-unfixed --exit-code 1 ${image}$`, 'm'),
      );
  });

  test('LP-19 where no image has a hole the Job is well; without images, or without what is known of holes, it fails', () => {
    expect(scan('bad', 'a/good:1')).toMatchObject({ code: 0, said: '== a/good:1\nscan: nothing found\n' });
    expect(scan('bad', '').code).toBe(1);
    expect(scan('download-db', 'a/good:1').code).toBe(1);
  });
});
