import { populationsOf } from '../../src/gates/capacity/population';
import type { ContractDeclaration } from '../../src/model';
import { read } from '../constructs/read';
import { realModel } from '../real-model';

const ADD_ON = 'Addon/amazon-cloudwatch-observability';
const ROLE = 'Role/fablink-prod-insights';

/** A value of the one object `Kind/name` that the system made. */
function value(kindAndName: string, path: string): unknown {
  const made = realModel().manifests.filter(({ application }) => application === 'container-insights-cloud');
  const [object, ...others] = made
    .map(each => each.object)
    .filter(({ kind, metadata }) => `${kind}/${metadata.name}` === kindAndName);
  if (object === undefined || others.length > 0) throw new Error(`not one object ${kindAndName}`);
  return read(object, path);
}

/** A JSON document inside an object. */
const document = (kindAndName: string, path: string): unknown => JSON.parse(String(value(kindAndName, path)));

test('FP-11 Container Insights is EKS’ own add-on, in an exact version, for the cluster of production', () => {
  expect(value(ADD_ON, 'spec')).toMatchObject({
    name: 'amazon-cloudwatch-observability',
    clusterName: 'fablink-cluster-prod',
    addonVersion: 'v4.4.0-eksbuild.1',
    resolveConflicts: 'OVERWRITE',
    serviceAccountRoleRef: { from: { name: 'fablink-prod-insights' } },
  });
  const offered = realModel().declarations.find(
    (each): each is typeof each & ContractDeclaration =>
      each.type === 'contract' && each.id === 'fablink-cluster-prod-amazon-cloudwatch-observability-version',
  );
  expect(offered?.check).toContain('--kubernetes-version 1.30');
  expect(offered?.expect).toBe('v4.4.0-eksbuild.1');
});

test('FP-11 it sends metrics alone: no lines, which Fluent Bit sends, and no traces', () => {
  expect(document(ADD_ON, 'spec.configurationValues')).toEqual({
    agent: {
      priorityClassName: 'system-node-critical',
      config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } } },
    },
    containerLogs: { enabled: false },
  });
});

test('FP-11 its events are kept for 90 days, in the one group that its role may write to', () => {
  const group = 'LogGroup/fablink-cluster-prod-performance';
  expect(value(group, 'spec')).toMatchObject({
    name: '/aws/containerinsights/fablink-cluster-prod/performance',
    retentionDays: 90,
  });
  const arn =
    'arn:aws:logs:ap-northeast-2:853963783084:log-group:/aws/containerinsights/fablink-cluster-prod/performance';
  expect(document(ROLE, 'spec.inlinePolicies.grants')).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'NameNodes', Effect: 'Allow', Action: ['ec2:DescribeTags', 'ec2:DescribeVolumes'], Resource: ['*'] },
      {
        Sid: 'WritePerformance',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [arn, `${arn}:*`],
      },
    ],
  });
  expect(value(ROLE, 'spec.assumeRolePolicyDocument')).toContain(
    'system:serviceaccount:amazon-cloudwatch:cloudwatch-agent',
  );
});

test('FP-11 every node gives its agent 250m and 128Mi before anything else, in the budget of the nodes', () => {
  const population = populationsOf(realModel()).find(({ environment }) => environment.name === 'fablink-prod');
  const agent = population?.atMost().find(({ name }) => name.endsWith('cloudwatch-agent'));
  expect(agent).toMatchObject({
    requests: { cpuMillis: 250, memoryMiB: 128 },
    placement: { everyNode: true },
    priority: 2_000_001_000,
  });
  expect(population?.atLeast().map(({ name }) => name)).toContain('amazon-cloudwatch-observability controller-manager');
});
