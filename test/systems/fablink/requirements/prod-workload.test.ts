import { read } from '../../../constructs/read';
import { annotationsOf, groupOf, namesOf, prod } from './output';

const CONTAINER = 'spec.template.spec.containers.0';
const ALB = 'alb\\.ingress\\.kubernetes\\.io';
const value = (kindAndName: string, path: string) => prod.value(kindAndName, path);
const workload = (path: string) => value('Rollout/fablink-backend', path);
const ingress = (annotation: string) => value('Ingress/fablink-backend', `metadata.annotations.${ALB}/${annotation}`);

interface Pod {
  readonly serviceAccountName: string;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly containers: readonly { readonly securityContext: object }[];
}

/** Pods that the environment makes: of services and of jobs. */
const pods = () =>
  [
    ...['Deployment', 'StatefulSet', 'DaemonSet'].flatMap(kind => prod.all(kind, 'apps')),
    ...prod.all('Rollout'),
    ...prod.all('Job'),
    ...prod.all('CronJob'),
  ].map(each => (read(each, 'spec.jobTemplate.spec.template.spec') ?? read(each, 'spec.template.spec')) as Pod);

test('FP-01 namespace fablink-prod enforces the Pod Security Standard restricted', () => {
  expect(namesOf(prod.all('Namespace'))).toEqual(['Namespace/fablink-prod']);
  expect(prod.object('Namespace/fablink-prod').metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'restricted',
  });
  expect(value('ConfigMap/fablink-backend-config-*', 'data.ALLOWED_HOSTS')).toContain('api.fablink.com');
  expect(prod.place.cluster.name).toBe('fablink-cluster-prod');
});

