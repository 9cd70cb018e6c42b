import { BOTH, CONTAINER, dev, environmentOf, filesOf, namesOf, prod, sizeOf } from './output';

const port = (kindAndName: string) => prod.value(kindAndName, `${CONTAINER}.ports.0.containerPort`);

test('MM-01, D-15 production runs in namespace sgcc-memo and in no other', () => {
  const namespaces = prod.manifests().map(({ object }) => object.metadata.namespace);
  expect(new Set(namespaces.filter(each => each !== undefined))).toEqual(new Set(['sgcc-memo']));
  expect(namesOf(prod.all('Namespace'))).toEqual(['Namespace/sgcc-memo']);
});

test('MM-01 every service listens on the document’s port', () => {
  const ports = {
    'Deployment/fastapi': 8000,
    'StatefulSet/mariadb': 3306,
    'Deployment/redis': 6379,
    'StatefulSet/kafka': 9092,
    'StatefulSet/zookeeper': 2181,
  };
  for (const [kindAndName, expected] of Object.entries(ports)) expect(port(kindAndName)).toBe(expected);
});

test('MM-01 a front end behind nginx stands beside the API, and one host leads to both', () => {
  expect(prod.value('Deployment/frontend', `${CONTAINER}.command`)).toEqual(
    expect.arrayContaining(['nginx', '/etc/nginx/garam/nginx.conf']),
  );
  expect(filesOf(prod, 'frontend-config')['nginx.conf']).toContain('try_files $uri');
  expect(prod.value('Ingress/memo-routes', 'spec.rules')).toEqual([
    {
      host: 'sogangcomputerclub.org',
      http: {
        paths: [
          { path: '/api', pathType: 'Prefix', backend: { service: { name: 'fastapi', port: { number: 8000 } } } },
          { path: '/', pathType: 'Prefix', backend: { service: { name: 'frontend', port: { number: 8080 } } } },
        ],
      },
    },
  ]);
  expect(prod.value('Ingress/memo-routes', 'spec.tls')).toEqual([
    { hosts: ['sogangcomputerclub.org'], secretName: 'memo-tls' },
  ]);
  expect(prod.value('Issuer/memo-issuer', 'spec.acme.solvers.0')).toHaveProperty('dns01.cloudflare');
});

test('MM-01 production holds pods to the standard restricted, without an exception', () => {
  for (const mode of ['enforce', 'audit', 'warn'])
    expect(prod.value('Namespace/sgcc-memo', `metadata.labels.pod-security\\.kubernetes\\.io/${mode}`)).toBe(
      'restricted',
    );
  expect(BOTH.flatMap(output => output.declared('exception'))).toEqual([]);
});

test.each(BOTH)('MM-02 FastAPI has the document’s requests and limits in $environment', output => {
  expect(sizeOf(output, 'Deployment/fastapi')).toBe('100m/256Mi → 500m/1Gi');
});

test('MM-02 FastAPI is replicated, and its autoscaler keeps CPU at 70 %', () => {
  expect(prod.value('HorizontalPodAutoscaler/fastapi', 'spec')).toMatchObject({
    minReplicas: 3,
    maxReplicas: 6,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
  });
  expect(prod.value('Deployment/fastapi', 'spec.replicas')).toBeUndefined();
  expect(prod.value('PodDisruptionBudget/fastapi', 'spec.minAvailable')).toBe(2);
});

test.each(BOTH)('MM-02 ready is what answers /health in $environment; what lives need not ask the database', output => {
  expect(output.value('Deployment/fastapi', `${CONTAINER}.readinessProbe.httpGet.path`)).toBe('/health');
  expect(output.value('Deployment/fastapi', `${CONTAINER}.livenessProbe`)).toHaveProperty('tcpSocket');
  const namespace = String(output.object('Deployment/fastapi').metadata.namespace);
  expect(output.contract(`${namespace}-health`).statement).toMatch(/200 .*while the database answers, .*degraded/);
});

test('MM-02, D-16 the image is sgcc-fastapi with a tag that its release file pins, in each environment', () => {
  for (const output of BOTH) {
    const image = String(output.value('Deployment/fastapi', `${CONTAINER}.image`));
    expect(image).toMatch(/\/sgcc-fastapi:[0-9a-f]{40}(@sha256:[0-9a-f]{64})?$/);
  }
});

test('MM-09 the names of the document’s commands are those of the objects', () => {
  for (const output of BOTH)
    for (const name of ['Deployment/fastapi', 'Deployment/redis', 'StatefulSet/mariadb', 'StatefulSet/zookeeper'])
      expect(output.object(name).kind).toBe(name.split('/')[0]);
});

test('MM-09, D-22 kafka keeps data, so it is a StatefulSet of the document’s name', () => {
  for (const output of BOTH) {
    expect(output.value('StatefulSet/kafka', 'spec.volumeClaimTemplates.0.metadata.name')).toBe('data');
    expect(output.all('Deployment').map(({ metadata }) => metadata.name)).not.toContain('kafka');
  }
});

test('MM-09 redis-cli ping answers in the pod: the client finds the password where there is one', () => {
  const auth = environmentOf(prod, 'Deployment/redis').find(({ name }) => name === 'REDISCLI_AUTH');
  expect(auth?.valueFrom?.secretKeyRef).toEqual({ name: 'app-secrets', key: 'redis-password' });
  expect(environmentOf(dev, 'Deployment/redis')).toEqual([]);
});
