import {
  AlertRules,
  DJANGO,
  DJANGO_FAILED_CONNECTIONS,
  MICROMETER,
  Scraped,
  type RequestAlarms,
} from '../../../src/constructs/monitoring';
import { scheduled } from '../../../src/constructs/scaling';
import { declarationsOf, type System } from '../../../src/constructs/structure';
import { Service, size, type ServiceProps } from '../../../src/constructs/workload';
import type { Declaration } from '../../../src/model';
import { objectOf, objectsOf, WATCHER } from '../place';
import { read } from '../read';
import { emptyShop, LEVEL, watchedShop, WEB } from '../watched-shop';

const alarms: RequestAlarms = {
  errors: { above: 0.01, for: '2m' },
  answers: { share: 0.95, slowerThanSeconds: 2, for: '3m' },
  minimumRequests: 50,
  requirements: ['FP-12'],
};

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const rules = (system: System): readonly Rule[] =>
  (read(objectOf(system, 'PrometheusRule', 'web'), 'spec.groups') as { rules: Rule[] }[]).flatMap(group => group.rules);
const alert = (system: System, name: string, labels: Record<string, string> = {}): Rule | undefined =>
  rules(system).find(
    rule => rule.alert === name && Object.entries(labels).every(([key, value]) => rule.labels[key] === value),
  );
const declared = <T extends Declaration['type']>(system: System, type: T): Extract<Declaration, { type: T }>[] =>
  system.node
    .findAll()
    .flatMap(declarationsOf)
    .filter((each): each is Extract<Declaration, { type: T }> => each.type === type);

describe('a service that shows metrics', () => {
  test('is read where somebody watches, in the folder `monitoring` of its system, in its own namespace', () => {
    const system = watchedShop();
    expect(system.monitoring.toJson()).toHaveLength(2);
    expect(read(objectOf(system, 'PodMonitor', 'web'), 'metadata.namespace')).toBe('shop');
    expect(read(objectOf(system, 'PodMonitor', 'web'), 'spec')).toMatchObject({
      jobLabel: 'app.kubernetes.io/name',
      podTargetLabels: ['rollouts-pod-template-hash'],
      selector: { matchLabels: { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'shop' } },
      podMetricsEndpoints: [{ port: 'http', path: '/metrics', interval: '15s', scrapeTimeout: '10s' }],
    });
  });

  test('has neither monitor nor rules where nobody watches, nor where it shows nothing', () => {
    expect(objectsOf(watchedShop({ requests: DJANGO, serviceLevel: LEVEL }, {})).map(({ kind }) => kind)).not.toContain(
      'PodMonitor',
    );
    const { metrics: _, ...silent } = WEB;
    const system = emptyShop();
    new Service(system.app, 'web', silent);
    expect(objectsOf(system).map(({ kind }) => kind)).not.toContain('PrometheusRule');
  });

  test('declares the metrics that rules may ask for: requests and latency, once where they are one', () => {
    const names = (requests: ServiceProps['requests']): unknown =>
      declared(watchedShop({ ...(requests && { requests }) }), 'monitor')[0]?.metrics.map(({ name }) => name);
    expect(names(DJANGO)).toEqual([DJANGO.requests.name, DJANGO.latency.name]);
    expect(names(MICROMETER)).toEqual(['http_server_requests_seconds']);
    expect(names(undefined)).toEqual([]);
  });

  test('is missed when nobody of it answers', () => {
    expect(alert(watchedShop(), 'TargetsMissing')?.expr).toBe('absent(up{namespace="shop",job="web"} == 1)');
  });

  test('D-08 is missed and judged in its hours alone where it is off at night, from ten minutes after their start', () => {
    const hours = { days: ['Mon', 'Wed'] as const, start: '09:00', end: '18:00', timeZone: 'Asia/Seoul' };
    const nightly = watchedShop({ replicas: scheduled({ count: 1, hours }), requests: DJANGO, serviceLevel: LEVEL });
    const clock = 'vector(time() + 32400)';
    const inHours =
      ` and on () (${clock} % 86400 >= 33000 < 64800 and ` +
      `(day_of_week(${clock}) >= 1 <= 1 or day_of_week(${clock}) >= 3 <= 3))`;
    expect(alert(nightly, 'TargetsMissing')?.expr).toBe(`absent(up{namespace="shop",job="web"} == 1)${inHours}`);
    expect(alert(nightly, 'TargetDown')?.expr).toBe(`up{namespace="shop",job="web"} == 0${inHours}`);
    const burning = rules(nightly).filter(({ labels, alert: name }) => name && labels['slo']);
    expect(burning).toHaveLength(8);
    expect(burning.filter(({ expr }) => !expr.endsWith(inHours))).toEqual([]);
    expect(new Set(declared(nightly, 'alert').map(({ hours: its }) => its?.start))).toEqual(new Set(['09:10']));
  });

  test('D-06 is no object of the operator where files tell Prometheus, and leads to no dashboard', () => {
    const { prometheus, runbooks } = WATCHER;
    const system = watchedShop({}, { watchedBy: { type: 'by-files', prometheus, runbooks } });
    expect(objectsOf(system).map(({ kind }) => kind)).not.toContain('PodMonitor');
    expect(objectsOf(system).map(({ kind }) => kind)).not.toContain('PrometheusRule');
    const [written] = system.node.findAll().flatMap(each => (each instanceof AlertRules ? [each.file] : []));
    expect(written?.name).toBe('shop-web');
    expect(written?.groups[0]?.rules[0]?.annotations).toMatchObject({
      runbook_url: 'https://git.example.com/runbooks/TargetsMissing.md',
    });
    expect(Object.keys(written?.groups[0]?.rules[0]?.annotations ?? {})).not.toContain('dashboard_url');
    const [job] = system.node.findAll().flatMap(each => (each instanceof Scraped ? [each.scrapeJob] : []));
    expect(job).toMatchObject({
      job_name: 'shop/web',
      metrics_path: '/metrics',
      scrape_interval: '15s',
      scrape_timeout: '10s',
      sample_limit: 20000,
      kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: ['shop'] } }],
    });
  });

  test('shows them by its exporter, at the exporter’s port', () => {
    const exporter = {
      name: 'exporter',
      image: { repository: 'registry.example.com/exporter', tag: '1.0.0' },
      size: size('10m', '16Mi', '50m', '32Mi'),
      port: 4040,
      user: 2000,
      writable: [{ path: '/var/log/web', sizeLimit: '16Mi' as const }],
    };
    const system = watchedShop({ exporter, writable: [{ path: '/var/log/web', sizeLimit: '16Mi' }] });
    expect(read(objectOf(system, 'PodMonitor', 'web'), 'spec.podMetricsEndpoints')).toMatchObject([
      { port: 'metrics' },
    ]);
    const pod = 'spec.template.spec';
    const deployment = objectOf(system, 'Deployment', 'web');
    expect(read(deployment, `${pod}.containers.1.ports`)).toEqual([
      { name: 'metrics', containerPort: 4040, protocol: 'TCP' },
    ]);
    expect(read(deployment, `${pod}.containers.1.securityContext`)).toMatchObject({
      runAsUser: 2000,
      runAsGroup: 2000,
    });
    expect(read(deployment, `${pod}.volumes`)).toHaveLength(1);
    const [workload] = declared(system, 'workload');
    expect(workload?.serves.map(({ port }) => port)).toEqual([8080, 4040]);
    expect(workload?.requests).toEqual({ cpuMillis: 110, memoryMiB: 144 });
  });
});