test('FP-01 every pod is one that restricted admits: no root, no privileges, no capabilities', () => {
  expect(pods().length).toBeGreaterThan(1);
  for (const pod of pods()) {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    for (const { securityContext } of pod.containers) {
      expect(securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
    }
  }
});

test('FP-02 the Service is ClusterIP, and the load balancer sends to pods by their IP', () => {
  expect(value('Service/fablink-backend', 'spec.type')).toBe('ClusterIP');
  expect(ingress('target-type')).toBe('ip');
});

test('FP-02, D-14 an internal ALB stands behind an internet-facing, cross-zone load balancer tagged fablink-prod-nlb', () => {
  expect(ingress('scheme')).toBe('internal');
  expect(ingress('enable-frontend-nlb')).toBe('true');
  expect(ingress('frontend-nlb-scheme')).toBe('internet-facing');
  expect(String(ingress('frontend-nlb-attributes')).split(',')).toContain('load_balancing.cross_zone.enabled=true');
  expect(String(ingress('frontend-nlb-tags')).split(',')).toContain('Name=fablink-prod-nlb');
});

test('FP-02 both load balancers have three subnets and a health check', () => {
  for (const subnets of ['subnets', 'frontend-nlb-subnets']) {
    expect(new Set(String(ingress(subnets)).split(',')).size).toBe(3);
  }
  expect(ingress('healthcheck-path')).toBe('/health/');
  expect(ingress('frontend-nlb-healthcheck-path')).toBe('/health/');
});

test('FP-02 the load balancer stands in ap-northeast-2a, 2b and 2d', () => {
  expect(prod.contract('load-balancer-fablink-prod-nlb').expect).toContain(
    'ap-northeast-2a,ap-northeast-2b,ap-northeast-2d',
  );
});

test('D-14 the VPC link targets the network load balancer, whose ARN is assumed until the first sync', () => {
  const arns = value('VPCLink/fablink-prod-api-link', 'spec.targetARNs') as string[];
  expect(arns).toHaveLength(1);
  expect(arns[0]).toMatch(/^arn:aws:elasticloadbalancing:ap-northeast-2:853963783084:loadbalancer\/net\//);
  expect(prod.place.assumed.map(fact => fact.value)).toContain(arns[0]);
});

test('FP-03 a pod requests 500m and 1Gi, and is limited to 1000m and 2Gi', () => {
  expect(workload(`${CONTAINER}.resources`)).toEqual({
    requests: { cpu: '500m', memory: '1Gi' },
    limits: { cpu: '1000m', memory: '2Gi' },
  });
});

test('FP-04 3 to 20 pods, scaled at 60 % of CPU and 70 % of memory', () => {
  const spec = value('HorizontalPodAutoscaler/fablink-backend', 'spec');
  expect(spec).toMatchObject({ minReplicas: 3, maxReplicas: 20, scaleTargetRef: { name: 'fablink-backend' } });
  const metrics = value('HorizontalPodAutoscaler/fablink-backend', 'spec.metrics') as { resource: object }[];
  expect(metrics.map(metric => metric.resource)).toEqual([
    { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } },
    { name: 'memory', target: { type: 'Utilization', averageUtilization: 70 } },
  ]);
  expect(workload('spec.replicas')).toBeUndefined();
});

test('FP-04 the autoscaler has something to read: metrics-server is an add-on', () => {
  expect(prod.object('Application/metrics-server').kind).toBe('Application');
});

test('FP-04 at least 2 pods stay through any voluntary disruption', () => {
  expect(value('PodDisruptionBudget/fablink-backend', 'spec.minAvailable')).toBe(2);
  expect(value('PodDisruptionBudget/fablink-backend', 'spec.selector')).toEqual(workload('spec.selector'));
});

test('FP-04 pods spread over zones, strictly, and over nodes', () => {
  const spread = workload('spec.template.spec.topologySpreadConstraints') as object[];
  expect(spread).toMatchObject([
    { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' },
    { topologyKey: 'kubernetes.io/hostname', maxSkew: 1 },
  ]);
  for (const constraint of spread) expect(constraint).toMatchObject({ labelSelector: workload('spec.selector') });
});

test.each([
  ['livenessProbe', '/health/'],
  ['readinessProbe', '/ready/'],
  ['startupProbe', '/startup/'],
])('FP-05 the %s asks %s after 60 s, every 15 s, for 5 s, and fails at the second time', (probe, path) => {
  expect(workload(`${CONTAINER}.${probe}`)).toMatchObject({
    httpGet: { path },
    initialDelaySeconds: 60,
    periodSeconds: 15,
    timeoutSeconds: 5,
    failureThreshold: 2,
  });
});

test('FP-06 the namespace is isolated: what no policy allows is denied both ways', () => {
  expect(value('NetworkPolicy/default-deny', 'spec')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
});

test('FP-06 every workload has a policy of its own with explicit ingress and egress', () => {
  const policies = prod.all('NetworkPolicy').map(each => read(each, 'spec.podSelector.matchLabels'));
  const workloads = prod.declared('workload');
  expect(workloads.length).toBeGreaterThan(1);
  for (const each of workloads) expect(policies).toContainEqual(each.selector);
});

test('FP-06 only the backend and its migration reach the database, and nothing comes in but from load balancers', () => {
  const toDatabase = prod
    .all('NetworkPolicy')
    .filter(each => JSON.stringify(read(each, 'spec.egress') ?? []).includes('5432'));
  expect(namesOf(toDatabase)).toEqual(['NetworkPolicy/fablink-backend', 'NetworkPolicy/fablink-backend-migrate']);
  expect(prod.contract('fablink-prod-aurora-firewall').expect.split(/\s+/)).toEqual(['5432', '5432', '1', '0']);
});

test('FP-07 each application has a ServiceAccount of its own, and no pod holds a token of the API server', () => {
  const accounts = pods().map(pod => pod.serviceAccountName);
  expect(new Set(accounts).size).toBe(accounts.length);
  expect(accounts).not.toContain('default');
  for (const pod of pods()) expect(pod.automountServiceAccountToken).toBe(false);
  expect(prod.all('ClusterRoleBinding')).toEqual([]);
});

test('FP-07 each role belongs to one ServiceAccount, is bounded, and grants no action by wildcard', () => {
  const roles = prod
    .all('Role', 'iam.services.k8s.aws')
    .filter(each => read(each, 'spec.inlinePolicies') !== undefined);
  expect(roles.length).toBeGreaterThan(2);
  for (const role of roles) {
    const { name } = role.metadata;
    expect(read(role, 'spec.permissionsBoundary')).toBe(`arn:aws:iam::853963783084:policy/${name}-boundary`);
    const grants = prod.document(`Role/${name}`, 'spec.inlinePolicies.grants') as { Statement: { Action: string[] }[] };
    expect(grants.Statement.flatMap(each => each.Action).filter(action => action.includes('*'))).toEqual([]);
  }
});

test('FP-07, D-09 pods have a role by IRSA and no key of AWS', () => {
  expect(annotationsOf(prod.object('ServiceAccount/fablink-backend'))['eks.amazonaws.com/role-arn']).toBe(
    'arn:aws:iam::853963783084:role/fablink-prod-backend',
  );
  const text = prod.manifests().map(manifest => manifest.text);
  expect(text.filter(each => /AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)/.test(each))).toEqual([]);
  expect(prod.all('Secret')).toEqual([]);
});

test('FP-11 the backend logs JSON from INFO up', () => {
  expect(value('ConfigMap/fablink-backend-config-*', 'data')).toMatchObject({ LOG_LEVEL: 'INFO', LOG_FORMAT: 'json' });
});

test('FP-17 the connections of two versions of 20 pods and of the migration fit what the database grants, and pass 100', () => {
  const [backend] = prod.declared('connection-pool').filter(({ workload }) => workload === 'fablink-backend');
  expect(backend?.mostPods).toBe(40);
  const [budget] = prod.declared('connection-budget');
  const connections = prod.declared('connection-pool').map(pool => pool.mostPods * pool.workers * pool.connections);
  const sum = connections.reduce((total, each) => total + each, 0);
  expect(sum).toBeGreaterThanOrEqual(100);
  expect(sum).toBeLessThanOrEqual(Number(budget?.connections));
});

test('D-20 everything that the design names is synthesised, without a cluster to sync to', () => {
  const groups = new Set(prod.manifests().map(({ object }) => groupOf(object)));
  for (const group of ['rds', 'dynamodb', 'apigateway', 'kms', 'iam', 'acm', 'wafv2', 'cloudwatchlogs']) {
    expect(groups).toContain(`${group}.services.k8s.aws`);
  }
  expect(prod.place.live).toBe(false);
});
