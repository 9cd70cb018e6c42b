import { monitoringRules } from '../../../src/gates/monitoring';
import { named, partOf, planted, realModel } from '../../real-model';

const model = partOf(realModel(), 'fablink-prod');
const BUCKET = 'django_http_requests_latency_including_middlewares_seconds_bucket';

/** What is said of an analysis that asks. */
function said(query: string): readonly string[] {
  const analysis = named('fablink-prod', 'AnalysisTemplate/fablink-backend-service-level');
  const asking = planted(model, analysis, object => {
    const { metrics } = object['spec'] as { metrics: { provider: { prometheus: { query: string } } }[] };
    for (const { provider } of metrics.slice(0, 1)) provider.prometheus.query = query;
  });
  return monitoringRules.flatMap(rule => rule.check(asking).map(({ message }) => message));
}

test.each([
  'sum(up{job="{{args.job}}"})',
  'sum(up{job=~"{{ args.job }}-.*"})',
  'sum(up{job!="{{args.job}}"})',
  `sum(rate(${BUCKET}{le="{{args.le}}"}[{{args.minutes}}m])) > {{args.most}}`,
  `sum(rate(${BUCKET}{le!~"{{args.le}}|0\\\\.5"}[5m]))`,
  'sum by (version) (label_replace(up, "{{args.label}}", "$1", "pod", "(.*)"))',
  'scalar(sum(up)) > bool {{args.least}}',
])('%s is accepted: what an argument says is not known', query => {
  expect(said(query)).toEqual([]);
});

test.each([
  ['sum(up{job="nobody",pod="{{args.pod}}"})', 'found job="nobody" of up, which no such job shows'],
  [`sum(${BUCKET}{le="0.4",pod="{{args.pod}}"})`, `found le="0.4" of ${BUCKET}, which has no such bucket`],
  ['sum(up{code="{{args.code}}"})', 'found label code of up, which does not carry it'],
  ['sum(up_{{args.x}})', 'found unexpected "{", at character 9, marked by ▸◂: sum(up_{▸{◂args.x}})'],
  [
    'sum(up{job=~"({{args.job}}"})',
    'found what is no regular expression that Prometheus takes, at character 13, marked by ▸◂: sum(up{job=~▸"({{args.job}}"◂})',
  ],
])('%s: %s', (query, message) => {
  expect(said(query)).toEqual([message]);
});
