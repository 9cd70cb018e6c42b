import { parse } from 'yaml';
import { files } from '../../../../src/delivery';
import type { SecretDeclaration } from '../../../../src/model';
import { partOf, realModel } from '../../../real-model';
import { annotationsOf, BOTH, CONTAINER, dev, environmentOf, filesOf, prod } from './output';

const variable = (output: typeof dev, name: string) =>
  environmentOf(output, 'Deployment/fastapi').find(each => each.name === name);
const secret = (output: typeof dev, name: string): SecretDeclaration =>
  output.declared('secret').find(each => each.name === name) as SecretDeclaration;

test('MM-07 DATABASE_URL in production is one key of a Secret, whose template escapes what a URL would misread', () => {
  expect(variable(prod, 'DATABASE_URL')?.valueFrom?.secretKeyRef).toEqual({ name: 'app-secrets', key: 'database-url' });
  const data = prod.value('ExternalSecret/app-secrets', 'spec.target.template.data') as Record<string, string>;
  expect(data['database-url']).toMatch(
    /^mysql\+aiomysql:\/\/\{\{.*"db-user".*urlquery.*\}\}:\{\{.*"db-password".*urlquery.*\}\}@mariadb:3306\/memo_app$/,
  );
  expect(data['redis-url']).toMatch(/^redis:\/\/:\{\{.*urlquery.*\}\}@redis:6379$/);
  expect(variable(prod, 'REDIS_URL')?.valueFrom?.secretKeyRef).toEqual({ name: 'app-secrets', key: 'redis-url' });
});

test('MM-07 in development the kubelet puts DATABASE_URL together, from variables that stand before it', () => {
  const names = environmentOf(dev, 'Deployment/fastapi').map(({ name }) => name);
  expect(variable(dev, 'DATABASE_URL')?.value).toBe('mysql+aiomysql://$(DB_USER):$(DB_PASSWORD)@mariadb:3306/memo_app');
  expect(names.indexOf('DATABASE_URL')).toBeGreaterThan(
    Math.max(names.indexOf('DB_USER'), names.indexOf('DB_PASSWORD')),
  );
  expect(variable(dev, 'DB_PASSWORD')?.valueFrom?.secretKeyRef).toEqual({ name: 'app-secrets', key: 'db-password' });
  const [password] = secret(dev, 'app-secrets').entries.filter(({ key }) => key === 'db-password');
  expect(password?.meaning).toContain('letters, digits, "-", ".", "_" and "~" alone');
});

test('MM-07 REDIS_URL and KAFKA_BOOTSTRAP_SERVERS are the document’s', () => {
  expect(filesOf(dev, 'fastapi-config')).toMatchObject({
    REDIS_URL: 'redis://redis:6379',
    KAFKA_BOOTSTRAP_SERVERS: 'kafka:9092',
  });
  expect(filesOf(prod, 'fastapi-config')).toMatchObject({ KAFKA_BOOTSTRAP_SERVERS: 'kafka:9092' });
});

test('MM-07 no ConfigMap holds a password or a URL with one, and git holds no Secret', () => {
  for (const output of BOTH) {
    expect(output.all('Secret')).toEqual([]);
    for (const { data } of output.all('ConfigMap') as unknown as { data: Record<string, string> }[])
      expect(Object.values(data).join('\n')).not.toMatch(/:\/\/[^\s/:@]*:[^\s/@]+@|PASSWORD *= *['"]?\w/);
  }
});

test('MM-09 app-secrets is made with the document’s command, and its values enter neither history nor list of processes', () => {
  const [prompt, command] = secret(dev, 'app-secrets').create;
  expect(prompt).toMatch(/^read -rsp /);
  expect(command).toMatch(/^kubectl create secret generic app-secrets .*-n memo-dev$/);
  expect(command).toContain('--from-literal=db-user=memo_user');
  expect(command).toContain('db-password=<(printf %s "$db_password")');
  expect(
    secret(dev, 'app-secrets')
      .entries.map(({ key }) => key)
      .sort(),
  ).toEqual(['db-password', 'db-user']);
  expect(secret(prod, 'app-secrets').entries.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['db-password', 'db-user']),
  );
});

test('MM-09 development runs by kubectl apply -k alone: its kustomization lists only Kubernetes’ own kinds', () => {
  const path = 'dist/memo-dev/kustomization.yaml';
  const text = files(realModel()).find(file => file.path === path)?.text ?? '';
  const { resources } = parse(text) as { resources: string[] };
  const { manifests } = partOf(realModel(), 'memo-dev');
  const delivered = manifests.filter(({ path }) => path.startsWith('dist/'));
  expect(resources).toHaveLength(delivered.length);
  const groups = delivered.map(({ object }) => object.apiVersion.split('/').slice(0, -1).join(''));
  expect(new Set(groups)).toEqual(
    new Set(['', 'apps', 'batch', 'networking.k8s.io', 'rbac.authorization.k8s.io', 'scheduling.k8s.io']),
  );
  expect(dev.all('Ingress')).toEqual([]);
});

test('MM-08 the ingress limits what one address may ask, in the way that F5 NGINX knows on an Ingress', () => {
  expect(annotationsOf(prod.object('Ingress/memo-routes'))).toMatchObject({
    'nginx.org/limit-req-rate': '20r/s',
    'nginx.org/limit-req-burst': '40',
    'nginx.org/limit-req-reject-code': '429',
    'nginx.org/limit-req-key': '${binary_remote_addr}',
  });
});

test('MM-08 Argo CD delivers both environments: development by itself, production when a person starts it', () => {
  const automated = (output: typeof dev) => output.value('Application/memo-app', 'spec.syncPolicy.automated');
  expect(automated(dev)).toBeDefined();
  expect(automated(prod)).toBeUndefined();
});

test('MM-09 Prometheus finds the API’s metrics, the cache’s hits and misses among them by contract', () => {
  for (const output of BOTH) {
    expect(output.value('Deployment/fastapi', 'spec.template.metadata.annotations')).toMatchObject({
      'prometheus.io/path': '/metrics',
      'prometheus.io/port': '8000',
      'prometheus.io/scrape': 'true',
    });
    expect(output.value('Deployment/fastapi', `${CONTAINER}.ports.0.name`)).toBe('http');
  }
  expect(prod.contract('sgcc-memo-cache-hit-rate').statement).toContain('memo_cache_requests_total{result="hit"}');
});
