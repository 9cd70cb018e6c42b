import { monitoringRules } from '../../../src/gates/monitoring';
import { functionFitsMetric } from '../../../src/gates/monitoring/function-fits-metric';
import { histogramBuckets } from '../../../src/gates/monitoring/histogram-buckets';
import { metricKnown } from '../../../src/gates/monitoring/metric-known';
import { readPromql } from '../../../src/gates/monitoring/promql';
import { queriesOf } from '../../../src/gates/monitoring/queries';
import { queryParses } from '../../../src/gates/monitoring/query-parses';
import { retentionCoversWindows } from '../../../src/gates/monitoring/retention-covers-windows';
import type { Finding, Metric, Model, MonitorDeclaration, Rule } from '../../../src/model';
import { named, partOf, planted, realModel, redeclared } from '../../real-model';

const QUEUE: Metric = {
  name: 'queue_length',
  type: 'gauge',
  labels: ['queue'],
  help: { en: 'what waits', ko: '기다리는 것' },
};
const SIZES: Metric = {
  name: 'size_bytes',
  type: 'histogram',
  labels: [],
  buckets: [0.00001, 0.0001, 1e5, 1e6],
  help: { en: 'sizes', ko: '크기' },
};

/** The real FabLink in production, whose backend shows a gauge and sizes, too. */
const model = redeclared(
  partOf(realModel(), 'fablink-prod'),
  each => each.type === 'monitor' && each.job === 'fablink-backend',
  each => ({ ...(each as typeof each & MonitorDeclaration), metrics: [...metricsOf(each), QUEUE, SIZES] }),
);

function metricsOf(declared: Model['declarations'][number]): readonly Metric[] {
  return declared.type === 'monitor' ? declared.metrics : [];
}

const [COUNTER, LATENCY, RECORDED] = [
  'django_http_responses_total_by_status_total',
  'django_http_requests_latency_including_middlewares_seconds',
  'slo:bad_requests:ratio_rate5m',
];

/** The real model, in which one alert of FabLink's backend asks something else. */
function asking(expr: string): Model {
  return planted(model, named('fablink-prod', 'PrometheusRule/fablink-backend'), object => {
    const { groups } = object['spec'] as { groups: { rules: { alert?: string; expr: string }[] }[] };
    const rule = groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === 'TooManyErrors');
    if (rule) rule.expr = expr;
  });
}

const found = (rule: Rule, of: Model): readonly Finding[] => rule.check(of);
const messages = (rule: Rule, expr: string): readonly string[] =>
  found(rule, asking(expr)).map(({ message }) => message);

