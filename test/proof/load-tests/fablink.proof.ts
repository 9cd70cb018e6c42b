import { committedK6, inGroups, K6, run, type Change, type Ended } from './k6';
import { StandIn, type Faults, type Usual } from './stand-in';

const proven = K6 === undefined ? describe.skip : describe;

/** Django as the scripts expect it: its health paths for every name (D-10), the rest for its own name alone. */
const django =
  (host: string, healthPaths: readonly string[]): Usual =>
  ({ url = '', headers }) => ({
    status: healthPaths.includes(url) ? 200 : headers.host === host ? 404 : 400,
    body: 'x',
  });

/** One in so many requests. */
const oneIn =
  (many: number, fault: ReturnType<Faults>): Faults =>
  (_, count) =>
    count % many === 0 ? fault : undefined;

/** Every request but the first, by which a check sees that somebody is there. */
function allButTheFirst(fault: ReturnType<Faults>): Faults {
  let asked = 0;
  return () => ((asked += 1) > 1 ? fault : undefined);
}

/** The peak is 50 requests a second here; its figures are otherwise those that are committed. */
const slower = (level: string | undefined): string =>
  JSON.stringify({ ...(JSON.parse(level ?? '{}') as object), requestsPerSecond: 50 });

/** Minutes as seconds. */
const SHORT: Readonly<Record<string, readonly Change[]>> = {
  'CronJob/drill-load-test': [
    ["duration: '5m'", "duration: '1s'"],
    ["duration: '10m'", "duration: '5s'"],
  ],
  'AnalysisTemplate/fablink-backend-benchmark': [["duration: '2m'", "duration: '5s'"]],
  'AnalysisTemplate/fablink-backend-health': [["duration: '30s'", "duration: '2s'"]],
  'AnalysisTemplate/fablink-backend-integration': [],
};

const UNDER_LOAD = ['CronJob/drill-load-test', 'AnalysisTemplate/fablink-backend-benchmark'] as const;
const CHECKS = ['AnalysisTemplate/fablink-backend-health', 'AnalysisTemplate/fablink-backend-integration'] as const;

interface Case {
  readonly faults?: () => Faults;
  readonly isGone?: true;
}

/** What happens to the backend under load, by a name. */
const UNDER_LOAD_CASES: Readonly<Record<string, Case>> = {
  healthy: {},
  'one answer in ten is slow': { faults: () => oneIn(10, { after: 700 }) },
  'one answer in fifty fails': { faults: () => oneIn(50, { status: 503 }) },
  'one answer in fifty is a 404': { faults: () => oneIn(50, { status: 404 }) },
};

/** What happens to it while it is looked at. */
const CHECK_CASES: Readonly<Record<string, Case>> = {
  healthy: {},
  'every answer fails': { faults: () => allButTheFirst({ status: 500 }) },
  'it answers with a redirect': { faults: () => allButTheFirst({ status: 301 }) },
};

/** Every case of every script, as `<object>: <what happens>`. */
const CASES: Readonly<Record<string, Case>> = {
  ...Object.fromEntries(
    [
      ...UNDER_LOAD.map(name => [name, UNDER_LOAD_CASES] as const),
      ...CHECKS.map(name => [name, CHECK_CASES] as const),
    ].flatMap(([name, cases]) => Object.entries(cases).map(([what, of]) => [`${name}: ${what}`, of])),
  ),
  'CronJob/drill-load-test: gone': { isGone: true },
};

proven('the load test and the checks of releases of fablink-prod, by real k6', () => {
  let runs: ReadonlyMap<string, Ended & { readonly backend: StandIn }>;
  const of = (name: string, what: string) => runs.get(`${name}: ${what}`) as Ended & { readonly backend: StandIn };

  beforeAll(async () => {
    runs = await inGroups(Object.keys(CASES), async name => {
      const [object = ''] = name.split(': ');
      const { faults, isGone } = CASES[name] as Case;
      const committed = committedK6('fablink-prod', object);
      const { HEALTH_PATHS = '/ready/', HOST_HEADER = '', SERVICE_LEVEL } = committed.variables;
      const backend = await StandIn.start(django(HOST_HEADER, HEALTH_PATHS.split(' ')), faults?.());
      const address = { [object.startsWith('CronJob') ? 'URL' : 'RELEASE_URL']: backend.url };
      if (isGone) backend.end();
      const variables = { ...address, SERVICE_LEVEL: slower(SERVICE_LEVEL) };
      const ended = await run(committed, { variables, changes: SHORT[object] ?? [] });
      backend.end();
      return { ...ended, backend };
    });
  });

  test.each(UNDER_LOAD)('FP-14, FP-16 %s passes a healthy backend, at the declared rate', name => {
    const { code, crossed, backend } = of(name, 'healthy');
    expect({ code, crossed }).toEqual({ code: 0, crossed: [] });
    const asked = backend.count('GET /ready/');
    expect(asked).toBeGreaterThanOrEqual(240); // 50 a second for 5 s
    expect(asked).toBeLessThan(300);
  });

  test.each(UNDER_LOAD)(
    'FP-16 %s fails for slow answers and for errors, and takes 4xx for errors, since it asks for one page alone',
    name => {
      expect(of(name, 'one answer in ten is slow')).toMatchObject({ code: 99, crossed: ['http_req_duration'] });
      expect(of(name, 'one answer in fifty fails')).toMatchObject({ code: 99, crossed: ['http_req_failed'] });
      expect(of(name, 'one answer in fifty is a 404')).toMatchObject({ code: 99, crossed: ['http_req_failed'] });
    },
  );

  test('FP-16 the load test fails where nobody answers', () => {
    expect(of('CronJob/drill-load-test', 'gone')).toMatchObject({ code: 99, crossed: ['http_req_failed'] });
  });

  test.each(CHECKS)('FP-14 %s passes a healthy backend, and fails for errors and redirects', name => {
    expect(of(name, 'healthy')).toMatchObject({ code: 0, crossed: [] });
    expect(of(name, 'every answer fails')).toMatchObject({ code: 99, crossed: ['checks'] });
    expect(of(name, 'it answers with a redirect')).toMatchObject({ code: 99, crossed: ['checks'] });
  });
});
