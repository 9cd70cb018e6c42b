import type { Declared, KubeObject, ServiceLevelDeclaration, WorkloadDeclaration } from '../../../../src/model';
import { budgetsOf } from '../../../../src/gates/capacity/budget';
import { read } from '../../../constructs/read';
import { named, realModel } from '../../../real-model';
import { WatchedByFiles } from '../../watched-by-files';

const model = realModel();
const watched = new WatchedByFiles('fablink-dev');
const declared = model.declarations.filter(({ environment }) => environment === 'fablink-dev');

/** File of the rules of the one service. */
const BACKEND = 'fablink-dev-fablink-backend';

/** An object of fablink-dev, in whatever namespace. */
function found(kindAndName: string): KubeObject {
  const manifest = model.manifests.find(named('fablink-dev', kindAndName));
  if (!manifest) throw new Error(`fablink-dev has no ${kindAndName}`);
  return manifest.object;
}

describe('FD-12 what development promises', () => {
  test('FD-12 95 % of the requests of 30 days well answered, 95 % within a second, at 20 requests and more', () => {
    const levels = declared.filter((each): each is Declared<ServiceLevelDeclaration> => each.type === 'service-level');
    expect(levels).toEqual([
      expect.objectContaining({
        service: 'fablink-backend',
        windowDays: 30,
        objectives: [
          { slo: 'availability', budget: 0.05 },
          { slo: 'latency-p95', budget: 0.05 },
        ],
        requirements: ['FD-12'],
      }),
    ]);
    const burns = watched.rules(BACKEND).filter(({ alert }) => alert?.startsWith('ErrorBudget'));
    for (const { expr } of burns) expect(expr).toMatch(/ slo:requests:increase\w+\{[^}]*\} >= 20$/);
    const slow = watched.rules(BACKEND).filter(({ labels, alert }) => !alert && labels['slo'] === 'latency-p95');
    expect(slow.length).toBeGreaterThan(0);
    for (const { expr } of slow) expect(expr).toContain('le=~"1(\\\\.0)?"');
  });

  test('FD-12 alerts on the error budget fire at shares that requests can reach, and long before the month is lost', () => {
    const burns = watched.rules(BACKEND).filter(({ alert }) => alert?.startsWith('ErrorBudget'));
    expect(
      burns.map(({ alert, labels, expr }) => [
        alert,
        labels['slo'],
        labels['window'],
        /> ([\d.]+) and/.exec(expr)?.[1],
      ]),
    ).toEqual(
      ['availability', 'latency-p95'].flatMap(slo => [
        ['ErrorBudgetBurn', slo, '1h', '0.72'],
        ['ErrorBudgetBurn', slo, '6h', '0.3'],
        ['ErrorBudgetLeak', slo, '1d', '0.15'],
        ['ErrorBudgetLeak', slo, '3d', '0.05'],
      ]),
    );
  });

  test('FD-12 a backend that Prometheus does not see is told of, since no promise is judged then', () => {
    expect(watched.alert(BACKEND, 'TargetsMissing')?.for).toBe('5m');
    expect(watched.alert(BACKEND, 'TargetDown')?.for).toBe('10m');
  });
});