describe('query-parses', () => {
  test('says what is wrong, where in the query, in which object, at which line', () => {
    const [first, ...more] = found(queryParses, asking('sum(rate(up[5m]))) > 0'));
    expect(more).toEqual([]);
    expect(first?.message).toBe('found unexpected ")", at character 18, marked by ▸◂: sum(rate(up[5m]))▸)◂ > 0');
    expect(first?.where).toMatchObject({
      object: 'PrometheusRule/fablink-prod/fablink-backend',
      path: expect.stringMatching(/^\$\.spec\.groups\[\d\]\.rules\[\d\]\.expr$/),
      source: { file: expect.stringMatching(/^src\//) },
    });
  });

  test.each([
    ['up[5m]', 'found a range vector: up[5m]'],
    ['"up"', 'found a string: "up"'],
  ])('%s is PromQL, and nothing that an alert can judge', (expr, message) => {
    expect(messages(queryParses, expr)).toEqual([message]);
  });

  test('an analysis whose query does not parse is found, its arguments as they are written', () => {
    const analysis = named('fablink-prod', 'AnalysisTemplate/fablink-backend-service-level');
    const broken = planted(model, analysis, object => {
      const { metrics } = object['spec'] as { metrics: { provider: { prometheus: { query: string } } }[] };
      for (const { provider } of metrics.slice(0, 1)) provider.prometheus.query = 'up{job="{{args.hash}}"} = 1';
    });
    expect(found(queryParses, broken).map(({ message }) => message)).toEqual([
      'found unexpected "=", at character 25, marked by ▸◂: up{job="{{args.hash}}"} ▸=◂ 1',
    ]);
  });
});

describe('metric-known', () => {
  test.each([
    ['a misspelt metric', `rate(${COUNTER}s[5m])`, `found metric ${COUNTER}s, which no monitor`],
    [
      'a metric of another environment',
      'nginx_http_response_count_total',
      'found metric nginx_http_response_count_total',
    ],
    ['a histogram without a part', `${LATENCY}{job="x"}`, `found metric ${LATENCY}, which no monitor`],
    ['no metric at all', '{job="x"}', 'found a selector that names no metric, only job'],
    [
      'a job that shows no such metric',
      `${COUNTER}{job="prometheus"}`,
      `found job="prometheus" of ${COUNTER}, which no`,
    ],
    [
      'jobs that are none',
      'up{job=~"fablink-.*d"} and up{job!~"shop-.*"}',
      'found job!~"shop-.*" of up, which no such',
    ],
    ['a label that the metric lacks', `${COUNTER}{code="500"}`, `found label code of ${COUNTER}, which does not carry`],
    ['a label that a recording drops', `${RECORDED}{pod="x"}`, `found label pod of ${RECORDED}, which does not carry`],
    ['a group of a strange label', `sum by (code) (${COUNTER})`, 'found label code in sum by, where no series'],
    ['a group of a lost label', `sum by (pod) (sum by (job) (up))`, 'found label pod in sum by, where no series'],
    ['a strange label taken away', `sum without (code) (up)`, 'found label code in sum without, where no series'],
    ['on of a label of one side', 'up * on (queue) queue_length', 'found label queue in * on (left side), where no'],
    ['on of a label that is lost', 'up * on (job) sum(up)', 'found label job in * on (right side), where no series'],
    ['ignoring a label of no side', 'up * ignoring (code) up', 'found label code in * ignoring, where no series'],
    [
      'a label from a side without it',
      'up * on (job) group_left (queue) up',
      'found label queue in * group_left, where',
    ],
  ])('%s is found', (_, expr, message) => {
    expect(messages(metricKnown, expr)).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    'up * on (job, pod) group_left (queue) queue_length',
    `sum by (status, job) (rate(${COUNTER}{status=~"5.."}[5m]))`,
    `${RECORDED}{namespace="x",service="y",slo="z"} and on (service) ${RECORDED}`,
    'up{job="fablink-backend"} or up{job=~"prometheus|kube.*"} or up{job!="alertmanager"}',
    'count by (version) (label_replace(up, "version", "$1", "pod", ".*-(.*)"))',
    'sum without (pod) (up) / ignoring (queue) queue_length',
  ])('%s is accepted', expr => {
    expect(messages(metricKnown, expr)).toEqual([]);
  });

  test('the name that was meant is said', () => {
    expect(found(metricKnown, asking(`${COUNTER}s`))[0]?.mend).toBe(`did you mean "${COUNTER}"?`);
  });

  test('a query that asks for the same series twice is complained about once', () => {
    expect(messages(metricKnown, 'nobody / nobody')).toHaveLength(1);
  });

  test('an analysis that asks for a metric nobody declares is found', () => {
    const blind = redeclared(
      model,
      each => each.type === 'monitor' && each.job === 'fablink-backend',
      each => ({ ...(each as typeof each & MonitorDeclaration), metrics: [] }),
    );
    const objects = found(metricKnown, blind).map(({ where }) => where.object);
    expect(objects).toContain('AnalysisTemplate/fablink-prod/fablink-backend-service-level');
  });
});

describe('function-fits-metric', () => {
  test.each([
    ['rate(queue_length[5m])', 'found rate of queue_length, which is a gauge'],
    ['irate((queue_length{queue="x"}[5m] offset 1h))', 'found irate of queue_length, which is a gauge'],
    ['increase(queue_length[1h:1m])', 'found increase of queue_length, which is a gauge'],
    [`rate(${RECORDED}[5m])`, `found rate of ${RECORDED}, which is a gauge`],
    [`delta(${COUNTER}[5m])`, `found delta of ${COUNTER}, which is a counter`],
    [`deriv(${LATENCY}_sum[5m])`, `found deriv of ${LATENCY}_sum, which is a counter`],
    [`predict_linear(${LATENCY}_bucket[1h], 60)`, `found predict_linear of ${LATENCY}_bucket, which is a counter`],
  ])('%s: %s', (expr, message) => {
    expect(messages(functionFitsMetric, expr)).toEqual([message]);
  });

  test.each([
    ...['_bucket', '_count', '_sum'].map(part => `rate(${LATENCY}${part}[5m])`),
    `resets(${COUNTER}[1d])`,
    'delta(queue_length[5m]) + deriv(queue_length[5m])',
    `deriv(rate(${COUNTER}[5m])[1h:])`,
    'rate(nobody[5m])',
  ])('%s is accepted', expr => {
    expect(messages(functionFitsMetric, expr)).toEqual([]);
  });
});

describe('histogram-buckets', () => {
  test.each([
    [`${LATENCY}_bucket{le="0.4"}`, `found le="0.4" of ${LATENCY}_bucket, which has no such bucket`],
    [`${LATENCY}_bucket{le!="3.0"}`, `found le!="3.0" of ${LATENCY}_bucket, which has no such bucket`],
    [`${LATENCY}_bucket{le=~"0\\\\.4|1"}`, `found le=~"0\\\\.4|1" of ${LATENCY}_bucket, which has no such bucket`],
    [`histogram_quantile(0.9, sum(rate(${LATENCY}_bucket[5m])))`, `of ${LATENCY}_bucket without le`],
    [`histogram_quantile(0.9, rate(${LATENCY}_count[5m]))`, `of ${LATENCY}_count without le`],
    [`histogram_fraction(0, 1, sum without (le) (${LATENCY}_bucket))`, `of ${LATENCY}_bucket without le`],
  ])('%s: %s', (expr, message) => {
    expect(messages(histogramBuckets, expr)).toEqual([expect.stringContaining(message)]);
  });

  test('a whole bound as Prometheus 2 wrote it is found, with the way in which Prometheus 3 writes it', () => {
    const [first] = found(histogramBuckets, asking(`${LATENCY}_bucket{le="1"}`));
    expect(first).toMatchObject({ message: expect.stringMatching(/^found le="1" of/), mend: 'write "1.0"' });
  });

  test.each([
    `${LATENCY}_bucket{le="1.0"} / ${LATENCY}_bucket{le="+Inf"}`,
    `${LATENCY}_bucket{le=~"1(\\\\.0)?"} - ${LATENCY}_bucket{le!~"0\\\\.5"}`,
    `histogram_quantile(0.9, sum by (le, job) (rate(${LATENCY}_bucket[5m])))`,
    'histogram_quantile(0.9, nobody)',
    ...['1e-05', '0.0001', '100000.0', '1e+06'].map(bound => `size_bytes_bucket{le="${bound}"}`),
  ])('%s is accepted', expr => {
    expect(messages(histogramBuckets, expr)).toEqual([]);
  });
});

describe('retention-covers-windows', () => {
  test.each([
    ['max_over_time(rate(up[1h])[34d:]) > 0', /look back 34\.04 days/],
    ['rate(up[5d] offset 30d) > 0', /look back 35 days/],
  ])('counts what %s reads in all', (expr, message) => {
    const short = planted(asking(expr), named('fablink-prod', 'Prometheus/monitoring'), object => {
      (object['spec'] as Record<string, unknown>)['retention'] = '34d';
    });
    expect(found(retentionCoversWindows, short)).toMatchObject([{ message: expect.stringMatching(message) }]);
  });
});

test('what rules show as an example parses', () => {
  const examples = monitoringRules.flatMap(({ text }) => /^expr: (.*)$/.exec(text.en.example)?.[1] ?? []);
  expect(examples.filter(example => 'refusal' in readPromql(example))).toEqual([]);
  expect(examples.length).toBeGreaterThan(3);
});

test('queries of every kind are looked at', () => {
  const kinds = new Set(queriesOf(model).map(({ manifest }) => manifest.object.kind));
  expect([...kinds].sort()).toEqual(['AnalysisTemplate', 'ConfigMap', 'PrometheusRule']);
});
