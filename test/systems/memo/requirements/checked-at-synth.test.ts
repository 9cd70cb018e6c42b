import type { Model } from '../../../../src/model';
import { named, planted, realModel, redeclared } from '../../../real-model';
import { caused } from '../../caused';

/** Rules that a planted defect breaks in production. */
function broken(model: Model): string[] {
  return caused(model, 'memo-prod').map(({ code }) => code);
}

test('MM-06 a pool that all pods together cannot have is found', () => {
  const model = redeclared(
    realModel(),
    each => each.environment === 'memo-prod' && each.type === 'connection-pool' && each.workload === 'fastapi',
    each => (each.type === 'connection-pool' ? { ...each, connections: 30 } : each),
  );
  expect(broken(model)).toEqual(['connection-budget']);
});

test('MM-07 a URL with a password in a ConfigMap is found', () => {
  const model = planted(realModel(), named('memo-prod', 'ConfigMap/fastapi-config'), object => {
    (object.data as Record<string, string>).DATABASE_URL =
      'mysql+aiomysql://memo_user:hunter2hunter2@mariadb:3306/memo_app';
  });
  expect(broken(model)).toContain('no-secret-values');
});

test('MM-07 a key that the template does not make is found', () => {
  const model = planted(realModel(), named('memo-prod', 'ExternalSecret/app-secrets'), object => {
    const { template } = (object.spec as { target: { template: { data: Record<string, string> } } }).target;
    template.data = { 'redis-url': template.data['redis-url'] as string };
  });
  expect(broken(model)).toContain('secret-key');
});

test('MM-01 a call between brokers that no policy lets through is found', () => {
  const model = planted(realModel(), named('memo-prod', 'NetworkPolicy/zookeeper'), object => {
    (object.spec as { ingress: unknown[] }).ingress.pop();
  });
  expect(broken(model).length).toBeGreaterThan(0);
});
