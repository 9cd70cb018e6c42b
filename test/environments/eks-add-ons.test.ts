import {
  ackControllers,
  awsEbsCsiDriver,
  awsEfsCsiDriver,
  clusterAutoscaler,
  externalDns,
  externalSecrets,
  keda,
  onNodes,
} from '../../src/environments/add-ons';
import type { AddOn } from '../../src/environments/environment';
import type { Cluster } from '../../src/model';
import { TEST_CLUSTER } from '../constructs/place';

const NODES = {
  labels: { 'garam.dev/node-group': 'system' },
  taints: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' }],
} as const;

const BINDING = {
  nodeSelector: { 'garam.dev/node-group': 'system' },
  tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Equal', value: 'true', effect: 'NoSchedule' }],
};

const zones = ['ap-northeast-2a'];
const allocatable = { cpuMillis: 1930, memoryMiB: 3388, pods: 17 };
const cluster: Cluster = {
  ...TEST_CLUSTER,
  pools: [
    { name: 'system', instanceTypes: ['t3.medium'], zones, nodes: { min: 2, max: 4 }, allocatable },
    { name: 'application', instanceTypes: ['t3.large'], zones, nodes: { min: 2, max: 6 }, allocatable },
  ],
};

const roleOf = (addOn: AddOn): string => /"(arn:aws:iam::[^"]+)"/.exec(JSON.stringify(addOn.values))?.[1] ?? '';

describe.each([
  awsEbsCsiDriver(cluster),
  awsEfsCsiDriver(cluster),
  clusterAutoscaler(cluster),
  externalDns({ cluster, zone: 'example.com' }),
])('$name', addOn => {
  it('is pinned by an exact version and lists its kinds once, sorted', () => {
    expect(addOn.chart.version).toMatch(/^\d+\.\d+\.\d+$/);
    for (const list of [addOn.kinds.namespaced, addOn.kinds.cluster]) {
      expect(list).toEqual([...new Set(list)].sort());
      expect(list.join()).not.toContain('*');
    }
  });

  it('has a role of its own, named after the cluster and the add-on', () => {
    expect(roleOf(addOn)).toBe(`arn:aws:iam::111122223333:role/test-cluster-${addOn.name}`);
  });
});

describe('the Cluster Autoscaler', () => {
  it.each([
    ['1.28', 'v1.28.4'],
    ['1.29', 'v1.29.5'],
    ['1.30', 'v1.30.6'],
  ] as const)('runs on Kubernetes %s as the release of that version', (kubernetes, tag) => {
    expect(clusterAutoscaler({ ...cluster, kubernetes }).values).toMatchObject({ image: { tag } });
  });

  it('is refused for a Kubernetes that no release is pinned for, with the mend', () => {
    expect(() => clusterAutoscaler({ ...cluster, kubernetes: '1.36' })).toThrow('add its release to RELEASES');
  });

  it('finds the groups of its own cluster only', () => {
    expect(clusterAutoscaler(cluster).values).toMatchObject({ autoDiscovery: { clusterName: 'test-cluster' } });
  });
});

describe('External DNS', () => {
  const { values, skipCrds } = externalDns({ cluster, zone: 'example.com' });

  it('writes one zone from Ingresses and removes what carries its mark only', () => {
    expect(values).toMatchObject({
      domainFilters: ['example.com'],
      sources: ['ingress'],
      policy: 'sync',
      registry: 'txt',
      txtOwnerId: 'test-cluster',
    });
    expect(skipCrds).toBe(true);
  });
});

describe('the CSI drivers', () => {
  it('count one pod on each node that there may be, whatever its taints', () => {
    for (const { pods } of [awsEbsCsiDriver(cluster), awsEfsCsiDriver(cluster)])
      expect(pods.find(({ name }) => name.endsWith('csi-node'))).toMatchObject({
        count: 10,
        tolerations: [{ operator: 'Exists' }],
      });
  });

  it('count what every container requests: EBS has five in its controller and three on a node', () => {
    expect(awsEbsCsiDriver(cluster).pods.map(({ requests }) => requests)).toEqual([
      { cpuMillis: 50, memoryMiB: 200 },
      { cpuMillis: 30, memoryMiB: 120 },
    ]);
  });

  it('make disks with one controller where pods are few, and with two where nobody says so (FD-15)', () => {
    const controllers = ({ values, pods }: AddOn): unknown => [
      (values as { controller: { replicaCount: number } }).controller.replicaCount,
      pods.find(({ name }) => name === 'ebs-csi-controller')?.count,
    ];
    expect(controllers(awsEbsCsiDriver(cluster, { replicas: 1 }))).toEqual([1, 1]);
    expect(controllers(awsEbsCsiDriver(cluster))).toEqual([2, 2]);
  });
});

describe('add-ons on the nodes of one group', () => {
  it.each<[string, AddOn, (values: never) => unknown]>([
    ['at the top', clusterAutoscaler(cluster), (values: object) => values],
    ['for all of the chart', externalSecrets(), (values: { global: object }) => values.global],
    ['for the controller', awsEbsCsiDriver(cluster), (values: { controller: object }) => values.controller],
    ...ackControllers(cluster, ['ecr']).map((addOn): [string, AddOn, (values: never) => unknown] => [
      'for the deployment of ACK',
      addOn,
      (values: { deployment: object }) => values.deployment,
    ]),
  ])('are told where their chart asks: %s', (_, addOn, placeIn) => {
    const [bound] = onNodes(NODES, [addOn]);
    expect(placeIn(bound?.values as never)).toMatchObject(BINDING);
    expect(bound?.values).toMatchObject(addOn.values);
  });

  it('are counted there, but for pods of every node', () => {
    const [bound] = onNodes(NODES, [awsEbsCsiDriver(cluster)]);
    const [controller, node] = bound?.pods ?? [];
    expect(controller).toMatchObject(BINDING);
    expect(node).not.toHaveProperty('nodeSelector');
    expect(node?.tolerations).toEqual([{ operator: 'Exists' }]);
  });

  it('are refused where nobody knows how the chart names its nodes, with the mend', () => {
    expect(() => onNodes(NODES, [keda()])).toThrow(
      /add-on keda: where do the values of chart keda .* enter it in PLACES/,
    );
  });
});
