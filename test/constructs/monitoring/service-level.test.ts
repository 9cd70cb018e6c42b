import { DJANGO, MICROMETER } from '../../../src/constructs/monitoring';
import { alertOf, declaredIn, LEVEL, rulesOf, watchedShop } from './watched-shop';

describe('a service level', () => {
  const system = watchedShop({ requests: DJANGO, serviceLevel: LEVEL });

  test('gives two pages and two tickets for each promise, at thresholds as a person writes them', () => {
    const burns = rulesOf(system).filter(rule => rule.alert?.startsWith('ErrorBudget'));
    expect(
      burns.map(({ alert: name, for: lasting, labels, expr }) => {
        const [, above] = /> ([\d.]+) and/.exec(expr) ?? [];
        return [labels['slo'], name, labels['severity'], labels['window'], above, lasting].join(' ');
      }),
    ).toEqual([
      'availability ErrorBudgetBurn critical 1h 0.0144 2m',
      'availability ErrorBudgetBurn critical 6h 0.006 5m',
      'availability ErrorBudgetLeak warning 1d 0.003 15m',
      'availability ErrorBudgetLeak warning 3d 0.001 1h',
      'latency-p95 ErrorBudgetBurn critical 1h 0.72 2m',
      'latency-p95 ErrorBudgetBurn critical 6h 0.3 5m',
      'latency-p95 ErrorBudgetLeak warning 1d 0.15 15m',
      'latency-p95 ErrorBudgetLeak warning 3d 0.05 1h',
    ]);
  });

  test('looks at a long and a short window, and at nothing below its fewest requests', () => {
    expect(alertOf(system, 'ErrorBudgetBurn', { slo: 'availability', window: '1h' })?.expr).toBe(
      'slo:bad_requests:ratio_rate1h{namespace="shop",service="web",slo="availability"} > 0.0144' +
        ' and slo:bad_requests:ratio_rate5m{namespace="shop",service="web",slo="availability"} > 0.0144' +
        ' and on (namespace, service) slo:requests:increase1h{namespace="shop",service="web"} >= 100',
    );
  });

  test('over 28 days burns by other factors', () => {
    const shorter = watchedShop({ requests: DJANGO, serviceLevel: { ...LEVEL, windowDays: 28 } });
    expect(alertOf(shorter, 'ErrorBudgetBurn', { slo: 'availability', window: '1h' })?.expr).toContain('> 0.01344 and');
    expect(rulesOf(shorter).find(({ record }) => record === 'slo:error_budget:remaining_ratio')?.expr).toContain(
      '[28d]',
    );
  });

  test('that no share of requests can break is refused: its alert would never fire', () => {
    expect(() => watchedShop({ requests: DJANGO, serviceLevel: { ...LEVEL, availability: 0.9 } })).toThrow(
      /web availability: 14\.4 times the budget of 0\.1 is 1\.44, which no share of requests is above/,
    );
  });

  test('at a time that is no bucket is refused', () => {
    const odd = { ...LEVEL, latency: [{ share: 0.95, seconds: 0.6 }] };
    expect(() => watchedShop({ requests: DJANGO, serviceLevel: odd })).toThrow(/0\.6 s is no bucket/);
  });

  test('tells whose it is, what to do, and how long the budget lasts', () => {
    const burn = alertOf(system, 'ErrorBudgetBurn', { slo: 'availability', window: '6h' });
    expect(burn?.labels).toMatchObject({ severity: 'critical', system: 'shop', team: 'shop', service: 'web' });
    expect(burn?.annotations).toEqual({
      summary: 'web uses up its error budget (availability) 6 times too fast',
      description:
        'Of the requests of the last 6h, {{ $value | humanizePercentage }} failed; 0.1% may, over 30 days. ' +
        'At 6 times that rate the budget lasts 5 days.',
      runbook_url: 'https://git.example.com/runbooks/ErrorBudgetBurn.md',
      dashboard_url: 'https://grafana.example.com/d/test-shop',
    });
    expect(alertOf(system, 'ErrorBudgetLeak', { slo: 'availability', window: '3d' })?.annotations).toMatchObject({
      summary: 'web uses up more than 10% of its error budget (availability) in 3 days',
      description:
        'Of the requests of the last 3d, {{ $value | humanizePercentage }} failed; 0.1% may, over 30 days. ' +
        'At that rate the budget lasts 30 days.',
    });
  });

  test('is declared with its window and the budget of each promise', () => {
    expect(declaredIn(system, 'service-level')).toMatchObject([
      {
        service: 'web',
        windowDays: 30,
        objectives: [
          { slo: 'availability', budget: 0.001 },
          { slo: 'latency-p95', budget: 0.05 },
        ],
      },
    ]);
  });
});

describe('a service of which nobody promised anything (decision 117)', () => {
  test('is told of when every request fails, and by no share of them', () => {
    const outage = alertOf(watchedShop({ requests: DJANGO }), 'AllRequestsFailing');
    expect(outage?.for).toBe('5m');
    expect(outage?.expr).toBe(
      'sum(increase(django_http_responses_total_by_status_total{namespace="shop",job="web"}[5m])) >= 5 unless on () ' +
        'increase(django_http_responses_total_by_status_total{namespace="shop",job="web",status!~"5.."}[5m]) > 0',
    );
    expect(outage?.labels).toMatchObject({ severity: 'critical', service: 'web', namespace: 'shop' });
  });

  test('reads the requests of a histogram by their count', () => {
    const outage = alertOf(watchedShop({ requests: MICROMETER }), 'AllRequestsFailing');
    expect(outage?.expr).toContain(
      'increase(http_server_requests_seconds_count{namespace="shop",job="web",status!~"5.."}[5m])',
    );
  });

  test('is told of by its promise alone once there is one', () => {
    expect(alertOf(watchedShop({ requests: DJANGO, serviceLevel: LEVEL }), 'AllRequestsFailing')).toBeUndefined();
  });
});
