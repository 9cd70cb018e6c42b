import { applyStep, checkStep, type SqlFile } from '../../../src/constructs/data-init';
import { statementsOf } from './statements';
import { catalog, fingerprint, RECOVERY, SECRETS } from './content';
import { jobOf, JobRunner, shippedJob, type JobUnderTest } from './jobs';
import { hasClients, startServer, type Server } from './server';
import { chosen } from '../tenth';

const INTO = { host: 'postgresql.tripgen-dev.svc.cluster.local', user: 'postgres', database: 'tripgen' };

/** The files of each step in the order in which its command names them, without begin.sql and end.sql. */
function filesOf(job: JobUnderTest, folder: string): readonly SqlFile[] {
  const command = job.command.join('\n');
  return Object.entries(job.mounts[folder] ?? {})
    .filter(([name]) => name !== 'begin.sql' && name !== 'end.sql')
    .sort(([a], [b]) => command.indexOf(`-f ${folder}/${a}`) - command.indexOf(`-f ${folder}/${b}`))
    .map(([name, text]) => ({ name, text }));
}

/** Branches that psql takes only where something is wrong, or where the application has rows: nothing there is run. */
const NOT_TAKEN = [
  'else :{?recorded_version}',
  'if :app_password_missing',
  'if :password_would_be_logged',
  'if :hash_is_wrong',
  'if :there_are_others',
  'if :there_are_faults',
];

const suite = hasClients() ? describe : describe.skip;

suite('a spoilt statement of TripGen’s SQL (TG-07)', () => {
  let server: Server;
  let runner: JobRunner;

  beforeAll(async () => {
    server = await startServer();
    runner = new JobRunner(server, SECRETS);
  });
  afterAll(() => server.stop());

  const state = (): string => fingerprint(server, { times: true }) + catalog(server);

  /** Each statement in turn without its first word, in a step that is whole otherwise. */
  async function everyStatement(
    files: readonly SqlFile[],
    jobWith: (files: readonly SqlFile[]) => JobUnderTest,
  ): Promise<number> {
    const cases = chosen(
      files.flatMap((file, index) =>
        statementsOf(file.text)
          .filter(({ branch }) => !branch.some(each => NOT_TAKEN.includes(each)))
          .map(statement => ({ index, ...statement })),
      ),
      72,
    );
    const before = state();
    for (const { index, start, text } of cases) {
      const spoilt = files.map((file, position) =>
        position === index ? { ...file, text: `${file.text.slice(0, start)}SPOILT${file.text.slice(start)}` } : file,
      );
      const { code, output } = await runner.run(jobWith(spoilt));
      const shown = text.slice(0, 60);
      expect([shown, code, output.includes('ERROR')]).toEqual([shown, 3, true]);
      expect([shown, state() === before]).toEqual([shown, true]);
    }
    return cases.length;
  }

  test('of the schema: the Job fails, and nothing of the step is left', async () => {
    server.query(RECOVERY);
    const job = shippedJob('database-schema-init');
    const count = await everyStatement(filesOf(job, '/scripts'), files =>
      jobOf(
        applyStep({ name: job.name, version: 3, folder: { path: '/scripts', files }, into: INTO, secrets: SECRET }),
      ),
    );
    console.log(`${count} statements of the schema spoilt`);
    expect((await runner.run(job)).code).toBe(0);
  }, 1_800_000);

  test('of the data: the Job fails, and nothing of the step is left', async () => {
    server.query(RECOVERY);
    const needs = { name: 'database-schema-init', version: 3 };
    expect((await runner.run(shippedJob('database-schema-init'))).code).toBe(0);
    const job = shippedJob('sample-data-load');
    const count = await everyStatement(filesOf(job, '/data'), files =>
      jobOf(
        applyStep({ name: job.name, version: 1, folder: { path: '/data', files }, into: INTO, needs, secrets: HASH }),
      ),
    );
    console.log(`${count} statements of the data spoilt`);
    expect((await runner.run(job)).code).toBe(0);
  }, 1_800_000);

  test('of the validation: the Job fails, and nothing is changed', async () => {
    server.query(RECOVERY);
    for (const name of ['database-schema-init', 'sample-data-load'] as const)
      expect((await runner.run(shippedJob(name))).code).toBe(0);
    const job = shippedJob('data-validation');
    const compareWith = [
      {
        path: '/data',
        files: filesOf(job, '/data').filter(({ name }) => job.command.join().includes(`/data/${name}`)),
      },
    ];
    const count = await everyStatement(filesOf(job, '/validation'), files =>
      withMounts(
        job,
        jobOf(checkStep({ name: job.name, folder: { path: '/validation', files }, into: INTO, compareWith })),
      ),
    );
    console.log(`${count} statements of the validation spoilt`);
    expect((await runner.run(job)).code).toBe(0);
  }, 1_800_000);
});

const SECRET = { DATABASE_PASSWORD: { meaning: 'of the role', optional: false } };
const HASH = { SAMPLE_USERS_PASSWORD_HASH: { meaning: 'of the accounts', optional: true } };

/** The spoilt step beside the other ConfigMaps of the Job. */
const withMounts = (job: JobUnderTest, spoilt: JobUnderTest): JobUnderTest => ({
  ...spoilt,
  mounts: { ...job.mounts, ...spoilt.mounts },
});
