import { committedK6, inGroups, inspected, K6, run, type Change, type Ended, type Variables } from './k6';
import { shop, StandIn, type Faults } from './stand-in';

const proven = K6 === undefined ? describe.skip : describe;

const ORDER = 'POST /api/orders';
const CALLS = ['GET /', 'GET /api/products', ORDER, 'GET /api/orders/:id'];

/** One in so many orders, from the half of that on: never the first, which is the one that has to succeed. */
const oneOrderIn = (many: number, fault: ReturnType<Faults>, from = Math.ceil(many / 2)): Faults => {
  return (call, count) => (call === ORDER && count % many === from % many && count >= from ? fault : undefined);
};

/**
 * Time scaled down. A machine that stops for a second makes one answer of each user slow: a few users of many visits,
 * so that it is not one in twenty.
 */
const SHORT = { K6_VUS: '4', K6_DURATION: '8s', THINK_SECONDS: '0.03' };

interface Case {
  readonly faults?: Faults;
  readonly changes?: readonly Change[];
  /** Seconds after which the shop is gone. @default it stays */
  readonly goneAfter?: number;
}

const conflicts = oneOrderIn(3, { status: 409, body: '{}' });
const failing = oneOrderIn(50, { status: 503, body: '{}' });
const absent: Faults = call => (call.includes('/api/') ? { status: 404, body: '{}' } : undefined);

/** What happens to the shop, and what is broken in the script, by a name. */
const CASES: Readonly<Record<string, Case>> = {
  healthy: {},
  'one order in ten is slow': { faults: oneOrderIn(10, { after: 700 }) },
  'one order in fifty is slow': { faults: oneOrderIn(50, { after: 700 }) },
  'one order in fifty fails': { faults: failing },
  'one order fails': { faults: oneOrderIn(100_000, { status: 500, body: '{}' }, 80) },
  'one order in three is refused': { faults: conflicts },
  'gone after three seconds': { goneAfter: 3 },
  'never there': { goneAfter: 0 },
  'without the API': { faults: absent },
  'a page in the place of products': {
    faults: call => (call === 'GET /api/products' ? { body: '<!doctype html>' } : undefined),
  },
  'planted: 4xx count': {
    faults: conflicts,
    changes: [['http.setResponseCallback(http.expectedStatuses({ min: 200, max: 499 }));', '']],
  },
  'planted: all calls together': {
    faults: failing,
    changes: [
      ['`http_req_failed{name:${name}}`', '`http_req_failed`'],
      ['`http_req_duration{name:${name}}`', '`http_req_duration`'],
    ],
  },
  'planted: users keep their connections': { changes: [['noVUConnectionReuse: true', 'noVUConnectionReuse: false']] },
  'planted: no visit has to succeed': { faults: absent, changes: [['  visit(() => {});\n', '']] },
};

/** How a run ended, and what the shop was asked. */
type Tried = Ended & { readonly shop: StandIn };

async function tried(kind: string, variables: Variables, { faults, changes, goneAfter }: Case = {}): Promise<Tried> {
  const standIn = await StandIn.start(shop(), faults);
  const { url: URL } = standIn;
  const gone = goneAfter === undefined ? undefined : setTimeout(() => standIn.end(), goneAfter * 1000);
  if (goneAfter === 0) standIn.end();
  const committed = committedK6('learn', `CronJob/load-test-${kind}`);
  const ended = await run(committed, { variables: { ...variables, URL }, ...(changes && { changes }) });
  clearTimeout(gone);
  standIn.end();
  return { ...ended, shop: standIn };
}