describe('FD-12 what watches development', () => {
  test('FD-12 is one small pod of each server, of the same version as in production, beside kube-state-metrics', () => {
    const inProd = (kind: string): unknown => {
      const manifest = model.manifests.find(named('fablink-prod', `${kind}/monitoring`));
      return read(manifest?.object as KubeObject, 'spec.image');
    };
    expect(watched.image('StatefulSet', 'prometheus')).toBe(inProd('Prometheus'));
    expect(watched.image('Deployment', 'alertmanager')).toBe(inProd('Alertmanager'));
    const pods = [watched.pod('StatefulSet', 'prometheus'), watched.pod('Deployment', 'alertmanager')];
    expect(pods.flatMap(({ containers }) => containers.map(({ resources }) => resources.requests))).toEqual([
      { cpu: '100m', memory: '256Mi' },
      { cpu: '20m', memory: '64Mi' },
    ]);
    const servers = [watched.object('StatefulSet', 'prometheus'), watched.object('Deployment', 'alertmanager')];
    expect(servers.map(each => read(each, 'spec.replicas'))).toEqual([1, 1]);
    expect(watched.image('Deployment', 'kube-state-metrics')).toMatch(/^registry\.k8s\.io\/kube-state-metrics\//);
  });

  test('FD-12 needs none of the operator’s kinds, so that kubectl apply -k stays enough, and no alert leads to a Grafana', () => {
    const all = model.manifests.filter(({ environment }) => environment === 'fablink-dev').map(({ object }) => object);
    expect(all.filter(({ apiVersion }) => apiVersion.startsWith('monitoring.coreos.com/'))).toEqual([]);
    expect(all.filter(({ metadata }) => metadata.name === 'grafana')).toEqual([]);
    expect(JSON.stringify(watched.file('prometheus-rules', `${BACKEND}.yaml`))).not.toContain('dashboard_url');
  });

  test('FD-12 keeps samples for longer than the 30 days of a promise, on a disk of EBS that its cluster can make', () => {
    expect(watched.pod('StatefulSet', 'prometheus').containers[0]?.command).toContain(
      '--storage.tsdb.retention.time=35d',
    );
    const claims = read(watched.object('StatefulSet', 'prometheus'), 'spec.volumeClaimTemplates') as {
      spec: { storageClassName: string };
    }[];
    expect(claims.map(({ spec }) => spec.storageClassName)).toEqual(['ebs-gp3']);
    expect(read(found('StorageClass/ebs-gp3'), 'provisioner')).toBe('ebs.csi.aws.com');
    const values = read(found('Application/aws-ebs-csi-driver'), 'spec.source.helm.valuesObject');
    expect(values).toMatchObject({ controller: { replicaCount: 1 } });
  });

  test('FD-12 leaves pods free on the two nodes, beside the six that EKS itself runs there', () => {
    const [pool] = budgetsOf(model).flatMap(({ environment, pools }) => (environment === 'fablink-dev' ? pools : []));
    const EKS_OWN = 2 * ['aws-node', 'kube-proxy'].length + ['coredns', 'coredns'].length;
    expect(pool?.left.pods).toBeGreaterThanOrEqual(EKS_OWN);
  });

  test('FD-12 reads the backend and what watches it, and is let in by the policies of both sides', () => {
    const { scrape_configs: jobs } = watched.file('prometheus-settings', 'prometheus.yaml') as {
      scrape_configs: { job_name: string }[];
    };
    expect(jobs.map(({ job_name: name }) => name).filter(name => name.includes('/'))).toEqual([
      'fablink-dev/fablink-backend',
      'monitoring/alertmanager',
      'monitoring/kube-state-metrics',
      'monitoring/prometheus',
    ]);
    const prometheus = declared.find(
      (each): each is Declared<WorkloadDeclaration> => each.type === 'workload' && each.name === 'prometheus',
    );
    for (const each of declared) if (each.type === 'monitor') expect(prometheus?.calls).toContainEqual(each.endpoint);
    const letIn = read(found('NetworkPolicy/fablink-backend'), 'spec.ingress') as { from: object[]; ports: object[] }[];
    expect(letIn.map(({ ports }) => ports)).toEqual([[{ port: 8000, protocol: 'TCP' }]]);
    expect(letIn.flatMap(({ from }) => from)).toContainEqual({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
      podSelector: {
        matchLabels: { 'app.kubernetes.io/instance': 'monitoring', 'app.kubernetes.io/name': 'prometheus' },
      },
    });
  });

  test('FD-12 reaches the API server at the cluster IP and in the VPC, where EKS answers pods, and kubelets by address', () => {
    const { network } = model.environments.find(({ name }) => name === 'fablink-dev')?.cluster ?? {};
    const { vpcCidr, nodeCidrs } = network as unknown as Record<string, { value: string & readonly string[] }>;
    const blocks = (port: number): unknown => {
      const egress = read(watched.object('NetworkPolicy', 'prometheus'), 'spec.egress') as {
        to: { ipBlock?: { cidr: string } }[];
        ports: { port: number }[];
      }[];
      return egress.filter(({ ports }) => ports.some(each => each.port === port)).flatMap(({ to }) => to);
    };
    expect(blocks(443)).toEqual([{ ipBlock: { cidr: '172.20.0.0/16' } }, { ipBlock: { cidr: vpcCidr?.value } }]);
    expect(blocks(10250)).toEqual(nodeCidrs?.value.map(cidr => ({ ipBlock: { cidr } })));
  });
});

describe('FD-12 who is told', () => {
  test('FD-12 whatever the severity, at every hour: the channel in which Argo CD tells of syncs', () => {
    const { receivers, time_intervals: intervals } = watched.file('alertmanager-settings', 'alertmanager.yaml') as {
      receivers: { name: string; slack_configs?: { channel: string }[] }[];
      time_intervals?: object;
    };
    expect(receivers.map(({ name, slack_configs: slack }) => [name, slack?.map(({ channel }) => channel)])).toEqual([
      ['critical', ['#fablink-dev']],
      ['warning', ['#fablink-dev']],
      ['info', ['#fablink-dev']],
      ['nobody', undefined],
    ]);
    expect(intervals).toBeUndefined();
    const notifications = read(found('Application/argocd'), 'spec.source.helm.valuesObject.notifications');
    expect(JSON.stringify(notifications)).toContain('slack:fablink-dev');
  });

  test('FD-03 its address comes from Secrets Manager, by a role that reads this one entry and nothing of a Grafana', () => {
    expect(JSON.stringify(watched.file('alertmanager-settings', 'alertmanager.yaml'))).not.toMatch(/https?:\/\//);
    expect(read(watched.object('ExternalSecret', 'alertmanager-receivers'), 'spec.data')).toEqual([
      { secretKey: 'SLACK_URL', remoteRef: { key: 'fablink/dev/monitoring', property: 'slack_url' } },
    ]);
    expect(watched.pod('Deployment', 'alertmanager').volumes).toContainEqual({
      name: expect.any(String),
      secret: expect.objectContaining({ secretName: 'alertmanager-receivers' }),
    });
    const grants = read(found('Role/fablink-dev-monitoring-secrets'), 'spec.inlinePolicies.grants');
    const { Statement: statements } = JSON.parse(String(grants)) as { Statement: { Resource: string[] }[] };
    expect(statements.flatMap(({ Resource }) => Resource)).toEqual([
      'arn:aws:secretsmanager:ap-northeast-2:853963783084:secret:fablink/dev/monitoring-??????',
    ]);
  });
});
