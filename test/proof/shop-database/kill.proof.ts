import { catalog, fingerprint } from '../tripgen-database/content';
import type { JobRunner } from '../tripgen-database/jobs';
import { hasClients, type Server } from '../tripgen-database/server';
import { seeded } from '../../seeded';
import { TENTH } from '../tenth';
import { CHAINS, ShopProof, shopServer, stopped } from './databases';

const KILLS = TENTH ? 10 : 100;

const suite = hasClients() ? describe : describe.skip;

suite('the chains of the shop’s Jobs under kill -9 (LP-06)', () => {
  let server: Server;

  beforeAll(async () => {
    server = await shopServer();
  });
  afterAll(() => stopped(server));

  test.each(CHAINS)(
    `$of.database at ${KILLS} random moments: never a part of a step, and the next run ends it`,
    async chain => {
      const proof = new ShopProof(server, chain);
      // Rights name the role that the first run makes; it outlives the database.
      await proof.run();
      proof.empty();
      const content = (): string =>
        proof.isThere ? fingerprint(proof.server, { times: false }) + catalog(proof.server) : 'no database';
      const steps = [content()];
      const durations = new Array<number>();
      for (const job of chain.jobs) {
        const begun = performance.now();
        expect((await proof.runner.run(job)).code).toBe(0);
        durations.push(performance.now() - begun);
        steps.push(content());
      }
      const [nothing, schema, data, validated] = steps;
      expect(validated === data).toBe(true);
      const empty = emptyDatabase(proof, content);
      const tally: Record<string, number> = {
        killed: 0,
        'too late': 0,
        nothing: 0,
        'an empty database': 0,
        'the schema': 0,
        'the data': 0,
      };
      const stages = new Map([
        [nothing, 'nothing'],
        [empty, 'an empty database'],
        [schema, 'the schema'],
        [data, 'the data'],
      ]);
      const next = seeded(76);
      // What a run takes follows what else the machine does: the span in which kills fall follows it.
      let span = durations.reduce((sum, each) => sum + each);
      for (let kill = 0; (tally['killed'] ?? 0) < KILLS; kill++) {
        proof.empty();
        const inTime = await killed(proof, next() * span);
        span *= inTime ? 1.05 : 0.8;
        const when = inTime ? 'killed' : 'too late';
        tally[when] = (tally[when] ?? 0) + 1;
        expect(tally['too late']).toBeLessThan(3 * KILLS);
        await proof.quiet();
        const stage = stages.get(content());
        expect([kill, stage]).toEqual([kill, expect.any(String)]);
        tally[String(stage)] = (tally[String(stage)] ?? 0) + 1;
        expect([kill, ...(await proof.run()).map(({ code }) => code)]).toEqual([kill, 0, 0, 0]);
        expect(content() === data).toBe(true);
      }
      console.log(`${chain.of.database}, kill -9: left ${JSON.stringify(tally)}`);
      if (!TENTH) expect(tally['the schema']).toBeGreaterThan(0);
    },
    1_800_000,
  );
});

/** What a database looks like that was made and not yet filled. */
function emptyDatabase(proof: ShopProof, content: () => string): string {
  proof.empty();
  proof.server.query(`CREATE DATABASE ${proof.chain.of.database} TEMPLATE template0 ENCODING 'UTF8'`, 'postgres');
  return content();
}

/** Runs the chain and kills whichever Job runs after so many milliseconds; says whether there was one. */
async function killed({ runner, chain }: ShopProof, after: number): Promise<boolean> {
  let over = false;
  let running: ReturnType<JobRunner['start']> | undefined;
  const timer = setTimeout(() => {
    over = true;
    running?.kill();
  }, after);
  for (const job of chain.jobs) {
    if (over) break;
    running = runner.start(job);
    if ((await running.ended).code !== 0) return true;
  }
  clearTimeout(timer);
  return false;
}
