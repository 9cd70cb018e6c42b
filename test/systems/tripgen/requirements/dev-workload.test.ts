import { annotationsOf, CONTAINER, dev, namesOf, SERVICES, sizeOf } from './output';

const value = (kindAndName: string, path: string) => dev.value(kindAndName, path);

test('TG-01 everything of the development environment is in the namespace tripgen-dev', () => {
  expect(namesOf(dev.all('Namespace', ''))).toEqual(['Namespace/tripgen-dev']);
  const namespaces = dev.manifests().map(({ object }) => object.metadata.namespace);
  expect(new Set(namespaces.filter(each => each !== undefined))).toEqual(new Set(['tripgen-dev']));
});

test('TG-01, D-26 two regular Standard_B2s in one zone, each for 30 pods at most, and nothing tolerates Spot', () => {
  const { pools, kubernetes } = dev.place.cluster;
  expect(kubernetes).toBe('1.29');
  expect(pools.map(({ instanceTypes, zones, nodes }) => ({ instanceTypes, zones, nodes }))).toEqual(
    [1, 2].map(() => ({
      instanceTypes: ['Standard_B2s'],
      zones: ['koreacentral-1'],
      nodes: { min: 1, max: 1 },
    })),
  );
  const machine = /^Standard_B2s 1 30 1$/;
  expect(dev.contract('aks-tripgen-dev-pool-system').expect).toMatch(machine);
  expect(dev.contract('aks-tripgen-dev-pool-data').expect).toMatch(machine);
  expect(dev.manifests().filter(({ text }) => text.includes('scalesetpriority'))).toEqual([]);
});

test('D-26 AKS leaves 1900m and 3376 MiB of a node, less what its own pods take: nobody counts on 2 CPU and 4 GiB', () => {
  for (const { allocatable } of dev.place.cluster.pools) {
    expect(allocatable.cpuMillis).toBeLessThan(1900);
    expect(allocatable.memoryMiB).toBeLessThan(3376);
    expect(allocatable.pods).toBeLessThan(30);
  }
});

test('TG-01, D-04 NGINX leads HTTPS to the four services, without a snippet', () => {
  const { ingressClassName, rules, tls } = value('Ingress/tripgen-routes', 'spec') as {
    ingressClassName: string;
    rules: { host: string; http: { paths: { backend: { service: { name: string; port: { number: number } } } }[] } }[];
    tls: { hosts: string[]; secretName: string }[];
  };
  expect(ingressClassName).toBe('nginx');
  expect(rules.map(rule => rule.host)).toEqual(tls.flatMap(each => each.hosts));
  expect(tls.map(each => each.secretName)).toEqual([value('Certificate/tripgen', 'spec.secretName')]);
  const backends = rules.flatMap(rule => rule.http.paths.map(path => path.backend.service));
  expect(backends.map(each => each.name).sort()).toEqual([...SERVICES].sort());
  expect(new Set(backends.map(each => each.port.number))).toEqual(new Set([8080]));
  expect(Object.keys(annotationsOf(dev.object('Ingress/tripgen-routes'))).filter(key => /snippet/.test(key))).toEqual(
    [],
  );
  const { controller } = value('Application/nginx-ingress', 'spec.source.helm.valuesObject') as {
    controller: { enableSnippets: boolean };
  };
  expect(controller.enableSnippets).toBe(false);
});

test.each([
  ['user-service', '50m/128Mi → 200m/256Mi'],
  ['trip-service', '100m/256Mi → 500m/512Mi'],
  ['ai-service', '200m/512Mi → 1000m/1Gi'],
  ['location-service', '50m/128Mi → 200m/256Mi'],
])('TG-02 %s has %s, one pod in its hours, and is called on port 8080', (service, size) => {
  expect(sizeOf(dev, `Deployment/${service}`)).toBe(size);
  expect(value(`ScaledObject/${service}`, 'spec.maxReplicaCount')).toBe(1);
  expect(value(`Service/${service}`, 'spec.ports.0.port')).toBe(8080);
  expect(value(`Deployment/${service}`, `${CONTAINER}.ports.0.containerPort`)).toBe(8080);
});

