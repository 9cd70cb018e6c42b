import { REDIS_METRICS } from '../../../src/constructs/monitoring';
import { realTool } from '../../real-tool';
import { removeFolders } from '../backup/pod';
import { committedExporter, namedSeries } from './committed';
import { keepsToItself } from './keeps-to-itself';
import { ENVIRONMENT, MARK, startRedis, WATCHING, type Redis } from './memo-stores';
import { RunningExporter, type Differences } from './running-exporter';
import { StoreService } from './store-service';
import { stranger } from './stranger';
import { differences, valuesOf, withoutValue } from '../../told';

const PROGRAM = realTool('redis-exporter', 'redis_exporter');
const suite = PROGRAM === undefined ? describe.skip : describe;

/** What Redis refused, as its list of refusals has it. */
interface Refusal {
  readonly username: string;
  readonly reason: string;
  readonly object: string;
}

suite('the real Redis exporter, on a real Redis, with memo-prod’s committed command (MM-08, decision 155)', () => {
  const committed = committedExporter(ENVIRONMENT, 'Deployment/redis-exporter');
  let redis: Redis;
  let service: StoreService;
  let exporter: RunningExporter;

  const start = (changes: Partial<Differences> = {}): Promise<RunningExporter> =>
    RunningExporter.start(committed, {
      program: String(PROGRAM),
      addresses: { 'redis:6379': `127.0.0.1:${service.port}` },
      secrets: { 'redis-exporter/password': WATCHING },
      ...changes,
    });
  const without =
    (flag: string) =>
    (command: readonly string[]): readonly string[] => {
      const left = command.filter(word => !word.startsWith(flag));
      expect(left).toHaveLength(command.length - 1);
      return left;
    };
  const running = async (): Promise<void> => {
    redis = await startRedis();
    await service.leadTo(redis.port);
  };
  const up = async (of = exporter): Promise<readonly number[]> => valuesOf(await of.told(), REDIS_METRICS.up);
  const refusals = (): readonly string[] => {
    const all = JSON.parse(redis.ask('--json', 'acl', 'log')) as Refusal[];
    return [...new Set(all.map(({ username, reason, object }) => `${username} ${reason} ${object}`))].sort();
  };

  beforeAll(async () => {
    service = await StoreService.open();
    await running();
    exporter = await start();
  });
  afterAll(async () => {
    await RunningExporter.endAll();
    await service?.close();
    await redis?.end();
    removeFolders();
  });

  test('MM-08 every metric of the catalogue is told with exactly its type and labels, and every series that somebody names has a value', async () => {
    const told = await exporter.told();
    expect(committed.metrics.map(({ name }) => name).sort()).toEqual(
      Object.values(REDIS_METRICS)
        .map(({ name }) => name)
        .sort(),
    );
    expect(differences(committed, told)).toEqual([]);
    expect(namedSeries(committed).map(({ name }) => name)).toContain(REDIS_METRICS.memory.name);
    expect(withoutValue(namedSeries(committed), told)).toEqual([]);
  });

  test('what it tells is the server’s', async () => {
    const told = await exporter.told();
    const field = (name: string): number =>
      Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(redis.ask('info', 'all'))?.[1]);
    expect(valuesOf(told, REDIS_METRICS.up)).toEqual([1]);
    expect(valuesOf(told, REDIS_METRICS.connections)[0]).toBeGreaterThan(0);
    expect(valuesOf(told, REDIS_METRICS.evicted)).toEqual([field('evicted_keys')]);
    expect(valuesOf(told, REDIS_METRICS.refused)).toEqual([field('rejected_connections')]);
    const [rss = 0] = valuesOf(told, REDIS_METRICS.memory);
    expect(rss / field('used_memory_rss')).toBeCloseTo(1, 0);
  });

  test('asks for the slow log at each reading, which no option stops and Redis refuses, and for nothing else that it may not', async () => {
    redis.ask('acl', 'log', 'reset');
    await exporter.told();
    expect(refusals()).toEqual(['exporter command slowlog|get', 'exporter command slowlog|len']);
  });

  test('keeps to itself: not root, nothing written, no complaint, less memory than its limit', async () => {
    await keepsToItself(committed, exporter);
    expect(exporter.complaints).toEqual([]);
    expect(exporter.log).not.toContain(MARK);
  });

  test('planted: an account that is left out, a name that is misspelt, and a label too many are seen', async () => {
    const nameless = await start({ planted: without('-redis.user=') });
    expect(await up(nameless)).toEqual([0]);
    const missing = differences(committed, await nameless.told());
    expect(missing).toEqual(
      committed.metrics.filter(({ name }) => name !== REDIS_METRICS.up.name).map(({ name }) => `${name} is not told`),
    );
    await nameless.end();
    const told = await exporter.told();
    const of = (metric: (typeof committed.metrics)[number]) => differences({ metrics: [metric], byTarget: [] }, told);
    const { evicted, memory } = REDIS_METRICS;
    expect(of({ ...memory, name: 'redis_memory_rss_bytes' })).toEqual(['redis_memory_rss_bytes is not told']);
    expect(of({ ...evicted, labels: ['db'] })).toEqual([`${evicted.name} is told with {}, expected {db}`]);
    expect(of({ ...evicted, type: 'gauge' })).toEqual([`${evicted.name} is told as counter, expected gauge`]);
  });

  test('with a wrong password it tells 0, Redis notes it, and its log does not show the password', async () => {
    redis.ask('acl', 'log', 'reset');
    const wrong = await start({ secrets: { 'redis-exporter/password': `${WATCHING}.` } });
    expect(await up(wrong)).toEqual([0]);
    expect(refusals()).toContain('exporter auth AUTH');
    expect(wrong.complaints.join('\n')).toMatch(/Couldn't connect to redis instance/);
    expect(wrong.log).not.toContain(MARK);
    await wrong.end();
    expect(await up()).toEqual([1]);
  });

  test('asks no other address than Redis’; planted: without the option it shows its password to whomever a query names', async () => {
    const other = await stranger();
    const path = `/scrape?target=redis://${other.address}`;
    expect((await exporter.get(path)).status).toBe(404);
    expect(other.heard).toEqual([]);
    const open = await start({ planted: without('-disable-scrape-endpoint') });
    await (await open.get(path)).text();
    expect(other.heard.join('')).toContain(MARK);
    await open.end();
    other.end();
  });

  test('while Redis hangs it tells 0 before Prometheus gives up; planted: with the exporter’s own patience it tells nothing', async () => {
    const impatient = await start();
    const patient = await start({ planted: without('-connection-timeout=') });
    await service.hang();
    const told = await impatient.told();
    expect(valuesOf(told, REDIS_METRICS.up)).toEqual([0]);
    // As the exporter counts it: what a busy machine adds on the way is none of its time.
    const [took] = valuesOf(told, { name: 'redis_exporter_last_scrape_duration_seconds' });
    expect(took).toBeLessThan(committed.patience);
    const waiting = patient.get('/metrics', committed.patience * 1000).then(answer => answer.text());
    await expect(waiting).rejects.toThrow(/timeout/i);
    await Promise.all([impatient.end(), patient.end()]);
    await service.leadTo(redis.port);
    expect(await up()).toEqual([1]);
  });

  test('tells 0 at the first reading after Redis ended, lives on, and tells 1 at the first with another', async () => {
    expect(await up()).toEqual([1]);
    await redis.end();
    await service.close();
    expect(await up()).toEqual([0]);
    expect((await exporter.get('/health')).status).toBe(200);
    await running();
    expect(await up()).toEqual([1]);
  });
});
