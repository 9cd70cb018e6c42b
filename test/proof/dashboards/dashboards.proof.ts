import { monitoringRules } from '../../../src/gates/monitoring';
import { AZURE_MONITOR, dashboardsOf, panelsOf } from '../../../src/gates/monitoring/dashboards/dashboards';
import { valueAt } from '../../../src/gates/schema/json-path';
import type { Model } from '../../../src/model';
import { named, partOf, planted, realModel } from '../../real-model';
import { realTool } from '../../real-tool';
import { PROMTOOL } from '../alerts/promtool';
import { groupsOf, ruleObjects } from '../alerts/rules';
import { missedIn } from './answers';
import { SHOWN, systemsIn } from './fixture';
import { asksBySource, dataSourcesOf, requestsOf, type Request } from './grafana';
import { NOW, served } from './served-prometheus';
import { sidesOf } from './sides';
import { withQuery } from './with-query';

const proof = PROMTOOL === undefined || realTool('prometheus', 'prometheus') === undefined ? test.skip : test;

/** Requests as Grafana makes them, and beside them those for what they would hide. */
const andSides = (requests: readonly Request[]): readonly Request[] => [...requests, ...sidesOf(requests, NOW)];

/** What somebody would miss who looks at every dashboard of an environment, its Prometheus having seen everything. */
const missed = (model: Model): Promise<readonly string[]> =>
  served(model, url => missedIn(url, andSides(requestsOf(model, NOW))));

/** A copy of a model whose rules record nothing: alerts stay. */
const withoutRecordings = (model: Model): Model =>
  planted(
    model,
    ({ object }) => object.kind === 'PrometheusRule',
    object => {
      const { groups } = object['spec'] as { groups: { rules: { record?: string }[] }[] };
      for (const group of groups) group.rules = group.rules.filter(({ record }) => record === undefined);
    },
  );

test('there are environments with dashboards, and each has systems with alerts', () => {
  expect(SHOWN.length).toBeGreaterThan(3);
  for (const name of SHOWN) expect(systemsIn(partOf(realModel(), name))).toContain('monitoring');
});

/** Questions that this proof leaves out, by the data source that is asked: Loki has a proof of its own, Azure none. */
const OTHERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'memo-prod': { loki: 14 },
  'tripgen-prod': { [AZURE_MONITOR]: 13 },
};

describe.each(SHOWN)('ALL-02, FP-11, LP-10, MM-08 what Grafana asks in %s', environment => {
  const model = partOf(realModel(), environment);

  test('is what stands in panels: no variable, no note and no placeholder is filled in while somebody looks', () => {
    for (const dashboard of dashboardsOf(model)) {
      const lists = ['templating', 'annotations'].map(part => valueAt(dashboard.content, [part, 'list']) ?? []);
      expect([dashboard.uid, lists]).toEqual([dashboard.uid, [[], []]]);
      const queries = panelsOf(dashboard).flatMap(({ queries: own }) => own.map(({ expr }) => String(expr)));
      expect(queries.length).toBeGreaterThan(0);
      expect(queries.filter(expr => expr.includes('$'))).toEqual([]);
    }
  });

  test('goes to the data sources that it is given, each a port of a Service of the environment: to one Prometheus, by POST', () => {
    const sources = dataSourcesOf(model);
    const metrics = sources.filter(({ type }) => type === 'prometheus');
    expect(metrics).toMatchObject([{ jsonData: { httpMethod: 'POST' } }]);
    for (const { type, url } of sources) {
      if (type === AZURE_MONITOR) continue; // what it asks is not in the cluster
      const address = /^http:\/\/([\w-]+)\.([\w-]+)\.svc\.cluster\.local:(\d+)$/.exec(url ?? '') ?? [];
      const [, service, namespace, port] = address;
      const found = model.manifests.filter(named(environment, `Service/${namespace}/${service}`));
      expect(found.map(({ object }) => valueAt(object, ['spec', 'ports', 0, 'port']))).toEqual([Number(port)]);
    }
    expect(requestsOf(model, NOW).filter(({ method }) => method !== 'POST')).toEqual([]);
  });

  test('is asked of Prometheus but for what other data sources are asked, and none of that is forgotten', () => {
    const { prometheus, ...others } = asksBySource(model);
    expect(others).toEqual(OTHERS[environment] ?? {});
    expect(requestsOf(model, NOW)).toHaveLength(prometheus ?? 0);
  });

  proof('is served by the real Prometheus: every query of every panel has data, and none a remark', async () => {
    expect(requestsOf(model, NOW).length).toBeGreaterThan(90);
    expect(await missed(model)).toEqual([]);
  });
});

/** Counter of FabLink's answers. */
const ANSWERS = 'django_http_responses_total_by_status_total';

/** Queries that gates let through, beside what is told of each: which part of it gives nothing, or what Prometheus says. */
const DEFECTS: readonly (readonly [query: string, told: string])[] = [
  ['sum by (job) (up) / sum(up)', ': no data'],
  ['up{pod="fablink"}', ': no data'],
  [`sum(rate(${ANSWERS}{status="5xx"}[5m]))`, ': no data'],
  [`(sum(rate(${ANSWERS}{status="5xx"}[5m])) or vector(0)) / (sum(rate(${ANSWERS}[5m])) > 0)`, ' side 0: no data'],
  ['sum(up) or 0 * sum(up{pod="fablink"})', ' side 1: no data'],
  ['up / 0', ': no data'],
  ['up + on (namespace) up', ': found duplicate series for the match group'],
];

describe('what somebody would miss in fablink-prod is told', () => {
  const model = partOf(realModel(), 'fablink-prod');
  const uid = 'fablink-prod-fablink';
  const first = `${uid} 2 A`;
  const asking = (expr: string): Model => withQuery(model, uid, expr);

  test('a data source by another name than panels have for it', () => {
    const renamed = planted(model, named('fablink-prod', 'ConfigMap/grafana-data-source'), object => {
      const data = object['data'] as Record<string, string>;
      data['prometheus.yaml'] = String(data['prometheus.yaml']).replace('uid: prometheus', 'uid: metrics');
    });
    expect(() => requestsOf(renamed, NOW)).toThrow(/^fablink-prod-\S+ \d+ A: no data source is .*"uid":"prometheus"/);
  });

  test.each(DEFECTS)('no gate finds it: %s', query => {
    expect(monitoringRules.flatMap(rule => rule.check(asking(query)))).toEqual([]);
  });

  proof('a query that gives nothing, in full or on a side, that fails, or that Prometheus remarks on', async () => {
    const defects = [...DEFECTS, ['sum(rate(up[5m]))', ': PromQL info: metric might not be a counter'] as const];
    const told = await served(model, url => {
      const missedOf = (query: string): Promise<readonly string[]> => {
        const own = requestsOf(asking(query), NOW).filter(({ of }) => of === first);
        return missedIn(url, andSides(own));
      };
      return Promise.all(defects.map(([query]) => missedOf(query)));
    });
    expect(told).toEqual(defects.map(([, text]) => [expect.stringContaining(`${first}${text}`)]));
  });

  proof('rules that record nothing, by every panel that reads what they record', async () => {
    const rules = ruleObjects(model)
      .flatMap(groupsOf)
      .flatMap(group => group.rules);
    const recorded = rules.flatMap(({ record }) => record ?? []);
    const reading = requestsOf(model, NOW).filter(({ form }) => recorded.some(name => form['query']?.includes(name)));
    expect(reading.length).toBeGreaterThan(0);
    expect(await missed(withoutRecordings(model))).toEqual(reading.map(({ of }) => `${of}: no data`));
  });
});
