import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realTool } from '../../real-tool';
import { PROMTOOL } from '../alerts/promtool';
import { filesOf, promtoolAt, verified, written, type Ended } from './committed-job';
import { allIsWell, LABS } from './course';
import { DEFECTS } from './defects';
import { endOf, servedCourses } from './served-courses';

const proven = PROMTOOL === undefined || realTool('prometheus', 'prometheus') === undefined ? describe.skip : describe;

/** Every course: that in which all is well, and one for each check of each lab. */
const COURSES = [
  { lab: undefined, breaks: undefined, series: allIsWell() },
  ...DEFECTS.flatMap((defects, index) =>
    Object.entries(defects).map(([breaks, defect]) => ({ lab: LABS[index]?.job, breaks, series: defect(allIsWell()) })),
  ),
];

/** Names of the checks that a run says hold, or do not. */
const told = (verdict: string, { stdout }: Ended): readonly string[] =>
  [...stdout.matchAll(new RegExp(`^${verdict} +\\d+-([\\w-]+):`, 'gm'))].map(match => String(match[1]));

test('LP-21 every check of the four labs has a course in which it does not hold', () => {
  expect(LABS.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  expect(DEFECTS.map(Object.keys)).toEqual(LABS.map(({ checks }) => checks.map(({ name }) => name)));
});

proven('LP-21 the committed Job of a lab, against the real Prometheus', () => {
  const state = mkdtempSync(join(tmpdir(), 'garam-lab-jobs-'));
  const scripts = written(join(state, 'scripts'), filesOf('lab-scripts'));
  afterAll(() => rmSync(state, { recursive: true, force: true }));

  /** Runs the Job of a lab as of the end of a course. */
  const run = (lab: string, course: number, env: Readonly<Record<string, string>>): Promise<Ended> => {
    const path = promtoolAt(join(state, `at-${course}`), endOf(course));
    const CHECKS = written(join(state, lab), filesOf(`${lab}-checks`));
    return verified(lab, { path, scripts, env: { CHECKS, WAIT_SECONDS: '0', ...env } });
  };

  test('says that every check holds when all is well, and of each course that exactly its check does not', async () => {
    await servedCourses(
      COURSES.map(({ series }) => series),
      async PROMETHEUS => {
        for (const { job, checks } of LABS) {
          const ended = await run(job, 0, { PROMETHEUS });
          expect([ended.code, ended.stderr]).toEqual([0, '']);
          expect(told('holds', ended)).toEqual(checks.map(({ name }) => name));
          expect(ended.stdout).not.toContain('no data');
          expect(ended.stdout).toMatch(new RegExp(`\\n${job}: (\\d+) of \\1 checks hold\\n$`));
          if (process.env['GARAM_SHOW'] === '1') process.stdout.write(ended.stdout);
        }
        for (const [course, { lab, breaks }] of COURSES.entries()) {
          if (lab === undefined) continue;
          const ended = await run(lab, course, { PROMETHEUS });
          expect([lab, told('DOES NOT HOLD', ended), ended.code, ended.stderr]).toEqual([lab, [breaks], 1, '']);
        }
      },
    );
  });

  test('ends with 2 and says what to do where Prometheus is away, has no question, or refuses one', async () => {
    const away = await run('lab-1', 0, { PROMETHEUS: 'http://127.0.0.1:9' });
    expect([away.code, away.stdout]).toEqual([2, '']);
    expect(away.stderr).toMatch(
      /^lab-1: Prometheus at http:\/\/127\.0\.0\.1:9 did not answer within 0 s: look at its pod/,
    );
    await servedCourses([allIsWell()], async (PROMETHEUS, folder) => {
      const none = await run('lab-1', 0, { PROMETHEUS, CHECKS: folder });
      expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('has no file *.promql')]);
      const CHECKS = written(join(folder, 'broken'), { '1-broken.promql': '# broken\n(sum(up)\n== 1\n' });
      const broken = await run('lab-1', 0, { PROMETHEUS, CHECKS });
      expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining('refuses the query of 1-broken')]);
    });
  });
});
