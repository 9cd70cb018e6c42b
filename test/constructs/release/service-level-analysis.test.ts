import { objectOf } from '../place';
import { read } from '../read';
import { RELEASED, releasedSystem } from './release';

const template = () => objectOf(releasedSystem(), 'AnalysisTemplate', 'web-service-level');

interface Judged {
  readonly name: string;
  readonly successCondition: string;
  readonly failureCondition: string;
}

/** The controller's answer to a result: it evaluates both conditions, the failure first. */
function verdict({ successCondition, failureCondition }: Judged, result: readonly number[]): string {
  const holds = (condition: string): boolean => {
    const javascript = condition.replaceAll('len(result)', 'result.length').replaceAll('isNaN', 'Number.isNaN');
    return new Function('result', `return ${javascript}`)(result) as boolean;
  };
  if (holds(failureCondition)) return 'failed';
  return holds(successCondition) ? 'good' : 'inconclusive';
}

describe('the analysis of a service level', () => {
  const metrics = read(template(), 'spec.metrics') as Judged[];

  test('asks for failures and for each promised time, of the new version alone', () => {
    expect(metrics[0]).toMatchInlineSnapshot(`
      {
        "consecutiveErrorLimit": 30,
        "count": 5,
        "failureCondition": "len(result) > 0 && !isNaN(result[0]) && result[0] > 0.001",
        "failureLimit": 0,
        "inconclusiveLimit": 2,
        "initialDelay": "2m",
        "interval": "1m",
        "name": "error-ratio",
        "provider": {
          "prometheus": {
            "address": "http://prometheus.monitoring.svc.cluster.local:9090",
            "query": "((sum(rate(django_http_responses_total_by_status_total{namespace="shop",job="web",rollouts_pod_template_hash="{{args.hash}}",status=~"5.."}[2m])) or vector(0)) / (sum(rate(django_http_responses_total_by_status_total{namespace="shop",job="web",rollouts_pod_template_hash="{{args.hash}}"}[2m])) > 0)) and (sum(increase(django_http_responses_total_by_status_total{namespace="shop",job="web",rollouts_pod_template_hash="{{args.hash}}"}[2m])) >= 1000)",
            "timeout": 5,
          },
        },
        "successCondition": "len(result) > 0 && !isNaN(result[0]) && result[0] <= 0.001",
      }
    `);
    expect(metrics.map(({ name }) => name)).toEqual(['error-ratio', 'latency-p95', 'latency-p99']);
    expect(read(template(), 'spec.args')).toEqual([{ name: 'hash' }]);
    const step = read(objectOf(releasedSystem(), 'Rollout', 'web'), 'spec.strategy.canary.steps.1.analysis.args');
    expect(step).toEqual([{ name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } }]);
  });

  test('judges latency by the share of requests above the promised time', () => {
    expect(read(template(), 'spec.metrics.1.provider.prometheus.query')).toMatchInlineSnapshot(
      `"((sum(rate(django_http_requests_latency_including_middlewares_seconds_count{namespace="shop",job="web",rollouts_pod_template_hash="{{args.hash}}"}[2m])) - sum(rate(django_http_requests_latency_including_middlewares_seconds_bucket{namespace="shop",job="web",rollouts_pod_template_hash="{{args.hash}}",le=~"0\\\\.5"}[2m]))) / (sum(rate(django_http_requests_latency_including_middlewares_seconds_count{namespace="shop",job="web",rollouts_pod_template_hash="{{args.hash}}"}[2m])) > 0)) and (sum(increase(django_http_responses_total_by_status_total{namespace="shop",job="web",rollouts_pod_template_hash="{{args.hash}}"}[2m])) >= 1000)"`,
    );
    expect(metrics[1]?.failureCondition).toMatch(/> 0\.05$/);
    expect(metrics[2]?.failureCondition).toMatch(/> 0\.01$/);
  });

  test.each([
    ['no request was seen', [], 'inconclusive'],
    ['the share is no number', [NaN], 'inconclusive'],
    ['nothing failed', [0], 'good'],
    ['as many failed as are allowed', [0.001], 'good'],
    ['one more failed', [0.0011], 'failed'],
    ['all failed', [1], 'failed'],
  ])('says, when %j (result %j): %s', (_, result, expected) => {
    expect(verdict(metrics[0] as Judged, result)).toBe(expected);
  });

  test('takes the share of failures that a document gives in its own words (FP-16)', () => {
    const serviceLevel = { ...RELEASED.serviceLevel, errorRatio: 0.01 } as typeof RELEASED.serviceLevel;
    const changed = releasedSystem({ ...(serviceLevel && { serviceLevel }) });
    const condition = read(
      objectOf(changed, 'AnalysisTemplate', 'web-service-level'),
      'spec.metrics.0.failureCondition',
    );
    expect(condition).toMatch(/> 0\.01$/);
  });
});
