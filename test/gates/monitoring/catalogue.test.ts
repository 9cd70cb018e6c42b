import { cataloguesOf } from '../../../src/gates/monitoring/catalogue';
import type { Metric, Model, MonitorDeclaration } from '../../../src/model';
import { named, partOf, realModel, redeclared, without } from '../../real-model';

const PAUSES: Metric = {
  name: 'jvm_gc_pause_seconds',
  type: 'summary',
  labels: ['cause'],
  help: { en: 'pauses', ko: '멈춘 시간' },
};

const model = redeclared(
  partOf(realModel(), 'fablink-prod'),
  each => each.type === 'monitor' && each.job === 'fablink-backend',
  each => ({ ...(each as typeof each & MonitorDeclaration), metrics: [PAUSES] }),
);

const seriesOf = (name: string, of: Model = model) => cataloguesOf(of).get('fablink-prod')?.get(name);

test('a summary has its quantiles, which are gauges, its sum and its count', () => {
  const parts = [seriesOf(PAUSES.name), seriesOf(`${PAUSES.name}_sum`), seriesOf(`${PAUSES.name}_count`)];
  expect(parts.map(part => part && [part.type, part.labels?.has('cause'), part.labels?.has('quantile')])).toEqual([
    ['gauge', true, true],
    ['counter', true, false],
    ['counter', true, false],
  ]);
  expect(seriesOf(PAUSES.name)?.jobs).toEqual(new Set(['fablink-backend']));
  expect(seriesOf(`${PAUSES.name}_bucket`)).toBeUndefined();
});

test.each([
  'up',
  'scrape_duration_seconds',
  'scrape_samples_scraped',
  'scrape_samples_post_metric_relabeling',
  'scrape_series_added',
])('%s is a gauge of every job, for Prometheus says it of every target', name => {
  const series = seriesOf(name);
  expect(series?.type).toBe('gauge');
  expect(series?.jobs).toEqual(new Set(jobsOf(model)));
});

const jobsOf = ({ declarations }: Model): readonly string[] =>
  declarations.flatMap(each => (each.type === 'monitor' ? [each.job] : []));

test('what needs a feature flag is not there', () => {
  expect(seriesOf('scrape_body_size_bytes')).toBeUndefined();
});

test.each(['ALERTS', 'ALERTS_FOR_STATE'])('%s is there where rules alert, with labels that nobody knows', name => {
  expect(seriesOf(name)).toMatchObject({ type: 'gauge', labels: undefined });
  const rules = model.manifests.filter(({ object }) => object.kind === 'PrometheusRule');
  const silent = rules.reduce(
    (left, { object: { metadata } }) => without(left, named('fablink-prod', `PrometheusRule/${metadata.name}`)),
    model,
  );
  expect(seriesOf(name, silent)).toBeUndefined();
});
