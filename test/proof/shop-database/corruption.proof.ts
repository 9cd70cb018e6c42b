import { applyStep, checkStep, type SqlFile } from '../../../src/constructs/data-init';
import { catalog, fingerprint } from '../tripgen-database/content';
import { jobOf, type JobUnderTest } from '../tripgen-database/jobs';
import { hasClients, type Server } from '../tripgen-database/server';
import { statementsOf } from '../tripgen-database/statements';
import { chosen } from '../tenth';
import { CHAINS, SERVER, ShopProof, shopServer, stopped, type Chain } from './databases';

/** Branches that psql takes only where something is wrong, or where the application has rows: nothing there is run. */
const NOT_TAKEN = [
  'else :{?recorded_version}',
  'if :app_password_missing',
  'if :password_would_be_logged',
  'if :there_are_others',
  'if :there_are_faults',
];

/** The files of a folder in the order in which the command names them, without begin.sql and end.sql. */
function filesOf(job: JobUnderTest, folder: string): readonly SqlFile[] {
  const command = job.command.join('\n');
  return Object.entries(job.mounts[folder] ?? {})
    .filter(([name]) => command.includes(`-f ${folder}/${name}`) && !/^(?:begin|end|database)\.sql$/.test(name))
    .sort(([a], [b]) => command.indexOf(`-f ${folder}/${a}`) - command.indexOf(`-f ${folder}/${b}`))
    .map(([name, text]) => ({ name, text }));
}

const suite = hasClients() ? describe : describe.skip;

suite('a spoilt statement of the shop’s SQL (LP-06)', () => {
  let server: Server;

  beforeAll(async () => {
    server = await shopServer();
  });
  afterAll(() => stopped(server));

  /** Each statement in turn without its first word, in a step that is whole otherwise. */
  async function everyStatement(
    proof: ShopProof,
    files: readonly SqlFile[],
    jobWith: (files: readonly SqlFile[]) => JobUnderTest,
  ): Promise<number> {
    const state = (): string => fingerprint(proof.server, { times: true }) + catalog(proof.server);
    const cases = chosen(
      files.flatMap((file, index) =>
        statementsOf(file.text)
          .filter(({ branch }) => !branch.some(each => NOT_TAKEN.includes(each)))
          .map(statement => ({ index, ...statement })),
      ),
      77,
    );
    const before = state();
    for (const { index, start, text } of cases) {
      const spoilt = files.map((file, position) =>
        position === index ? { ...file, text: `${file.text.slice(0, start)}SPOILT${file.text.slice(start)}` } : file,
      );
      const { code, output } = await proof.runner.run(jobWith(spoilt));
      const shown = text.slice(0, 60);
      expect([shown, code, output.includes('ERROR')]).toEqual([shown, 3, true]);
      expect([shown, state() === before]).toEqual([shown, true]);
    }
    return cases.length;
  }

  /** The chain whose next step is the one that is spoilt. */
  async function before(chain: Chain, count: number): Promise<ShopProof> {
    const proof = new ShopProof(server, chain);
    proof.empty();
    server.query(`CREATE DATABASE ${chain.of.database} TEMPLATE template0 ENCODING 'UTF8'`, 'postgres');
    for (const { code } of await proof.run(count)) expect(code).toBe(0);
    return proof;
  }

  test.each(CHAINS)(
    'of the schema of $of.database: the Job fails, and nothing of the step is left',
    async chain => {
      const [job] = chain.jobs;
      const proof = await before(chain, 0);
      const into = { ...SERVER, database: chain.of.database };
      const count = await everyStatement(proof, filesOf(job, '/scripts'), files =>
        jobOf(applyStep({ name: job.name, version: 1, folder: { path: '/scripts', files }, into, secrets })),
      );
      console.log(`${count} statements of ${job.name} spoilt`);
      expect((await proof.runner.run(job)).code).toBe(0);
    },
    1_800_000,
  );

  test.each(CHAINS)(
    'of the data of $of.database: the Job fails, and nothing of the step is left',
    async chain => {
      const [schema, job] = chain.jobs;
      const proof = await before(chain, 1);
      const into = { ...SERVER, database: chain.of.database };
      const needs = { name: schema.name, version: 1 };
      const count = await everyStatement(proof, filesOf(job, '/data'), files =>
        jobOf(applyStep({ name: job.name, version: 1, folder: { path: '/data', files }, into, needs })),
      );
      console.log(`${count} statements of ${job.name} spoilt`);
      expect((await proof.runner.run(job)).code).toBe(0);
    },
    1_800_000,
  );

  test.each(CHAINS)(
    'of the validation of $of.database: the Job fails, and nothing is changed',
    async chain => {
      const job = chain.jobs[2];
      const proof = await before(chain, 2);
      const into = { ...SERVER, database: chain.of.database };
      const compareWith = [{ path: '/data', files: filesOf(job, '/data') }];
      const count = await everyStatement(proof, filesOf(job, '/validation'), files => {
        const spoilt = jobOf(checkStep({ name: job.name, folder: { path: '/validation', files }, into, compareWith }));
        return { ...spoilt, mounts: { ...job.mounts, ...spoilt.mounts } };
      });
      console.log(`${count} statements of ${job.name} spoilt`);
      expect((await proof.runner.run(job)).code).toBe(0);
    },
    1_800_000,
  );
});

const secrets = { DATABASE_PASSWORD: { meaning: 'of the role', optional: false } };
