import { fingerprint, quiet, RECOVERY, SECRETS } from './content';
import { JobRunner, JOBS, shippedJob } from './jobs';
import { hasClients, startServer, type Server } from './server';
import { seeded } from '../../seeded';
import { TENTH } from '../tenth';

const KILLS = TENTH ? 10 : 100;

const suite = hasClients() ? describe : describe.skip;

suite('the chain of TripGen’s Jobs under kill -9 (TG-07)', () => {
  let server: Server;
  let runner: JobRunner;
  const jobs = JOBS.map(shippedJob);

  beforeAll(async () => {
    server = await startServer();
    runner = new JobRunner(server, SECRETS);
  });
  afterAll(() => server.stop());

  const content = (): string => fingerprint(server, { times: false });

  test(`at ${KILLS} random moments: never a part of a step, and the next run ends it`, async () => {
    server.query(RECOVERY);
    const steps = [content()];
    const durations = new Array<number>();
    for (const job of jobs) {
      const begun = performance.now();
      expect((await runner.run(job)).code).toBe(0);
      durations.push(performance.now() - begun);
      steps.push(content());
    }
    const [empty, schema, data, validated] = steps;
    expect(validated).toBe(data);
    const tally: Record<string, number> = {
      killed: 0,
      'too late': 0,
      'left empty': 0,
      'left the schema': 0,
      'left the data': 0,
    };
    const next = seeded(71);
    // What a run takes follows what else the machine does: the span in which kills fall follows it.
    let span = durations.reduce((sum, each) => sum + each);
    for (let kill = 0; (tally['killed'] ?? 0) < KILLS; kill++) {
      server.query(RECOVERY);
      const inTime = await killed(next() * span);
      span *= inTime ? 1.05 : 0.8;
      const when = inTime ? 'killed' : 'too late';
      tally[when] = (tally[when] ?? 0) + 1;
      expect(tally['too late']).toBeLessThan(3 * KILLS);
      await quiet(server);
      const left = content();
      const stage = left === empty ? 'left empty' : left === schema ? 'left the schema' : 'left the data';
      expect([kill, left === empty || left === schema || left === data]).toEqual([kill, true]);
      tally[stage] = (tally[stage] ?? 0) + 1;
      for (const job of jobs) expect([kill, (await runner.run(job)).code]).toEqual([kill, 0]);
      expect(content()).toBe(data);
    }
    console.log(`TripGen's chain, kill -9: ${JSON.stringify(tally)}`);
    const left = ['left empty', 'left the schema', 'left the data'].map(stage => tally[stage] ?? 0);
    if (!TENTH) expect(Math.min(...left)).toBeGreaterThan(0);
  }, 1_800_000);

  /** Runs the chain and kills whichever Job runs after so many milliseconds; says whether there was one. */
  async function killed(after: number): Promise<boolean> {
    let over = false;
    let running: ReturnType<JobRunner['start']> | undefined;
    const timer = setTimeout(() => {
      over = true;
      running?.kill();
    }, after);
    for (const job of jobs) {
      if (over) break;
      running = runner.start(job);
      const { code } = await running.ended;
      if (code !== 0) return true;
    }
    clearTimeout(timer);
    return false;
  }
});