describe('a service level', () => {
  const system = watchedShop({ requests: DJANGO, serviceLevel: LEVEL });

  test('gives two pages and two tickets for each promise, at thresholds as a person writes them', () => {
    const burns = rules(system).filter(rule => rule.alert?.startsWith('ErrorBudget'));
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
    expect(alert(system, 'ErrorBudgetBurn', { slo: 'availability', window: '1h' })?.expr).toBe(
      'slo:bad_requests:ratio_rate1h{namespace="shop",service="web",slo="availability"} > 0.0144' +
        ' and slo:bad_requests:ratio_rate5m{namespace="shop",service="web",slo="availability"} > 0.0144' +
        ' and on (namespace, service) slo:requests:increase1h{namespace="shop",service="web"} >= 100',
    );
  });

  test('over 28 days burns by other factors', () => {
    const shorter = watchedShop({ requests: DJANGO, serviceLevel: { ...LEVEL, windowDays: 28 } });
    expect(alert(shorter, 'ErrorBudgetBurn', { slo: 'availability', window: '1h' })?.expr).toContain('> 0.01344 and');
    expect(rules(shorter).find(({ record }) => record === 'slo:error_budget:remaining_ratio')?.expr).toContain('[28d]');
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
    const burn = alert(system, 'ErrorBudgetBurn', { slo: 'availability', window: '6h' });
    expect(burn?.labels).toMatchObject({ severity: 'critical', system: 'shop', team: 'shop', service: 'web' });
    expect(burn?.annotations).toEqual({
      summary: 'web uses up its error budget (availability) 6 times too fast',
      description:
        'Of the requests of the last 6h, {{ $value | humanizePercentage }} failed; 0.1% may, over 30 days. ' +
        'At 6 times that rate the budget lasts 5 days.',
      runbook_url: 'https://git.example.com/runbooks/ErrorBudgetBurn.md',
      dashboard_url: 'https://grafana.example.com/d/test-shop',
    });
    expect(alert(system, 'ErrorBudgetLeak', { slo: 'availability', window: '3d' })?.annotations).toMatchObject({
      summary: 'web uses up more than 10% of its error budget (availability) in 3 days',
      description:
        'Of the requests of the last 3d, {{ $value | humanizePercentage }} failed; 0.1% may, over 30 days. ' +
        'At that rate the budget lasts 30 days.',
    });
  });

  test('is declared with its window and the budget of each promise', () => {
    expect(declared(system, 'service-level')).toMatchObject([
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
    const outage = alert(watchedShop({ requests: DJANGO }), 'AllRequestsFailing');
    expect(outage?.for).toBe('5m');
    expect(outage?.expr).toBe(
      'sum(increase(django_http_responses_total_by_status_total{namespace="shop",job="web"}[5m])) >= 5 unless on () ' +
        'increase(django_http_responses_total_by_status_total{namespace="shop",job="web",status!~"5.."}[5m]) > 0',
    );
    expect(outage?.labels).toMatchObject({ severity: 'critical', service: 'web', namespace: 'shop' });
  });

  test('reads the requests of a histogram by their count', () => {
    const outage = alert(watchedShop({ requests: MICROMETER }), 'AllRequestsFailing');
    expect(outage?.expr).toContain(
      'increase(http_server_requests_seconds_count{namespace="shop",job="web",status!~"5.."}[5m])',
    );
  });

  test('is told of by its promise alone once there is one', () => {
    expect(alert(watchedShop({ requests: DJANGO, serviceLevel: LEVEL }), 'AllRequestsFailing')).toBeUndefined();
  });
});

describe('the document’s own alarms', () => {
  const system = watchedShop({ requests: DJANGO, alarms });

  test('judge one minute, again and again for the time that the document says (FP-12)', () => {
    const errors = alert(system, 'TooManyErrors');
    expect(errors?.for).toBe('2m');
    expect(errors?.expr).toMatch(/status=~"5\.\."\}\[1m\].* > 0\.01 and sum\(increase\(.*\[1m\]\)\) >= 50$/);
    const answers = alert(system, 'SlowAnswers');
    expect(answers?.for).toBe('3m');
    expect(answers?.expr).toMatch(/le=~"2\(\\\\\.0\)\?"\}\[1m\].* > 0\.05 and /);
  });

  test('are absent where the document has none', () => {
    const names = rules(watchedShop({ requests: DJANGO })).map(rule => rule.alert);
    expect(names).toEqual(['AllRequestsFailing', 'TargetsMissing', 'TargetDown']);
  });
});