proven('the load tests of the shop, by real k6', () => {
  let runs: ReadonlyMap<string, Tried>;
  const of = (name: keyof typeof CASES) => runs.get(name) as Tried;

  beforeAll(async () => {
    runs = await inGroups(Object.keys(CASES), name => tried('normal', SHORT, CASES[name]));
  });

  test.each([
    ['normal', 100, '10m0s'],
    ['spike', 500, '2m0s'],
    ['endurance', 50, '1h0m0s'],
  ])('LP-17 k6 understands the %s test as %i users at a time for %s', async (kind, vus, duration) => {
    expect(await inspected(committedK6('learn', `CronJob/load-test-${kind}`))).toMatchObject({
      scenarios: { default: { executor: 'constant-vus', vus, duration } },
      maxVUs: vus,
    });
  });

  test('a healthy shop passes, and is asked for its four calls alike, with orders as its contract says', () => {
    const { code, crossed, output, shop: asked } = of('healthy');
    expect({ code, crossed }).toEqual({ code: 0, crossed: [] });
    expect([...asked.counts.keys()].sort()).toEqual([...CALLS].sort());
    const counts = CALLS.map(call => asked.count(call));
    expect(Math.min(...counts)).toBeGreaterThan(80);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(5); // four visits under way, and the look before
    expect(output).toContain('checks_failed......: 0.00%');
  });

  test('every visit comes over a connection of its own, so that new pods get their share', () => {
    const { shop: asked } = of('healthy');
    // But for the look whether it is there, before the first visit.
    expect(asked.connections).toBeGreaterThanOrEqual(asked.count('GET /') - 1);
    expect(of('planted: users keep their connections').shop.connections).toBeLessThan(10);
  });

  test('500 users fit into the pod’s memory', async () => {
    const { crossed, peakMiB, shop: asked } = await tried('spike', { K6_DURATION: '4s', THINK_SECONDS: '1' });
    // How fast 500 are answered here says something of this machine alone.
    expect(crossed.filter(metric => metric.startsWith('http_req_failed'))).toEqual([]);
    expect(asked.count('GET /')).toBeGreaterThanOrEqual(500);
    expect(peakMiB).toBeGreaterThan(50);
    expect(peakMiB).toBeLessThan(committedK6('learn', 'CronJob/load-test-spike').memoryMiB);
  });

  test('LP-11 slow orders fail it, though fast pages surround them; fewer than one in twenty do not', () => {
    expect(of('one order in ten is slow')).toMatchObject({ code: 99, crossed: [`http_req_duration{name:${ORDER}}`] });
    expect(of('one order in fifty is slow')).toMatchObject({ code: 0, crossed: [] });
  });

  test('LP-11 two of a hundred orders that fail fail it, one of more does not', () => {
    expect(of('one order in fifty fails')).toMatchObject({ code: 99, crossed: [`http_req_failed{name:${ORDER}}`] });
    expect(of('one order fails')).toMatchObject({ code: 0, crossed: [] });
    expect(of('one order fails').shop.count(ORDER)).toBeGreaterThan(100);
    // Judged together, the failures of orders drown.
    expect(of('planted: all calls together')).toMatchObject({ code: 0, crossed: [] });
  });

  test('LP-23 orders that are refused with 409 do not count', () => {
    const { code, crossed, output } = of('one order in three is refused');
    expect({ code, crossed }).toEqual({ code: 0, crossed: [] });
    expect(output).toMatch(/✗ POST \/api\/orders answers 201/);
    expect(of('planted: 4xx count').crossed).toEqual([`http_req_failed{name:${ORDER}}`]);
  });

  test('a shop that goes away, or was never there, fails it', () => {
    const { code, crossed } = of('gone after three seconds');
    expect(code).toBe(99);
    expect(crossed).toContain('http_req_failed{name:GET /}');
    expect(of('never there').code).toBe(107);
    expect(of('never there').output).toContain('GET / answered 0, expected 200');
  });

  test('a shop that does not keep its contract is not put under load at all', () => {
    const { code, output, shop: asked } = of('without the API');
    expect(code).toBe(107);
    expect(output).toContain('GET /api/products answered 404, expected 200');
    expect(asked.count('GET /api/products')).toBe(1);
    expect(of('a page in the place of products').code).toBe(107);
    // Since 4xx do not count, only the visit before tells.
    expect(of('planted: no visit has to succeed').code).toBe(0);
  });
});
