import { DJANGO, NGINX_LOG } from '../../src/constructs/monitoring';
import { realModel } from '../real-model';
import { Kit } from './release/kit';
import { outcomesTable } from './release/outcomes';
import { ReleaseGround } from './release/release-ground';
import { Scenarios, type Outcome } from './release/scenarios';
import { FASTER } from './release/sooner';
import { Turns } from './release/turns';

/**
 * Seconds from the share at which a version is bad until the old one has all requests: the first delay, one look, and
 * what controllers take that have dozens of releases on two cores beside other proofs (alone: 9 s). In a real cluster
 * the delay is 2 min.
 */
const ABORT_SECONDS = 180;
/** The same for pods that never get ready: the deadline for progress comes before. */
const NEVER_READY_SECONDS = 210;
/** Seconds in which a version that was there a moment ago has all requests again. */
const BACK_SECONDS = 150;
/**
 * Releases beside each other. Each is looked at every second: with all of them at once two cores, busy with another proof
 * as well, let whole windows of looks go by.
 */
const AT_ONCE = 8;
/** So many pods that every share of a canary takes more of them than the one before. */
const MANY = 20;

const FRONTEND = Kit.committed('learn', 'frontend', NGINX_LOG);
const BACKEND = Kit.committed('fablink-prod', 'fablink-backend', DJANGO);
const CANARY = [5, 10, 25, 50, 100];
const SHARES = [10, 50, 100];
const CHECKS = ['health', 'integration', 'benchmark'].map(name => `fablink-backend-${name}`);

let ground: ReleaseGround;
const outcomes = new Map<string, Promise<Outcome>>();
const turns = new Turns(AT_ONCE);

/** Begins a scenario when its turn comes; the test that is about it waits for it. */
function begin(name: string, scenario: () => Promise<Outcome>): void {
  const outcome = turns.take(scenario);
  outcome.catch(() => undefined);
  outcomes.set(name, outcome);
}

async function ended(name: string): Promise<Outcome> {
  const outcome = await outcomes.get(name);
  if (outcome === undefined) throw new Error(`nothing began ${name}`);
  expect(outcome.lost).toBe(false);
  return outcome;
}

beforeAll(async () => {
  const pools = realModel().environments.flatMap(({ name, cluster }) =>
    ['learn', 'fablink-prod'].includes(name) ? cluster.pools : [],
  );
  ground = await ReleaseGround.start('weighted-release', pools);
  const canary = new Scenarios(ground, 'canary', FRONTEND);
  begin('canary good', () => canary.good());
  begin('canary back', () => canary.back());
  begin('canary no traffic, looks once more', () => canary.noTraffic('looks once more'));
  begin('canary no traffic, goes on', () => canary.noTraffic('goes on'));
  begin('canary aborted and retried', () => canary.abortedAndRetried());
  for (const share of CANARY) {
    begin(`canary errors at ${share}`, () => canary.errorsAt(share));
    begin(`canary slow at ${share}`, () => canary.slowAt(share));
    begin(`canary never ready at ${share}`, () => canary.neverReadyAt(share, MANY));
  }
  const blueGreen = new Scenarios(ground, 'blue-green', BACKEND);
  begin('blue-green good', () => blueGreen.good());
  begin('blue-green back', () => blueGreen.back());
  begin('blue-green no traffic, looks once more', () => blueGreen.noTraffic('looks once more'));
  begin('blue-green aborted and retried', () => blueGreen.abortedAndRetried());
  begin('blue-green never ready', () => blueGreen.neverReadyAt(10, 3));
  for (const check of CHECKS) begin(`blue-green refused by ${check}`, () => blueGreen.refusedBy(check));
  for (const share of SHARES) {
    begin(`blue-green errors at ${share}`, () => blueGreen.errorsAt(share));
    begin(`blue-green slow at ${share}`, () => blueGreen.slowAt(share));
  }
});

afterAll(async () => {
  const all = await Promise.allSettled(outcomes.values());
  const done = all.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
  process.stderr.write(outcomesTable(`Weighted releases, ${FASTER} times faster than committed`, done));
  await ground?.stop();
});
afterEach(() => ground?.plane.check());

