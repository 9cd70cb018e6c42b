import { matrixJson, networkIn } from '../../../../src/views/net';
import { panelsIn } from '../../../dashboard-panels';
import { realModel } from '../../../real-model';
import { eks, everyOnEks, namesOf } from './output';

/** Every open connection of the shop's two namespaces but those to the resolver, as `garam net learn` tells it. */
function connections(): string[] {
  const own = ['frontend', 'backend'];
  return matrixJson(networkIn(realModel(), 'learn'))
    .filter(({ from, to }) => own.includes(from.namespace ?? '') || own.includes(to.namespace ?? ''))
    .filter(({ to }) => to.namespace !== 'kube-system')
    .map(({ from, to, ports }) => `${from.namespace ?? from.addresses}/${from.name} → ${to.name} ${ports}`)
    .sort();
}

const JOBS = ['catalog', 'order'].flatMap(name => ['schema', 'data', 'validation'].map(step => `${name}-${step}`));

test('LP-01 on EKS only the document’s calls are open: to RDS and ElastiCache by their subnets, to S3 for main alone', () => {
  const open = [...new Set(connections())].filter(each => !/\/prometheus( without \S+)? → |load-balancer/.test(each));
  expect(open).toEqual(
    [
      'frontend/frontend → main 3000/TCP',
      // LP-17
      ...['normal', 'spike', 'endurance'].map(kind => `frontend/load-test-${kind} → frontend 8080/TCP`),
      // LP-12
      ...['main', 'catalog', 'order'].map(name => `backend/${name} → otel-collector 4318/TCP`),
      'backend/main → catalog 8000/TCP',
      'backend/main → order 8080/TCP',
      'backend/main → internet 443/TCP',
      // Ranges reserved for documentation are no private ones, which are left out of the internet.
      ...['nodes', 'vpc'].map(name => `backend/main → ${name} 443/TCP`),
      'backend/main → learn-shop-db 443/TCP, 6379/TCP',
      ...['catalog', 'order'].map(name => `backend/${name} → learn-shop-db 5432/TCP, 6379/TCP`),
      ...JOBS.map(name => `backend/${name} → learn-shop-db 5432/TCP`),
      // LP-19
      'security/zap-baseline → frontend 8080/TCP',
    ].sort(),
  );
});

