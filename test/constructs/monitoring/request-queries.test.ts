import {
  DJANGO,
  FASTAPI,
  MICROMETER,
  MICROMETER_ENVIRONMENT,
  NGINX_LOG,
  NODE,
  RequestQueries,
} from '../../../src/constructs/monitoring';

const matchers = { namespace: 'fablink-prod', job: 'fablink-backend' };
const queries = new RequestQueries(DJANGO, matchers);

describe('queries over the requests of a service', () => {
  test('the number of requests is the increase of the counter', () => {
    expect(queries.requests('5m')).toBe(
      'sum(increase(django_http_responses_total_by_status_total{namespace="fablink-prod",job="fablink-backend"}[5m]))',
    );
  });

  test('a ratio of errors is 0 without failures and nothing without requests', () => {
    expect(queries.errorRatio('2m')).toBe(
      '(sum(rate(django_http_responses_total_by_status_total{namespace="fablink-prod",job="fablink-backend",status=~"5.."}[2m])) or vector(0))' +
        ' / (sum(rate(django_http_responses_total_by_status_total{namespace="fablink-prod",job="fablink-backend"}[2m])) > 0)',
    );
  });

  test('a ratio of slow requests counts what is above one bucket', () => {
    const series = 'django_http_requests_latency_including_middlewares_seconds';
    const labels = 'namespace="fablink-prod",job="fablink-backend"';
    expect(queries.slowRatio(0.5, '5m')).toBe(
      `(sum(rate(${series}_count{${labels}}[5m])) - sum(rate(${series}_bucket{${labels},le=~"0\\\\.5"}[5m])))` +
        ` / (sum(rate(${series}_count{${labels}}[5m])) > 0)`,
    );
  });

  test('a whole bound is found as Prometheus 2 and as Prometheus 3 writes it', () => {
    expect(queries.slowRatio(1, '5m')).toContain('le=~"1(\\\\.0)?"');
  });

  test('a time that is no bucket is refused with those that are', () => {
    expect(() => queries.slowRatio(0.6, '5m')).toThrow(
      /0\.6 s is no bucket.*expected one of 0\.01, 0\.025, 0\.05, 0\.1, 0\.25, 0\.5, 0\.75, 1/,
    );
  });

  test('a quantile is nothing, not NaN, without requests', () => {
    expect(queries.quantile(0.95, '5m')).toBe(
      'histogram_quantile(0.95, sum by (le) (rate(django_http_requests_latency_including_middlewares_seconds_bucket' +
        '{namespace="fablink-prod",job="fablink-backend"}[5m]))) >= 0',
    );
  });

  test('an argument of an analysis stays as it is, a quotation mark is escaped', () => {
    const asked = new RequestQueries(FASTAPI, { rollouts_pod_template_hash: '{{args.hash}}', job: 'a"b\\c' });
    expect(asked.requests('1m')).toBe(
      'sum(increase(http_requests_total{rollouts_pod_template_hash="{{args.hash}}",job="a\\"b\\\\c"}[1m]))',
    );
  });

  test('a histogram that is also the counter is counted by its _count', () => {
    expect(new RequestQueries(MICROMETER, {}).requests('5m')).toBe(
      'sum(increase(http_server_requests_seconds_count[5m]))',
    );
    expect(new RequestQueries(NODE, {}).errorRatio('5m')).toContain('_count{status_code=~"5.."}');
  });

  test('failures told by a label that the metric does not carry are refused', () => {
    const wrong = { ...NODE, failed: { label: 'status', pattern: '5..' } };
    expect(() => new RequestQueries(wrong, {})).toThrow(
      /carries no label "status".*expected one of method, status_code/,
    );
  });

  test('the programs can tell every time that a document promises or alerts on', () => {
    for (const { latency } of [DJANGO, FASTAPI, MICROMETER, NGINX_LOG, NODE]) {
      expect(latency.buckets).toEqual([...latency.buckets].sort((a, b) => a - b));
      expect(latency.buckets).toEqual(expect.arrayContaining([0.5, 1, 2]));
    }
  });

  test('Spring Boot is told the buckets that the queries read, in milliseconds', () => {
    expect(MICROMETER_ENVIRONMENT).toEqual({
      MANAGEMENT_METRICS_DISTRIBUTION_SLO_HTTP_SERVER_REQUESTS:
        '10ms,25ms,50ms,100ms,250ms,500ms,750ms,1000ms,1500ms,2000ms,2500ms,5000ms,10000ms',
    });
  });
});
