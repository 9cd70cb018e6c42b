import { Duration } from 'cdk8s';
import { TargetGroupBinding } from '../../../src/constructs/aws';
import { declarationsOf } from '../../../src/constructs/structure';
import { objectOf, testSystem } from '../place';

function binding(registeredByHand?: readonly string[]) {
  const system = testSystem();
  const construct = new TargetGroupBinding(system.app, 'shop', {
    namespace: 'shop',
    service: { name: 'web', port: 8000 },
    targetGroup: {
      name: 'shop-nodeport',
      protocol: 'TCP',
      port: 30080,
      healthCheck: {
        path: '/health',
        interval: Duration.seconds(30),
        timeout: Duration.seconds(5),
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      owner: 'terraform',
      registeredByHand,
      requirements: ['FD-05'],
    },
    from: ['192.0.2.0/26', '198.51.100.0/24'],
  });
  return { object: objectOf(system, 'TargetGroupBinding', 'shop'), contracts: declarationsOf(construct) };
}

test('nodes are registered in the group of that name, and its clients reach the NodePort', () => {
  expect(binding().object).toMatchObject({
    apiVersion: 'elbv2.k8s.aws/v1beta1',
    metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '10' } },
    spec: {
      networking: {
        ingress: [
          {
            from: [{ ipBlock: { cidr: '192.0.2.0/26' } }, { ipBlock: { cidr: '198.51.100.0/24' } }],
            ports: [{ port: 30080, protocol: 'TCP' }],
          },
        ],
      },
      serviceRef: { name: 'web', port: 8000 },
      targetGroupName: 'shop-nodeport',
      targetType: 'instance',
    },
  });
  expect(binding().object.spec).not.toHaveProperty('targetGroupARN');
});

test('the group’s port and health check are a contract with its owner', () => {
  expect(binding().contracts).toMatchObject([
    { owner: 'terraform', expect: 'TCP 30080 instance HTTP /health 30080 30 5 2 3' },
  ]);
});

test('instances registered by hand have to be nodes, or the controller takes them out', () => {
  expect(binding(['i-2', 'i-1']).contracts[1]).toMatchObject({ id: 'targets-shop-nodeport', expect: 'i-1\ni-2' });
});