test('LP-01 from outside the load balancer reaches the front end, and nobody reaches anything else', () => {
  const outside = connections().filter(each => !/^(frontend|backend|monitoring|security)\//.test(each));
  expect(outside.length).toBeGreaterThan(0);
  for (const each of outside) expect(each).toMatch(/load-balancers → frontend 8080\/TCP$/);
});

test('LP-01, LP-22 the load balancer stands on the internet, speaks TLS, and leads to the front end’s pods alone', () => {
  expect(namesOf(eks.all('Ingress'))).toEqual(['Ingress/frontend']);
  const annotation = (name: string) =>
    eks.value('Ingress/frontend', `metadata.annotations.alb\\.ingress\\.kubernetes\\.io/${name}`);
  expect(annotation('scheme')).toBe('internet-facing');
  expect(annotation('target-type')).toBe('ip');
  expect(annotation('ssl-redirect')).toBe('443');
  expect(annotation('certificate-arn')).toMatch(/^arn:aws:acm:ap-northeast-2:/);
  expect(String(annotation('subnets')).split(',')).toHaveLength(3);
  expect(eks.value('Namespace/frontend', 'metadata.labels.elbv2\\.k8s\\.aws/pod-readiness-gate-inject')).toBe(
    'enabled',
  );
});

test('LP-22 External DNS writes the shop’s name into the zone that a contract wants', () => {
  const values = eks.value('Application/external-dns', 'spec.source.helm.valuesObject') as Record<string, unknown>;
  const [zone] = values['domainFilters'] as string[];
  expect(String(eks.value('Ingress/frontend', 'spec.rules.0.host'))).toMatch(new RegExp(`\\.${zone}$`));
  expect(values).toMatchObject({ sources: ['ingress'], policy: 'sync', txtOwnerId: 'learn' });
  expect(eks.contract('shop-zone').statement).toContain(zone);
});

/** Namespaces of what collects logs, traces and figures of nodes. */
const COLLECTORS = ['logging', 'node-metrics', 'tracing'];

test('LP-01 the document’s five namespaces are there, each closed, and restricted but for those of Chaos Mesh and Falco', () => {
  // The collectors of logs, traces and figures of nodes have namespaces beside them, and so have the labs.
  const ofDocument = everyOnEks('Namespace').filter(({ metadata }) => ![...COLLECTORS, 'labs'].includes(metadata.name));
  expect(namesOf(ofDocument)).toEqual(
    ['backend', 'chaos', 'frontend', 'monitoring', 'security'].map(name => `Namespace/${name}`),
  );
  for (const { metadata } of ofDocument)
    expect([metadata.name, metadata.labels?.['pod-security.kubernetes.io/enforce']]).toEqual([
      metadata.name,
      ['chaos', 'security'].includes(metadata.name) ? 'privileged' : 'restricted',
    ]);
  const closed = everyOnEks('NetworkPolicy').filter(({ metadata }) => metadata.name === 'default-deny');
  expect(closed.map(({ metadata }) => metadata.namespace).sort()).toEqual([
    'backend',
    'chaos',
    'frontend',
    'labs',
    'logging',
    'monitoring',
    'node-metrics',
    'security',
    'tracing',
  ]);
});

test('LP-10 Prometheus reads every service of the shop, asks Alertmanager to tell, and Slack is told', () => {
  const monitored = everyOnEks('PodMonitor').flatMap(({ metadata }) =>
    ['monitoring', 'security', ...COLLECTORS].includes(metadata.namespace ?? '') ? [] : metadata.name,
  );
  expect(monitored.sort()).toEqual(['catalog', 'frontend', 'main', 'order']);
  const readers = matrixJson(networkIn(realModel(), 'learn'))
    .filter(({ from, to }) => from.name === 'prometheus' && ['frontend', 'backend'].includes(to.namespace ?? ''))
    .map(({ to, ports }) => `${to.name} ${ports}`);
  expect([...new Set(readers)].sort()).toEqual([
    'catalog 8000/TCP',
    'frontend 4040/TCP',
    'main 3000/TCP',
    'order 8080/TCP',
  ]);
  expect(JSON.stringify(everyOnEks('Prometheus')[0]?.spec)).toContain('alertmanager');
  expect(JSON.stringify(everyOnEks('ExternalSecret').map(({ spec }) => spec))).toContain('#learn');
});

test('LP-10, LP-11 Grafana shows the shop in Korean: each of its four services in every panel of requests', () => {
  const ofServices = panelsIn('learn', 'shop').filter(
    ({ queries }) => !queries.some(query => query.includes('probe_')),
  );
  const requests = ofServices.filter(({ unit }) => unit === 'reqps' || unit === 's');
  expect(requests.map(({ title }) => title)).toEqual([
    '초당 요청',
    ...['50', '95', '99'].map(share => `요청의 ${share} %가 응답받는 시간`),
  ]);
  for (const { queries } of requests)
    expect(queries.map(query => /job="(\w+)"/.exec(query)?.[1]).sort()).toEqual([
      'catalog',
      'frontend',
      'main',
      'order',
    ]);
});

test('LP-10 node-exporter tells of every node, and has neither its network nor its processes', () => {
  const [agent] = everyOnEks('DaemonSet').filter(({ metadata }) => metadata.name === 'node-exporter');
  const pod = (agent?.spec as { template: { spec: Record<string, unknown> } }).template.spec;
  expect(pod).toMatchObject({ tolerations: [{ operator: 'Exists' }], securityContext: { runAsUser: 65534 } });
  for (const shared of ['hostNetwork', 'hostPID', 'hostIPC', 'nodeSelector']) expect(pod[shared]).toBeUndefined();
  const readers = matrixJson(networkIn(realModel(), 'learn')).filter(({ to }) => to.name === 'node-exporter');
  const open = readers.map(({ from, ports }) => `${from.name.split(' ')[0]} ${ports}`);
  expect([...new Set(open)]).toEqual(['prometheus 9100/TCP']);
});

test('LP-10 a node that fills up is told, and the environment’s dashboard shows all of them', () => {
  const told = everyOnEks('PrometheusRule').flatMap(({ spec }) =>
    (spec as { groups: { rules: { alert?: string; for?: string }[] }[] }).groups.flatMap(({ rules }) => rules),
  );
  const ofNodes = told.filter(({ alert }) => /^Node(Disk|Memory|Cpu)$/.test(alert ?? ''));
  expect(ofNodes.map(rule => [rule.alert, rule.for])).toEqual([
    ['NodeDisk', '30m'],
    ['NodeMemory', '15m'],
    ['NodeCpu', '30m'],
  ]);
  const titles = panelsIn('learn', 'environment').map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(['노드의 디스크', '노드의 메모리', '노드의 CPU']));
});