describe('what a pod may use (FP-12)', () => {
  const usage = { cpuAbove: 0.8, memoryAbove: 0.85, for: '5m', requirements: ['FP-12'] } as const;

  test('is compared with what it uses, for the main container of the workload alone', () => {
    const system = watchedShop({ usage });
    expect([alert(system, 'PodCpu'), alert(system, 'PodMemory')].map(each => [each?.expr, each?.for])).toEqual([
      [
        'max by (namespace, pod) (rate(container_cpu_usage_seconds_total{namespace="shop",container="web"}[2m]) / ' +
          'ignoring (cpu) (container_spec_cpu_quota{namespace="shop",container="web"} / ' +
          'container_spec_cpu_period{namespace="shop",container="web"})) > 0.8',
        '5m',
      ],
      [
        'max by (namespace, pod) (container_memory_working_set_bytes{namespace="shop",container="web"} / ' +
          'container_spec_memory_limit_bytes{namespace="shop",container="web"}) > 0.85',
        '5m',
      ],
    ]);
  });

  test('makes one alarm where the document names one figure', () => {
    const { cpuAbove: _, ...memory } = usage;
    expect(alert(watchedShop({ usage: memory }), 'PodCpu')).toBeUndefined();
    expect(alert(watchedShop({ usage: memory }), 'PodMemory')?.annotations?.['summary']).toBe(
      'Pod {{ $labels.pod }} of web uses more than 85% of its memory',
    );
  });
});

test('a connection that fails is told by the counter that the program shows', () => {
  const failedConnections = { metric: DJANGO_FAILED_CONNECTIONS, within: '5m', requirements: ['FP-12'] } as const;
  expect(alert(watchedShop({ failedConnections }), 'FailedConnections')?.expr).toContain(
    'increase(django_db_new_connection_errors_total{namespace="shop",job="web"}[5m])',
  );
});
