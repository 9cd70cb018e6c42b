import {
  AlertRules,
  DJANGO,
  DJANGO_FAILED_CONNECTIONS,
  MICROMETER,
  Scraped,
  type RequestAlarms,
} from '../../../src/constructs/monitoring';
import { scheduled } from '../../../src/constructs/scaling';
import { Service, size, type ServiceProps } from '../../../src/constructs/workload';
import { objectOf, objectsOf, WATCHER } from '../place';
import { read } from '../read';
import { alertOf, declaredIn, emptyShop, LEVEL, rulesOf, watchedShop, WEB } from './watched-shop';

const alarms: RequestAlarms = {
  errors: { above: 0.01, for: '2m' },
  answers: { share: 0.95, slowerThanSeconds: 2, for: '3m' },
  minimumRequests: 50,
  requirements: ['FP-12'],
};

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
      declaredIn(watchedShop({ ...(requests && { requests }) }), 'monitor')[0]?.metrics.map(({ name }) => name);
    expect(names(DJANGO)).toEqual([DJANGO.requests.name, DJANGO.latency.name]);
    expect(names(MICROMETER)).toEqual(['http_server_requests_seconds']);
    expect(names(undefined)).toEqual([]);
  });

  test('is missed when nobody of it answers', () => {
    expect(alertOf(watchedShop(), 'TargetsMissing')?.expr).toBe('absent(up{namespace="shop",job="web"} == 1)');
  });

  test('D-08 is missed and judged in its hours alone where it is off at night, from ten minutes after their start', () => {
    const hours = { days: ['Mon', 'Wed'] as const, start: '09:00', end: '18:00', timeZone: 'Asia/Seoul' };
    const nightly = watchedShop({ replicas: scheduled({ count: 1, hours }), requests: DJANGO, serviceLevel: LEVEL });
    const clock = 'vector(time() + 32400)';
    const inHours =
      ` and on () (${clock} % 86400 >= 33000 < 64800 and ` +
      `(day_of_week(${clock}) >= 1 <= 1 or day_of_week(${clock}) >= 3 <= 3))`;
    expect(alertOf(nightly, 'TargetsMissing')?.expr).toBe(`absent(up{namespace="shop",job="web"} == 1)${inHours}`);
    expect(alertOf(nightly, 'TargetDown')?.expr).toBe(`up{namespace="shop",job="web"} == 0${inHours}`);
    const burning = rulesOf(nightly).filter(({ labels, alert: name }) => name && labels['slo']);
    expect(burning).toHaveLength(8);
    expect(burning.filter(({ expr }) => !expr.endsWith(inHours))).toEqual([]);
    expect(new Set(declaredIn(nightly, 'alert').map(({ hours: its }) => its?.start))).toEqual(new Set(['09:10']));
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
    const [workload] = declaredIn(system, 'workload');
    expect(workload?.serves.map(({ port }) => port)).toEqual([8080, 4040]);
    expect(workload?.requests).toEqual({ cpuMillis: 110, memoryMiB: 144 });
  });
});

describe('the document’s own alarms', () => {
  const system = watchedShop({ requests: DJANGO, alarms });

  test('judge one minute, again and again for the time that the document says (FP-12)', () => {
    const errors = alertOf(system, 'TooManyErrors');
    expect(errors?.for).toBe('2m');
    expect(errors?.expr).toMatch(/status=~"5\.\."\}\[1m\].* > 0\.01 and sum\(increase\(.*\[1m\]\)\) >= 50$/);
    const answers = alertOf(system, 'SlowAnswers');
    expect(answers?.for).toBe('3m');
    expect(answers?.expr).toMatch(/le=~"2\(\\\\\.0\)\?"\}\[1m\].* > 0\.05 and /);
  });

  test('are absent where the document has none', () => {
    const names = rulesOf(watchedShop({ requests: DJANGO })).map(rule => rule.alert);
    expect(names).toEqual(['AllRequestsFailing', 'TargetsMissing', 'TargetDown']);
  });
});

describe('what a pod may use (FP-12)', () => {
  const usage = { cpuAbove: 0.8, memoryAbove: 0.85, for: '5m', requirements: ['FP-12'] } as const;

  test('is compared with what it uses, for the main container of the workload alone', () => {
    const system = watchedShop({ usage });
    expect([alertOf(system, 'PodCpu'), alertOf(system, 'PodMemory')].map(each => [each?.expr, each?.for])).toEqual([
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
    expect(alertOf(watchedShop({ usage: memory }), 'PodCpu')).toBeUndefined();
    expect(alertOf(watchedShop({ usage: memory }), 'PodMemory')?.annotations?.['summary']).toBe(
      'Pod {{ $labels.pod }} of web uses more than 85% of its memory',
    );
  });
});

test('a connection that fails is told by the counter that the program shows', () => {
  const failedConnections = { metric: DJANGO_FAILED_CONNECTIONS, within: '5m', requirements: ['FP-12'] } as const;
  expect(alertOf(watchedShop({ failedConnections }), 'FailedConnections')?.expr).toContain(
    'increase(django_db_new_connection_errors_total{namespace="shop",job="web"}[5m])',
  );
});
