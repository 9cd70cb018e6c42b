import { run } from '../../src/cli';
import type { Declared, ScheduleDeclaration, WorkloadDeclaration } from '../../src/model';
import { projectOf, recording, scratchFolder, settings, type Recording } from './fixture';

const beside = { environment: 'test', provenance: { construct: 'test', lines: () => [] } };
const workload: Declared<WorkloadDeclaration> = {
  type: 'workload',
  name: 'web',
  namespace: 'shop',
  selector: {},
  labels: {},
  serves: [],
  calls: [],
  openTo: [],
  mostPods: 1,
  requests: { cpuMillis: 1, memoryMiB: 1 },
  limits: { cpuMillis: 1, memoryMiB: 1 },
  runs: 'service',
  ...beside,
};
const schedule: Declared<ScheduleDeclaration> = {
  type: 'schedule',
  workload: 'web',
  namespace: 'shop',
  count: 1,
  hours: { days: ['Mon'], start: '09:00', end: '18:00', timeZone: 'Asia/Seoul' },
  assumed: true,
  ...beside,
};

async function garam(...argv: readonly string[]): Promise<Recording & { readonly code: number }> {
  const terminal = recording();
  const project = projectOf(scratchFolder(), [settings('a', 'quiet')]);
  project.declarations = [workload, schedule];
  return Object.assign(terminal, { code: await run(argv, project, terminal) });
}

test.each([
  ['2026-11-23T09:00+09:00', 'runs', 'Mon 2026-11-23 18:00'],
  ['2026-11-23T00:00Z', 'runs', 'Mon 2026-11-23 18:00'],
  ['2026-11-22T23:59:59Z', 'sleeps', 'Mon 2026-11-23 09:00'],
  ['2026-11-23T04:00:00.000-05:00', 'sleeps', 'Mon 2026-11-30 09:00'],
])('at %s it %s until %s in Seoul', async (time, state, until) => {
  const { code, stdout } = await garam('list', '--at', time, '--json');
  expect(code).toBe(0);
  const { environments } = JSON.parse(stdout) as { environments: unknown };
  expect(environments).toMatchObject([{ environment: 'test', workloads: [{ workload: 'web', state, until }] }]);
});

test('the answer tells the time zone, and that holidays are not known', async () => {
  const { stdout } = await garam('list', 'test', '--at', '2026-11-23T10:00+09:00');
  expect(stdout).toContain('2026-11-23T01:00:00Z = Mon 2026-11-23 10:00 Asia/Seoul');
  expect(stdout).toMatch(/^shop\/web +runs +Mon 2026-11-23 18:00 Asia\/Seoul +1 pod, assumed$/m);
  expect(stdout).toContain('Holidays are days like any other');
});

test.each(['2026-11-23T10:00', '2026-02-31T10:00Z', '2026-13-01T10:00Z', 'tomorrow', '2026-11-23T25:00Z'])(
  '%s is no time, which is said with an example',
  async time => {
    const { code, stdout, stderr } = await garam('list', '--at', time);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`--at ${time} is no time. Expected ISO 8601 with the offset from UTC`);
  },
);

test('a time and another kind of list exclude each other', async () => {
  const { code, stderr } = await garam('list', '--at', '2026-11-23T10:00Z', '--secrets');
  expect(code).toBe(2);
  expect(stderr).toContain('--secrets and --at exclude each other');
});
