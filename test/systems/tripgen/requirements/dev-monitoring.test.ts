import { timesOutside } from '../../../../src/constructs/alerting';
import { budgetsOf } from '../../../../src/gates/capacity/budget';
import type { AlertDeclaration, Declared, KubeObject, OfficeHours } from '../../../../src/model';
import { read } from '../../../constructs/read';
import { realModel } from '../../../real-model';
import { WatchedByFiles } from '../../watched-by-files';
import { SERVICES } from './output';

const model = realModel();
const watched = new WatchedByFiles('tripgen-dev');

const watching = (kind: string, name: string) => watched.object(kind, name);
const file = (configMap: string, name: string) => watched.file(configMap, name);
const rules = (name: string) => watched.rules(name);
const alert = (of: string, name: string) => watched.alert(of, name);
const pod = (kind: string, name: string) => watched.pod(kind, name);

const declared = model.declarations.filter(({ environment }) => environment === 'tripgen-dev');

describe('D-06 what watches development', () => {
  test('D-06 is three pods of the same versions as elsewhere, that ask for 448 MiB in all', () => {
    const images = [pod('StatefulSet', 'prometheus'), pod('Deployment', 'alertmanager')].map(
      ({ containers }) => containers[0]?.image,
    );
    const elsewhere = ['Prometheus', 'Alertmanager'].map(kind => {
      const found = model.manifests.find(
        ({ environment, object }) => environment === 'tripgen-prod' && object.kind === kind,
      );
      return read(found?.object as KubeObject, 'spec.image');
    });
    expect(images).toEqual(elsewhere);
    const requests = [
      pod('StatefulSet', 'prometheus'),
      pod('Deployment', 'alertmanager'),
      pod('Deployment', 'kube-state-metrics'),
    ].flatMap(({ containers }) => containers.map(({ resources }) => resources.requests));
    expect(requests).toEqual([
      { cpu: '100m', memory: '256Mi' },
      { cpu: '20m', memory: '64Mi' },
      { cpu: '20m', memory: '128Mi' },
    ]);
  });

  test('D-06 fits the two nodes beside all that ever runs there at once, with the room that decision 140 tells', () => {
    const pools = budgetsOf(model).flatMap(({ environment, pools: all }) => (environment === 'tripgen-dev' ? all : []));
    expect(pools.map(({ pool: name, left: { memoryMiB, pods } }) => [name, memoryMiB, pods])).toEqual([
      ['system', 324, 0],
      ['data', 162, 5],
    ]);
  });

  test('D-06 needs neither the operator nor one of its kinds, and no Grafana', () => {
    const all = model.manifests.filter(({ environment }) => environment === 'tripgen-dev').map(({ object }) => object);
    expect(all.filter(({ apiVersion }) => apiVersion.startsWith('monitoring.coreos.com/'))).toEqual([]);
    expect(all.filter(({ metadata }) => metadata.name === 'grafana')).toEqual([]);
    expect(JSON.stringify(file('prometheus-rules', 'tripgen-dev-user-service.yaml'))).not.toContain('dashboard_url');
  });

  test('D-06 keeps samples for longer than a month, on a disk that stays, and finds its files', () => {
    expect(pod('StatefulSet', 'prometheus').containers[0]?.command).toEqual([
      '/bin/prometheus',
      '--config.file=/etc/prometheus/settings/prometheus.yaml',
      '--storage.tsdb.path=/prometheus',
      '--storage.tsdb.retention.time=35d',
      '--storage.tsdb.retention.size=3GB',
      '--web.listen-address=:9090',
    ]);
    expect(read(watching('StatefulSet', 'prometheus'), 'spec.persistentVolumeClaimRetentionPolicy')).toEqual({
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
    expect(file('prometheus-settings', 'prometheus.yaml')).toMatchObject({
      global: { external_labels: { environment: 'tripgen-dev' } },
      rule_files: ['/etc/prometheus/rules/*.yaml'],
      alerting: {
        alertmanagers: [{ static_configs: [{ targets: ['alertmanager.monitoring.svc.cluster.local:9093'] }] }],
      },
    });
  });

  test('D-06 reads every program that is declared to be read, as the operator would', () => {
    const { scrape_configs: jobs } = file('prometheus-settings', 'prometheus.yaml') as {
      scrape_configs: { job_name: string; relabel_configs: object[] }[];
    };
    expect(jobs.map(({ job_name }) => job_name)).toEqual([
      'kubelet',
      'kubelet-volumes',
      'monitoring/alertmanager',
      'monitoring/kube-state-metrics',
      'monitoring/prometheus',
      ...[...SERVICES, 'postgresql-exporter', 'redis-exporter'].sort().map(service => `tripgen-dev/${service}`),
    ]);
    expect(jobs.find(({ job_name }) => job_name === 'tripgen-dev/user-service')?.relabel_configs).toEqual([
      { action: 'drop', source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Failed|Succeeded' },
      {
        action: 'keep',
        source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_name'],
        regex: 'user-service',
      },
      { action: 'keep', source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_instance'], regex: 'tripgen' },
      { action: 'keep', source_labels: ['__meta_kubernetes_pod_container_port_name'], regex: 'http' },
      { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
      { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
      { source_labels: ['__meta_kubernetes_pod_container_name'], target_label: 'container' },
      { target_label: 'endpoint', replacement: 'http' },
      { target_label: 'job', replacement: 'user-service' },
    ]);
  });

  test('D-06 is let in by the policy of every pod that it reads, and reaches kubelets by their port alone', () => {
    const rights = model.manifests.find(
      ({ environment, object }) =>
        environment === 'tripgen-dev' &&
        object.kind === 'ClusterRole' &&
        object.metadata.name === 'monitoring-prometheus',
    );
    expect(read(rights?.object as KubeObject, 'rules')).toEqual([
      { apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
    ]);
    expect(pod('StatefulSet', 'prometheus').automountServiceAccountToken).toBe(true);
    const egress = read(watching('NetworkPolicy', 'prometheus'), 'spec.egress') as { to?: object; ports: object[] }[];
    expect(egress.filter(({ to }) => to === undefined)).toEqual([{ ports: [{ port: 10250, protocol: 'TCP' }] }]);
    const calls = declared.find(each => each.type === 'workload' && each.name === 'prometheus');
    for (const each of declared) {
      if (each.type !== 'monitor' || calls?.type !== 'workload') continue;
      expect(calls.calls).toContainEqual(each.endpoint);
    }
  });

  test('TG-16 runs at night, too', () => {
    expect(declared.filter(each => each.type === 'schedule' && each.namespace === 'monitoring')).toEqual([]);
    expect(read(watching('StatefulSet', 'prometheus'), 'spec.replicas')).toBe(1);
    expect(read(watching('Deployment', 'alertmanager'), 'spec.replicas')).toBe(1);
  });
});

describe('TG-14 what development is told', () => {
  test.each([
    ...[...SERVICES, 'postgresql', 'postgresql-exporter', 'redis', 'redis-exporter'].map(pods => `tripgen-dev-${pods}`),
    ...['alertmanager', 'kube-state-metrics', 'prometheus'].map(pods => `monitoring-${pods}`),
  ])('TG-14 %s: five starts within the hour, and memory above 90 %% for five minutes', pods => {
    expect(alert(`${pods}-pods`, 'PodRestarts')?.expr).toMatch(/\[60m\].* > 4$/);
    expect(alert(`${pods}-pods`, 'PodMemory')?.expr).toMatch(/ > 0\.9$/);
    expect(alert(`${pods}-pods`, 'PodMemory')?.for).toBe('5m');
  });

  test('TG-14 no pod that runs until it is stopped is left out, at any hour', () => {
    const running = declared.flatMap(each => (each.type === 'workload' && each.runs === 'service' ? [each.name] : []));
    const restarts = declared.filter(
      (each): each is Declared<AlertDeclaration> => each.type === 'alert' && each.name === 'PodRestarts',
    );
    expect(restarts.map(({ labels }) => labels['service']).sort()).toEqual([...running].sort());
    expect(restarts.filter(({ hours: only }) => only)).toEqual([]);
  });

  test('TG-14 a node that is short of disk, on which PostgreSQL’s folder lies, is told of after ten minutes', () => {
    const pressure = alert('monitoring-nodes', 'NodePressure');
    expect([pressure?.expr, pressure?.for]).toEqual([
      'max by (namespace, node, condition) (kube_node_status_condition{namespace="monitoring",condition=~"DiskPressure|MemoryPressure",status="true"}) == 1',
      '10m',
    ]);
  });

  test('TG-14 a node that is not ready for five minutes', () => {
    expect(alert('monitoring-nodes', 'NodeNotReady')?.for).toBe('5m');
  });

  test.each([
    ['postgresql', ['StoreDown 3m', 'StoreConnections 5m']],
    ['redis', ['StoreDown 3m', 'StoreConnections 5m', 'StoreRefuses 0m', 'StoreMemory 10m']],
  ])('TG-14 %s that is down, or has few connections left, and whatever else it tells', (store, told) => {
    expect(rules(`tripgen-dev-${store}-store`).map(each => `${each.alert} ${each.for}`)).toEqual(told);
  });

  test('TG-14 connections of PostgreSQL are added up over its databases, and measured by those that it grants', () => {
    expect(alert('tripgen-dev-postgresql-store', 'StoreConnections')?.expr).toBe(
      'max by (namespace) (sum by (namespace, pod) (pg_stat_database_numbackends{namespace="tripgen-dev",job="postgresql-exporter"}) / 95) > 0.8',
    );
  });

  test('TG-16 a store is missed in the hours of its exporter, which sleeps like everything but PostgreSQL', () => {
    for (const store of ['postgresql', 'redis']) {
      const own = declared.find(each => each.type === 'schedule' && each.workload === `${store}-exporter`);
      expect(own?.type === 'schedule' && own.hours).toEqual(hours);
      const down = declared.find(
        (each): each is Declared<AlertDeclaration> =>
          each.type === 'alert' && each.name === 'StoreDown' && each.labels['service'] === store,
      );
      expect(down?.hours).toEqual({ ...hours, start: '08:10' });
      expect(down?.expr).toMatch(/ == 0 and on \(\) \(vector\(time\(\) \+ 32400\) % 86400 >= 29400 < 72000 /);
    }
  });

  test('TG-13 Slack, by an address that a person keeps in a Secret', () => {
    const text = JSON.stringify(file('alertmanager-settings', 'alertmanager.yaml'));
    expect(text).not.toMatch(/https?:\/\//);
    expect(text).toContain('"api_url_file":"/etc/alertmanager/secrets/SLACK_URL"');
    expect(declared.find(each => each.type === 'secret' && each.name === 'alertmanager-receivers')).toMatchObject({
      source: 'by-hand',
      namespace: 'monitoring',
      entries: [{ key: 'SLACK_URL' }],
    });
  });
});

/** The hours in which KEDA runs the pods. */
const schedules = declared.flatMap(each => (each.type === 'schedule' ? [each.hours] : []));
const hours = schedules[0] as OfficeHours;

describe('D-08 off-hours are no outage', () => {
  test.each(SERVICES)('D-08 %s: 95 %% of the requests in office hours, judged by four burn rates', service => {
    const level = declared.find(each => each.type === 'service-level' && each.service === service);
    expect(level).toMatchObject({ windowDays: 30, objectives: [{ slo: 'availability', budget: 0.05 }] });
    const burning = rules(`tripgen-dev-${service}`).filter(({ alert: name, labels }) => name && labels['slo']);
    expect(burning).toHaveLength(4);
  });

  test.each(SERVICES)(
    'D-08 %s: absence and promises are judged in the hours of its own schedule, UTC as PromQL has it',
    service => {
      const own = declared.find(each => each.type === 'schedule' && each.workload === service);
      expect(own?.type === 'schedule' && own.hours).toEqual({ ...hours, start: '08:00', end: '20:00' });
      const alerts = declared.filter(
        (each): each is Declared<AlertDeclaration> => each.type === 'alert' && each.labels['service'] === service,
      );
      const scheduledOnes = alerts.filter(each => each.labels['slo'] ?? /^Target/.test(each.name));
      expect(scheduledOnes).toHaveLength(6);
      for (const each of scheduledOnes) {
        expect(each.hours).toEqual({ ...hours, start: '08:10' });
        expect(each.expr).toMatch(
          / and on \(\) \(vector\(time\(\) \+ 32400\) % 86400 >= 29400 < 72000 and day_of_week\(vector\(time\(\) \+ 32400\)\) >= 1 <= 5\)$/,
        );
      }
      expect(alerts.filter(each => !scheduledOnes.includes(each)).map(({ name }) => name)).toEqual([
        'PodRestarts',
        'PodMemory',
      ]);
    },
  );

  test('D-08 nobody is told outside the hours, and the dead man’s switch is never muted', () => {
    const { route, time_intervals: intervals } = file('alertmanager-settings', 'alertmanager.yaml') as {
      route: { mute_time_intervals?: string[]; routes: { matchers?: string[]; mute_time_intervals?: string[] }[] };
      time_intervals: { name: string; time_intervals: object[] }[];
    };
    expect(route.mute_time_intervals).toBeUndefined(); // Alertmanager refuses it there
    expect(route.routes.map(each => [each.matchers?.[0], each.mute_time_intervals])).toEqual([
      ['alertname="Watchdog"', undefined],
      ['severity="critical"', ['off-hours']],
      ['severity="warning"', ['off-hours']],
      [undefined, ['off-hours']],
    ]);
    expect(intervals.map(({ name }) => name)).toEqual(['off-hours']);
  });

  test('D-08 all of it is one value: whoever changes the hours of the pods changes what is judged and told', () => {
    expect(new Set(schedules.map(each => JSON.stringify(each))).size).toBe(1);
    const { time_intervals: intervals } = file('alertmanager-settings', 'alertmanager.yaml') as {
      time_intervals: { time_intervals: object[] }[];
    };
    expect(intervals[0]?.time_intervals).toEqual(timesOutside(hours));
  });
});
