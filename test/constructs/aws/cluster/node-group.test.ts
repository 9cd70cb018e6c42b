import { NodeGroup, type NodeGroupProps, NodeRole } from '../../../../src/constructs/aws';
import { declarationsOf, type System } from '../../../../src/constructs/structure';
import type { Cluster, ContractDeclaration } from '../../../../src/model';
import { objectOf, TEST_CLUSTER, testSystem } from '../../place';
import { complaintsAbout } from '../complaints';

const SHARED = { zones: ['ap-northeast-2a'], allocatable: { cpuMillis: 1930, memoryMiB: 3388, pods: 17 } };
const CLUSTER: Cluster = {
  ...TEST_CLUSTER,
  pools: [
    {
      ...SHARED,
      name: 'system',
      instanceTypes: ['t3.medium'],
      nodes: { min: 2, max: 4 },
      labels: { 'example.com/group': 'system' },
      taints: [
        { key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' },
        { key: 'example.com/away', value: 'now', effect: 'NoExecute' },
      ],
    },
    { ...SHARED, name: 'application', instanceTypes: ['t3.large'], nodes: { min: 2, max: 6 } },
  ],
};
const COMMON = { namespace: 'shop', requirements: ['XX-01'] };

function group(id: string, props: (system: System) => NodeGroupProps) {
  const system = testSystem(CLUSTER);
  const made = new NodeGroup(system.cloud, id, props(system));
  const contracts = declarationsOf(made) as readonly ContractDeclaration[];
  return { system, object: objectOf(system, 'Nodegroup', id), contract: contracts[0] as ContractDeclaration };
}

const standing = () => group('system', () => ({ ...COMMON, type: 'stands', owner: 'terraform' }));
const made = () =>
  group('application', ({ cloud }) => ({
    ...COMMON,
    type: 'created',
    role: new NodeRole(cloud, 'nodes', { ...COMMON, boundary: 'nodes-boundary' }),
    subnets: ['subnet-a', 'subnet-b'],
    diskGiB: 40,
  }));

test('a group that stands is read and never changed, with the figures of its pool', () => {
  const { object } = standing();
  expect(object.metadata.annotations).toMatchObject({
    'services.k8s.aws/adoption-fields': '{"clusterName":"test-cluster","name":"system"}',
    'services.k8s.aws/adoption-policy': 'adopt',
    'services.k8s.aws/read-only': 'true',
  });
  expect(object.spec).toEqual({
    name: 'system',
    clusterName: 'test-cluster',
    instanceTypes: ['t3.medium'],
    scalingConfig: { minSize: 2, maxSize: 4 },
    labels: { 'example.com/group': 'system' },
    taints: [
      { key: 'CriticalAddonsOnly', value: 'true', effect: 'NO_SCHEDULE' },
      { key: 'example.com/away', value: 'now', effect: 'NO_EXECUTE' },
    ],
  });
});

test('whoever makes it is told how, and a command compares it', () => {
  expect(standing().contract).toMatchObject({
    id: 'test-cluster-system-nodes',
    owner: 'terraform',
    expect:
      't3.medium 2-4 example.com/group=system ' + 'CriticalAddonsOnly=true:NO_SCHEDULE,example.com/away=now:NO_EXECUTE',
    make:
      'aws eks create-nodegroup --region ap-northeast-2 --cluster-name test-cluster --nodegroup-name system ' +
      '--instance-types t3.medium --scaling-config minSize=2,maxSize=4,desiredSize=2 ' +
      '--labels example.com/group=system --taints key=CriticalAddonsOnly,value=true,effect=NO_SCHEDULE ' +
      'key=example.com/away,value=now,effect=NO_EXECUTE --subnets <private subnets> --node-role <role of the nodes>',
  });
});

test('a group that Garam makes has the figures of its pool and runs with the role of its nodes', () => {
  expect(made().object.spec).toEqual({
    name: 'application',
    clusterName: 'test-cluster',
    instanceTypes: ['t3.large'],
    scalingConfig: { minSize: 2, maxSize: 6, desiredSize: 2 },
    nodeRoleRef: { from: { name: 'nodes', namespace: 'shop' } },
    subnets: ['subnet-a', 'subnet-b'],
    amiType: 'AL2023_x86_64_STANDARD',
    capacityType: 'ON_DEMAND',
    diskSize: 40,
    updateConfig: { maxUnavailable: 1 },
    tags: { Environment: 'unit', Project: 'test' },
  });
});

test('how many nodes it has at a time is the autoscaler’s, which finds it by a tag of EKS', () => {
  const { object, contract } = made();
  expect(object.metadata.annotations).toMatchObject({
    'eks.services.k8s.aws/desired-size-managed-by': 'external-autoscaler',
  });
  expect(contract).toMatchObject({
    id: 'test-cluster-application-autoscaling',
    expect: 'owned',
    check: expect.stringContaining("[?Key=='k8s.io/cluster-autoscaler/test-cluster'].Value"),
  });
});

test('neither a group nor the role of its nodes is ever deleted: every pod would go with them', () => {
  const { system, object } = made();
  for (const { metadata } of [standing().object, object, objectOf(system, 'Role', 'nodes')]) {
    expect(metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'services.k8s.aws/deletion-policy': 'retain',
    });
  }
});

test('every field is known, and the role exists', () => {
  expect(complaintsAbout(standing().system)).toEqual([]);
  expect(complaintsAbout(made().system)).toEqual([]);
});

test('a group without a pool is refused: nothing would count with its nodes', () => {
  expect(() => group('labs', () => ({ ...COMMON, type: 'stands', owner: 'terraform' }))).toThrow(
    'cluster test-cluster has no pool labs; it has system, application',
  );
});
