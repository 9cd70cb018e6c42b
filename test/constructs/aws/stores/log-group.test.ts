import { adopted, created, LogGroup, type LogGroupProps } from '../../../../src/constructs/aws';
import { objectOf, testSystem } from '../../place';

function logGroup(props: Omit<LogGroupProps, 'namespace'>) {
  const system = testSystem();
  const made = new LogGroup(system.cloud, 'shop-api', { namespace: 'shop', ...props });
  return { made, object: objectOf(system, 'LogGroup', 'shop-api') };
}

test('a created group keeps its events for the days given', () => {
  const { made, object } = logGroup({ ownership: created(), retentionDays: 90, logGroupName: '/shop/api' });
  expect(object.spec).toEqual({
    name: '/shop/api',
    retentionDays: 90,
    tags: { Environment: 'unit', Project: 'test' },
  });
  expect(object.metadata.annotations).toMatchObject({ 'services.k8s.aws/deletion-policy': 'retain' });
  const grant = LogGroup.writeGrant('WriteLogs', [made]);
  expect(grant.actions).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  expect(grant.resources).toEqual([
    'arn:aws:logs:ap-northeast-2:111122223333:log-group:/shop/api',
    'arn:aws:logs:ap-northeast-2:111122223333:log-group:/shop/api:*',
  ]);
});

test('an adopted group is found by its name and nothing of it is set', () => {
  const { object } = logGroup({ ownership: adopted(), logGroupName: '/aws/apigateway/shop' });
  expect(object.spec).toEqual({ name: '/aws/apigateway/shop' });
  expect(object.metadata.annotations).toMatchObject({
    'services.k8s.aws/adoption-fields': '{"name":"/aws/apigateway/shop"}',
    'services.k8s.aws/read-only': 'true',
  });
});

test('a group that would keep events for ever is refused', () => {
  expect(() => logGroup({ ownership: created() })).toThrow('shop-api keeps its events for ever: set retentionDays');
});

test('an adopted group whose retention somebody wants to set is refused', () => {
  expect(() => logGroup({ ownership: adopted(), retentionDays: 7 })).toThrow('leave retentionDays out');
});
