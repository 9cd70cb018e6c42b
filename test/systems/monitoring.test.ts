import { parse } from 'yaml';
import type { KubeObject, MonitorDeclaration, WorkloadDeclaration } from '../../src/model';
import { realModel } from '../real-model';
import { read } from '../constructs/read';
import { objectIn, WATCHED_BY_OPERATOR as watched } from './watched';

const model = realModel();

/** Alerts that the dashboard of the whole environment explains. */
const OF_ENVIRONMENT = [
  'BackupFailed',
  'BackupMissed',
  'DataInitFailed',
  'JobFailed',
  'NodeNotReady',
  'NodePressure',
  'NodeDisk',
  'NodeMemory',
  'NodeCpu',
];

/** Alerts on objects of add-ons, which belong to no system: that dashboard shows them, too. */
const OF_ADD_ONS =
  /^(Application|ArgoCd|Certificate(NotReady|NotRenewed|RunningOut)|ObjectsUnseen|Rollout(Aborted|Paused)|Secret(NotSynced|Stale))/;

/** Environments whose log lines stay in the cluster. */
const KEEPS_LOGS = ['memo-prod'];

/** Environments whose data stores Azure runs: their figures are in Azure Monitor. */
const ASKS_AZURE = ['tripgen-prod'];

/** Dashboards of each environment: of the whole, of each system, of each data store in the cluster. */
const DASHBOARDS: Readonly<Record<string, readonly string[]>> = {
  'fablink-prod': ['environment', 'fablink', 'logs', 'monitoring', 'traces'],
  learn: ['chaos', 'environment', 'logs', 'monitoring', 'security', 'shop', 'traces'],
  'memo-prod': [
    ...['environment', 'logs', 'logs-loki'],
    ...['memo', 'memo-kafka', 'memo-mariadb', 'memo-redis', 'memo-zookeeper', 'monitoring'],
  ],
  'tripgen-prod': [
    ...['environment', 'monitoring', 'tripgen'],
    ...['tripgen-psql-tripgen-prod', 'tripgen-redis-tripgen-prod', 'tripgen-sb-tripgen-prod'],
  ],
};

