import { checkGrants, metricsGrant, NodeRole } from '../../../../src/constructs/aws';
import { declarationsOf } from '../../../../src/constructs/structure';
import type { ContractDeclaration } from '../../../../src/model';
import { objectOf, testSystem } from '../../place';
import { complaintsAbout } from '../complaints';

function role() {
  const system = testSystem();
  const made = new NodeRole(system.cloud, 'shop-nodes', {
    namespace: 'shop',
    boundary: 'shop-nodes-boundary',
    requirements: ['XX-01'],
  });
  return { system, made, spec: objectOf(system, 'Role', 'shop-nodes').spec as Record<string, unknown> };
}

test('nodes join the cluster, pull images and give pods addresses, and may do nothing else', () => {
  const { spec, system } = role();
  expect(spec.policies).toEqual([
    'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy',
    'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly',
    'arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy',
  ]);
  expect(spec).not.toHaveProperty('inlinePolicies');
  expect(spec.permissionsBoundary).toBe('arn:aws:iam::111122223333:policy/shop-nodes-boundary');
  expect(JSON.parse(String(spec.assumeRolePolicyDocument))).toMatchObject({
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: ['sts:AssumeRole'] }],
  });
  expect(complaintsAbout(system)).toEqual([]);
});

test('its boundary lets images be pulled and never pushed', () => {
  const [contract] = declarationsOf(role().made) as readonly ContractDeclaration[];
  expect(contract?.id).toBe('shop-nodes-boundary');
  expect(contract?.make).toContain('"ecr:BatchGetImage"');
  expect(contract?.make).not.toContain('"ecr:PutImage"');
});

test('metrics go to one namespace of CloudWatch', () => {
  expect(() => checkGrants('order', [metricsGrant('LearningPlatform')])).not.toThrow();
  expect(metricsGrant('LearningPlatform').conditions).toEqual({
    StringEquals: { 'cloudwatch:namespace': 'LearningPlatform' },
  });
});