test.each(SERVICES)('TG-05 %s is asked /actuator/health every 30 s and has 5 s to answer', service => {
  for (const probe of ['livenessProbe', 'readinessProbe']) {
    expect(value(`Deployment/${service}`, `${CONTAINER}.${probe}`)).toMatchObject({
      httpGet: { path: '/actuator/health' },
      periodSeconds: 30,
      timeoutSeconds: 5,
    });
  }
});

test.each(SERVICES)('TG-05 %s: a database or cache that is away restarts nobody', service => {
  expect(value(`ConfigMap/${service}-config`, 'data')).toMatchObject({
    MANAGEMENT_HEALTH_DB_ENABLED: 'false',
    MANAGEMENT_HEALTH_REDIS_ENABLED: 'false',
  });
});

test.each(SERVICES)('TG-05 %s offers what Micrometer counts: JVM, HTTP requests, connection pool', service => {
  expect(value(`Deployment/${service}`, 'spec.template.metadata.annotations')).toMatchObject({
    'prometheus.io/scrape': 'true',
    'prometheus.io/path': '/actuator/prometheus',
    'prometheus.io/port': '8080',
  });
  const exposed = String(value(`ConfigMap/${service}-config`, 'data.MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE'));
  expect(exposed.split(',')).toEqual(expect.arrayContaining(['health', 'prometheus']));
});

test.each(SERVICES)('TG-15 %s logs: root INFO, application DEBUG, database WARN', service => {
  expect(value(`ConfigMap/${service}-config`, 'data')).toMatchObject({
    LOGGING_LEVEL_ROOT: 'INFO',
    LOGGING_LEVEL_COM_TRIPGEN: 'DEBUG',
    LOGGING_LEVEL_COM_ZAXXER_HIKARI: 'WARN',
    LOGGING_LEVEL_ORG_HIBERNATE: 'WARN',
  });
});

test('TG-13 the four secrets of the document are made and rotated by hand, and git holds none', () => {
  expect(dev.all('Secret')).toEqual([]);
  const secret = dev.declared('secret').find(each => each.name === 'tripgen-secrets');
  expect(secret?.source).toBe('by-hand');
  const keys = secret?.entries.map(each => each.key);
  expect(keys).toEqual(expect.arrayContaining(['database_password', 'redis_password', 'jwt_secret', 'openai_api_key']));
  for (const service of SERVICES) expect(secret?.rotation).toContain(`deployment/${service}`);
});

test('TG-13 each exporter has a password of its own, made by hand, which its store’s users do not have', () => {
  for (const [store, job] of [
    ['postgresql', 'database-schema-init'],
    ['redis', 'redis'],
  ] as const) {
    const secret = dev.declared('secret').find(each => each.name === `${store}-exporter`);
    expect(secret).toMatchObject({ source: 'by-hand', entries: [{ key: 'password' }] });
    expect([...(secret?.consumers ?? [])].sort()).toEqual([job, `${store}-exporter`].sort());
    expect(secret?.rotation).toContain(`deployment/${store}-exporter`);
    const env = value(`Deployment/${store}-exporter`, `${CONTAINER}.env`) as {
      valueFrom?: { secretKeyRef: { name: string } };
    }[];
    expect(env.flatMap(each => each.valueFrom?.secretKeyRef.name ?? [])).toEqual([`${store}-exporter`]);
  }
});

test('TG-13 only ai-service gets the key of OpenAI; every service checks tokens', () => {
  const keysOf = (service: string) =>
    (
      value(`Deployment/${service}`, `${CONTAINER}.env`) as { valueFrom?: { secretKeyRef?: { key: string } } }[]
    ).flatMap(each => each.valueFrom?.secretKeyRef?.key ?? []);
  expect(SERVICES.filter(service => keysOf(service).includes('openai_api_key'))).toEqual(['ai-service']);
  expect(SERVICES.filter(service => !keysOf(service).includes('jwt_secret'))).toEqual([]);
});

test('TG-14, D-05 Headlamp shows the cluster in the place of the archived dashboard, and reads only', () => {
  expect(value('Application/headlamp', 'spec.source.chart')).toBe('headlamp');
  expect(value('Application/headlamp', 'spec.source.helm.valuesObject.clusterRoleBinding.clusterRoleName')).toBe(
    'view',
  );
});