describe('a canary release, of the shop’s front end (LP-16)', () => {
  test('its shares are 5 → 10 → 25 → 50 → 100 %', () => expect(FRONTEND.weights).toEqual(CANARY));

  test('a good version walks exactly these to the end', async () => {
    expect(await ended('canary good')).toMatchObject({ weights: CANARY, phase: 'Healthy' });
  });

  describe.each(CANARY.map((share, index) => ({ share, before: CANARY.slice(0, index) })))(
    'at $share %',
    ({ share, before }) => {
      test.each(['errors', 'slow'])('%s take it back to the old version', async kind => {
        const outcome = await ended(`canary ${kind} at ${share}`);
        expect(outcome).toMatchObject({ weights: [...before, share, 0], phase: 'Degraded' });
        expect(outcome.message).toContain(kind === 'errors' ? '"error-ratio"' : '"latency-p95"');
        expect(outcome.secondsToAbort).toBeLessThan(ABORT_SECONDS);
      });

      test('pods that never get ready take it back', async () => {
        const outcome = await ended(`canary never ready at ${share}`);
        expect(outcome).toMatchObject({ weights: before.length > 0 ? [...before, 0] : [], phase: 'Degraded' });
        expect(outcome.secondsToAbort).toBeLessThan(NEVER_READY_SECONDS);
      });
    },
  );

  test('without traffic it waits; a person looks once more, at the same share, and it goes on', async () => {
    const { weights, verdicts } = await ended('canary no traffic, looks once more');
    expect({ weights, verdicts }).toEqual({ weights: CANARY, verdicts: ['Inconclusive', 'Successful'] });
  });

  test('or goes on to the next share without a judgement', async () => {
    const { weights, verdicts } = await ended('canary no traffic, goes on');
    expect({ weights, verdicts }).toEqual({ weights: CANARY, verdicts: ['Inconclusive'] });
  });

  test('a person aborts it, and it stays aborted until the person retries: from the first share on', async () => {
    const { weights, phase } = await ended('canary aborted and retried');
    expect({ weights, phase }).toEqual({ weights: [5, 0, ...CANARY], phase: 'Healthy' });
  });

  test('the version before, promoted in full by a person, gets all requests at once, without further shares', async () => {
    const { weights, phase, seconds } = await ended('canary back');
    // The first share may come before the person does.
    expect([[100], [5, 100]]).toContainEqual(weights);
    expect(phase).toBe('Healthy');
    expect(seconds).toBeLessThan(BACK_SECONDS);
  });
});

describe('a blue-green release by shares, of fablink-backend in production (FP-14, D-13)', () => {
  test('its shares are 10 → 50 → 100 %', () => expect(BACKEND.weights).toEqual(SHARES));

  test('a good version is complete and checked, waits for approval, and walks exactly these', async () => {
    expect(await ended('blue-green good')).toMatchObject({ weights: SHARES, phase: 'Healthy' });
  });

  test.each(CHECKS)('%s refuses it before it has a share', async check => {
    const outcome = await ended(`blue-green refused by ${check}`);
    expect(outcome).toMatchObject({ weights: [], phase: 'Degraded' });
  });

  test('pods that never get ready take it back before it has a share', async () => {
    const outcome = await ended('blue-green never ready');
    expect(outcome).toMatchObject({ weights: [], phase: 'Degraded' });
    expect(outcome.secondsToAbort).toBeLessThan(NEVER_READY_SECONDS);
  });

  describe.each(SHARES.map((share, index) => ({ share, before: SHARES.slice(0, index) })))(
    'at $share %',
    ({ share, before }) => {
      test.each(['errors', 'slow'])('%s take it back to the old version', async kind => {
        const outcome = await ended(`blue-green ${kind} at ${share}`);
        expect(outcome).toMatchObject({ weights: [...before, share, 0], phase: 'Degraded' });
        expect(outcome.message).toContain(kind === 'errors' ? '"error-ratio"' : '"latency-p9');
        expect(outcome.secondsToAbort).toBeLessThan(ABORT_SECONDS);
      });
    },
  );

  test('without traffic it waits, and goes on after another look at the same share', async () => {
    const { weights, verdicts } = await ended('blue-green no traffic, looks once more');
    expect({ weights, verdicts }).toEqual({ weights: SHARES, verdicts: ['Inconclusive', 'Successful'] });
  });

  test('a person aborts it and retries: checks and approval come again', async () => {
    const { weights, phase } = await ended('blue-green aborted and retried');
    expect({ weights, phase }).toEqual({ weights: [10, 0, ...SHARES], phase: 'Healthy' });
  });

  test('the version before, promoted in full by a person, needs no checks, no approval and no shares', async () => {
    const { weights, phase, seconds } = await ended('blue-green back');
    expect({ weights, phase }).toEqual({ weights: [100], phase: 'Healthy' });
    expect(seconds).toBeLessThan(BACK_SECONDS);
  });
});