interface Alert {
  readonly alert?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const declared = <T extends 'monitor' | 'workload'>(environment: string, type: T) =>
  model.declarations.filter(
    (each): each is typeof each & (T extends 'monitor' ? MonitorDeclaration : WorkloadDeclaration) =>
      each.type === type && each.environment === environment,
  );

describe.each(watched)('ALL-02 what watches %s', environment => {
  const prometheus = objectIn(environment, 'Prometheus', 'monitoring');

  test('keeps samples for longer than the 30 days of a service level', () => {
    expect(read(prometheus, 'spec.retention')).toBe('35d');
  });

  test('reads what carries our label in every namespace, of every kind', () => {
    for (const kind of ['podMonitor', 'serviceMonitor', 'probe', 'scrapeConfig', 'rule']) {
      expect(read(prometheus, `spec.${kind}Selector`)).toEqual({
        matchLabels: { 'app.kubernetes.io/managed-by': 'garam' },
      });
      expect(read(prometheus, `spec.${kind}NamespaceSelector`)).toEqual({});
    }
  });

  test('names the environment on every alert', () => {
    expect(read(prometheus, 'spec.externalLabels')).toEqual({ environment });
  });

  test.each(['Prometheus', 'Alertmanager'])('%s runs as Pod Security `restricted` wants it', kind => {
    expect(read(objectIn(environment, kind, 'monitoring'), 'spec.securityContext')).toEqual({
      runAsNonRoot: true,
      runAsUser: 65534,
      runAsGroup: 65534,
      fsGroup: 65534,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('every monitor is among the calls of Prometheus, and the policy of its pods lets Prometheus in', () => {
    const calls = declared(environment, 'workload').find(({ name }) => name === 'prometheus')?.calls ?? [];
    const monitors = declared(environment, 'monitor');
    expect(monitors.length).toBeGreaterThan(2);
    for (const { endpoint } of monitors) {
      expect(calls).toContainEqual(endpoint);
      if (endpoint.type === 'outside') continue; // nodes have no policies
      const ingress = read(
        model.manifests.find(
          each =>
            each.environment === environment &&
            each.object.kind === 'NetworkPolicy' &&
            each.object.metadata.name === endpoint.service &&
            each.object.metadata.namespace === endpoint.namespace,
        )?.object as KubeObject,
        'spec.ingress',
      ) as { from: { podSelector?: { matchLabels: Record<string, string> } }[]; ports: { port: number }[] }[];
      const rule = ingress.find(({ ports }) => ports.some(({ port }) => port === endpoint.port));
      expect(rule?.from.map(({ podSelector }) => podSelector?.matchLabels['app.kubernetes.io/name'])).toContain(
        'prometheus',
      );
    }
  });

  test('the Watchdog calls a dead man’s switch, whose address is a file of the Secret', () => {
    const secret = objectIn(environment, 'ExternalSecret', 'alertmanager-configuration');
    const { receivers } = parse(read(secret, 'spec.target.template.data.alertmanager\\.yaml') as string) as {
      receivers: { name: string }[];
    };
    expect(receivers.at(-1)).toEqual({
      name: 'heartbeat',
      webhook_configs: [
        { url_file: '/etc/alertmanager/secrets/alertmanager-configuration/HEARTBEAT_URL', send_resolved: false },
      ],
    });
    expect(read(secret, 'spec.data')).toContainEqual(expect.objectContaining({ secretKey: 'HEARTBEAT_URL' }));
  });

  test('no secret stands in the configuration of Alertmanager, and no brace that External Secrets would fill in', () => {
    const secret = objectIn(environment, 'ExternalSecret', 'alertmanager-configuration');
    const text = read(secret, 'spec.target.template.data.alertmanager\\.yaml') as string;
    expect(text).not.toMatch(/\{\{|_key:|api_url:|password:/);
    expect(Object.keys(parse(text) as object)).toEqual(['global', 'templates', 'route', 'inhibit_rules', 'receivers']);
  });
});

describe.each(watched)('ALL-02, FP-11, LP-10, MM-08 what shows %s', environment => {
  const pods = read(objectIn(environment, 'Deployment', 'grafana'), 'spec.template.spec') as {
    containers: { env: { name: string; value?: string; valueFrom?: object }[]; securityContext: object }[];
    volumes: { name: string; projected?: { sources: { configMap: { name: string } }[] } }[];
  };
  const variable = (name: string) => pods.containers[0]?.env.find(each => each.name === name);

  test('has a dashboard of the environment, of each system and of each data store in the cluster and in Azure, and Grafana reads each', () => {
    const uids = model.manifests
      .filter(({ environment: at, object }) => at === environment && object.metadata.name.startsWith('dashboard-'))
      .map(({ object }) => object.metadata.name)
      .sort();
    const mounted = pods.volumes.flatMap(({ projected }) => projected?.sources ?? []);
    expect(mounted.map(({ configMap }) => configMap.name)).toEqual(uids);
    expect(uids).toEqual(DASHBOARDS[environment]?.map(name => `dashboard-${environment}-${name}`));
  });

  test('lets nobody in without the password, which stands outside git', () => {
    expect(variable('GF_AUTH_ANONYMOUS_ENABLED')?.value).toBe('false');
    for (const name of ['GF_SECURITY_ADMIN_PASSWORD', 'GF_SECURITY_SECRET_KEY'])
      expect(variable(name)?.valueFrom).toMatchObject({ secretKeyRef: { name: 'grafana-secrets' } });
    expect(objectIn(environment, 'ExternalSecret', 'grafana-secrets')).toBeDefined();
  });

  test('calls Prometheus, the resolver, what keeps log lines and Azure where it has figures, and sends nothing home', () => {
    const egress = read(objectIn(environment, 'NetworkPolicy', 'grafana'), 'spec.egress') as {
      to: { podSelector?: { matchLabels: Record<string, string> }; ipBlock?: object }[];
    }[];
    expect(egress.flatMap(({ to }) => to.map(each => Object.values(each.podSelector?.matchLabels ?? each)))).toEqual([
      ['kube-dns'],
      ['monitoring', 'prometheus'],
      ...(KEEPS_LOGS.includes(environment) ? [['logs', 'loki']] : []),
      ...(ASKS_AZURE.includes(environment) ? [[expect.objectContaining({ cidr: '0.0.0.0/0' })]] : []),
    ]);
    for (const name of ['CHECK_FOR_UPDATES', 'CHECK_FOR_PLUGIN_UPDATES', 'REPORTING_ENABLED'])
      expect(variable(`GF_ANALYTICS_${name}`)?.value).toBe('false');
    expect(variable('GF_PLUGINS_PREINSTALL_DISABLED')?.value).toBe('true');
  });

  test('asks the Prometheus of the environment, by the name that every panel uses', () => {
    const files = read(objectIn(environment, 'ConfigMap', 'grafana-data-source'), 'data.prometheus\\.yaml') as string;
    expect(parse(files)).toMatchObject({
      datasources: [{ uid: 'prometheus', url: 'http://prometheus.monitoring.svc.cluster.local:9090', editable: false }],
    });
    const used = model.manifests
      .filter(({ environment: at, object }) => at === environment && object.metadata.name.startsWith('dashboard-'))
      .flatMap(({ object }) => JSON.stringify(object).match(/\\"datasource\\": \{[^}]*\}/g) ?? []);
    expect(used.length).toBeGreaterThan(10);
    const known = [
      'prometheus',
      ...(KEEPS_LOGS.includes(environment) ? ['loki'] : []),
      ...(ASKS_AZURE.includes(environment) ? ['azure-monitor'] : []),
    ];
    const name = (each: string) => /uid\\": \\"([\w-]+)/.exec(each)?.[1];
    expect([...new Set(used.map(name))].sort()).toEqual(known.sort());
  });

  test('writes nowhere but into folders that go with the pod', () => {
    expect(pods.containers[0]?.securityContext).toMatchObject({ readOnlyRootFilesystem: true });
    expect(pods.volumes.filter(({ name }) => /tmp|var-lib/.test(name))).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'var-lib-grafana', emptyDir: { sizeLimit: '256Mi' } },
    ]);
  });

  test('every alert leads to the dashboard of its system, and that of nodes, Jobs and backups to the one that shows them', () => {
    const alerts = model.manifests
      .filter(({ environment: at, object }) => at === environment && object.kind === 'PrometheusRule')
      .flatMap(({ object }) => (read(object, 'spec.groups') as { rules: Alert[] }[]).flatMap(({ rules }) => rules))
      .filter(({ alert }) => alert !== undefined);
    expect(alerts.length).toBeGreaterThan(5);
    for (const { alert, labels, annotations } of alerts) {
      const name =
        OF_ENVIRONMENT.includes(alert ?? '') || OF_ADD_ONS.test(alert ?? '') ? 'environment' : labels['system'];
      expect(annotations['dashboard_url']).toBe(`http://localhost:3000/d/${environment}-${name}`);
    }
  });
});

test('an environment that the operator does not watch has none of its kinds', () => {
  const kinds = ['PodMonitor', 'Probe', 'PrometheusRule', 'Prometheus', 'Alertmanager'];
  const stray = model.manifests.filter(
    ({ environment, object }) => kinds.includes(object.kind) && !watched.includes(environment),
  );
  expect(stray.map(({ path }) => path)).toEqual([]);
});
