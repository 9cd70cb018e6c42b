import { killHard, removeFolders } from '../backup/pod';
import { seeded } from '../../seeded';
import { TENTH } from '../tenth';
import { Cluster, codes, content, STEPS } from './jobs';
import { hasMariaDb, quiet, reset, startServer, type Server } from './server';

const KILLS = TENTH ? 10 : 100;

const suite = hasMariaDb() ? describe : describe.skip;

suite('the chain of Memo’s Jobs under kill -9 (MM-03)', () => {
  let server: Server;
  let cluster: Cluster;

  beforeAll(async () => {
    server = await startServer();
    cluster = new Cluster(server);
  });
  afterAll(async () => {
    await server.stop();
    removeFolders();
  });

  /** Statements that are recorded and memos that are there, or nothing where there is no history yet. */
  const state = (): { readonly statements: number; readonly memos: number } => {
    const there = (table: string): boolean =>
      server.query(
        `SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'memo_app' AND table_name = '${table}'`,
      ) === '1';
    const steps =
      "SELECT COALESCE(SUM(statements), 0) FROM memo_app.schema_history WHERE step = 'database-schema-init'";
    return {
      statements: there('schema_history') ? Number(server.query(steps)) : 0,
      memos: there('memos') ? Number(server.query('SELECT COUNT(*) FROM memo_app.memos')) : 0,
    };
  };

  test(`at ${KILLS} random moments: no part of a load is left, the next run goes on and ends it`, async () => {
    // How long a chain takes depends on what else the machine does: the last one tells, and every kill that comes too late.
    let total = 0;
    const chain = async (): Promise<readonly number[]> => {
      const begun = performance.now();
      const ended = codes(await cluster.chain());
      total = performance.now() - begun;
      return ended;
    };
    reset(server);
    expect(await chain()).toEqual([0, 0, 0]);
    const whole = content(server);
    const memos = state().memos;
    const tally = { killed: 0, tooLate: 0, partOfSchema: 0, schemaOnly: 0, all: 0 };
    const next = seeded(7_315);
    while (tally.killed < KILLS) {
      reset(server);
      if (!(await killedAt(next() * total))) {
        total *= 0.8;
        tally.tooLate++;
        expect(tally.tooLate).toBeLessThan(3 * KILLS);
        continue;
      }
      await quiet(server);
      const left = state();
      expect([tally, [0, memos].includes(left.memos)]).toEqual([tally, true]);
      tally.killed++;
      tally[left.memos > 0 ? 'all' : left.statements === 5 ? 'schemaOnly' : 'partOfSchema']++;
      expect([tally, await chain()]).toEqual([tally, [0, 0, 0]]);
      expect([tally, content(server) === whole]).toEqual([tally, true]);
    }
    process.stderr.write(`kill -9 of Memo's Jobs: ${JSON.stringify(tally)}\n`);
    // The moments fall into every part of the chain, or this proves less than it says.
    if (!TENTH) expect(Math.min(tally.partOfSchema, tally.schemaOnly, tally.all)).toBeGreaterThan(0);
  }, 3_600_000);

  /** Runs the chain and kills it at a moment. Tells whether it was still running. */
  async function killedAt(milliseconds: number): Promise<boolean> {
    const end = performance.now() + milliseconds;
    for (const { name } of STEPS) {
      const running = cluster.start(name);
      const left = Math.max(0, end - performance.now());
      const over = await Promise.race([
        running.ended,
        new Promise<undefined>(done => setTimeout(() => done(undefined), left)),
      ]);
      if (over === undefined) return (await killHard(running)).code !== 0;
      expect(over.code).toBe(0);
    }
    return false;
  }

  test('killed after each statement in turn: the next run goes on behind it', async () => {
    reset(server);
    await cluster.chain();
    const whole = content(server);
    // As a kill between a statement and its record leaves it, and between that record and the next statement.
    for (let done = 0; done <= 4; done++) {
      server.query(
        `UPDATE memo_app.schema_history SET applied_at = NULL, statements = ${done} WHERE step = 'database-schema-init' AND version = 1;
         DELETE FROM memo_app.schema_history WHERE step = 'database-schema-init' AND version = 2`,
      );
      expect(codes(await cluster.chain())).toEqual([0, 0, 0]);
      expect([done, content(server) === whole]).toEqual([done, true]);
    }
  });
});
