import type { Model } from '../../../../src/model';
import { named, planted, realModel, redeclared } from '../../../real-model';
import { caused } from '../../caused';

const ENVIRONMENT = 'learn-local';

/** Rules that a planted defect breaks. */
function broken(model: Model, environment = ENVIRONMENT): string[] {
  return caused(model, environment).map(({ code }) => code);
}

test('LP-01 a front end that may call catalog past main is found', () => {
  const model = planted(realModel(), named(ENVIRONMENT, 'NetworkPolicy/frontend'), object => {
    const { egress } = object.spec as { egress: object[] };
    egress.push({
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'backend' } },
          podSelector: { matchLabels: { 'app.kubernetes.io/name': 'catalog', 'app.kubernetes.io/instance': 'shop' } },
        },
      ],
      ports: [{ port: 8000, protocol: 'TCP' }],
    });
  });
  expect(broken(model)).toEqual(['policy-matches-calls']);
});

test('LP-01 a call across namespaces that no policy lets in is found', () => {
  const model = planted(realModel(), named(ENVIRONMENT, 'NetworkPolicy/main'), object => {
    delete (object.spec as { ingress?: object[] }).ingress;
  });
  // The front end's call, and Prometheus'.
  expect(broken(model)).toEqual(['policy-matches-calls', 'policy-matches-calls']);
});

test('LP-01 a load balancer that may read the figures of the exporter beside nginx is found', () => {
  const model = planted(realModel(), named('learn', 'NetworkPolicy/frontend'), object => {
    const { ingress } = object.spec as { ingress: { from: object[]; ports: { port: number }[] }[] };
    const exporter = ingress.find(({ ports }) => ports.some(({ port }) => port === 4040));
    const pages = ingress.find(({ ports }) => ports.some(({ port }) => port === 8080));
    exporter?.from.push(...(pages?.from ?? []));
  });
  expect(broken(model, 'learn')).toEqual(expect.arrayContaining(['policy-matches-calls']));
});

test('LP-07, LP-15 more pods than a db.t3.micro has connections for are found', () => {
  const model = redeclared(
    realModel(),
    each => each.environment === 'learn' && each.type === 'connection-pool' && each.workload === 'order',
    each => (each.type === 'connection-pool' ? { ...each, mostPods: 12 } : each),
  );
  expect(broken(model, 'learn')).toEqual(['connection-budget']);
});

test('LP-09 a role for another ServiceAccount than the one that takes it is found', () => {
  const model = planted(realModel(), named('learn', 'Role/learn-main'), object => {
    const spec = object.spec as { assumeRolePolicyDocument: string };
    spec.assumeRolePolicyDocument = spec.assumeRolePolicyDocument.replace('backend:main', 'backend:order');
  });
  expect(broken(model, 'learn')).toEqual(expect.arrayContaining(['role-taken', 'role-trust']));
});

test('LP-08, LP-15 application nodes too few for the shop are found', () => {
  const real = realModel();
  const environments = real.environments.map(each =>
    each.name === 'learn'
      ? {
          ...each,
          cluster: {
            ...each.cluster,
            pools: each.cluster.pools.map(pool => ({
              ...pool,
              nodes: { min: 1, max: pool.name === 'application' ? 1 : 4 },
            })),
          },
        }
      : each,
  );
  expect(broken({ ...real, environments }, 'learn')).toContain('pool-capacity');
});

test('LP-15 pools that all pods together cannot have are found', () => {
  const model = redeclared(
    realModel(),
    each => each.environment === ENVIRONMENT && each.type === 'connection-pool' && each.workload === 'order',
    each => (each.type === 'connection-pool' ? { ...each, connections: 30 } : each),
  );
  expect(broken(model)).toEqual(['connection-budget']);
});

test('LP-14 a password in a ConfigMap is found', () => {
  const model = planted(realModel(), named(ENVIRONMENT, 'ConfigMap/catalog-config'), object => {
    (object.data as Record<string, string>).DATABASE_URL =
      'postgresql://catalog_app:hunter2hunter2@postgresql/catalog_db';
  });
  expect(broken(model)).toContain('no-secret-values');
});

test('LP-14 a key that nobody makes is found', () => {
  const model = planted(realModel(), named(ENVIRONMENT, 'Deployment/catalog'), object => {
    const text = JSON.stringify(object.spec).replace('catalog_db_password', 'catalog_password');
    object.spec = JSON.parse(text) as unknown;
  });
  expect(broken(model)).toContain('secret-key');
});
