import {
  EksContract,
  type EksContractProps,
  type PlannedCluster,
  type StandingCluster,
} from '../../../../src/constructs/aws';
import { declarationsOf } from '../../../../src/constructs/structure';
import type { Cluster, ContractDeclaration } from '../../../../src/model';
import { objectsOf, TEST_CLUSTER, testSystem } from '../../place';

const STANDS: StandingCluster = {
  type: 'stands',
  apiServer: 'https://0123456789ABCDEF.gr7.ap-northeast-2.eks.amazonaws.com',
  subnets: ['subnet-b', 'subnet-a'],
  clusterSecurityGroup: 'sg-cluster',
  securityGroups: ['sg-added'],
};
const PLANNED: PlannedCluster = { type: 'planned', vpcName: 'shop-vpc' };

const pool = (zone: string): Cluster['pools'][number] => ({
  name: `group-${zone}`,
  instanceTypes: ['m5.xlarge', 'm5.large'],
  zones: [zone],
  nodes: { min: 1, max: 2 },
  allocatable: { cpuMillis: 1000, memoryMiB: 1024, pods: 10 },
});
const CLUSTER: Cluster = { ...TEST_CLUSTER, pools: [pool('ap-northeast-2b'), pool('ap-northeast-2a')] };

function contracts(props: Partial<EksContractProps> & Pick<EksContractProps, 'cluster'>) {
  const system = testSystem(CLUSTER);
  const contract = new EksContract(system.cloud, 'cluster', {
    endpoint: { type: 'public' },
    controlPlaneLogs: 'none',
    owner: 'terraform',
    requirements: ['XX-01'],
    ...props,
  });
  expect(objectsOf(system)).toEqual([]);
  return declarationsOf(contract) as readonly ContractDeclaration[];
}

const expectations = (props: Parameters<typeof contracts>[0]) =>
  Object.fromEntries(contracts(props).map(c => [c.id, c.expect]));

test('a cluster that stands is compared with its facts', () => {
  expect(expectations({ cluster: STANDS, authenticationMode: 'CONFIG_MAP' })).toEqual({
    'test-cluster-facts':
      'https://0123456789ABCDEF.gr7.ap-northeast-2.eks.amazonaws.com 1.30 vpc-0123456789abcdef0 ' +
      'subnet-a,subnet-b sg-cluster sg-added 172.20.0.0/16',
    'test-cluster-network-policies': '{"enableNetworkPolicy":"true"}',
    'test-cluster-endpoint': 'true false CONFIG_MAP',
    'test-cluster-control-plane-logs': '',
  });
});

test('a planned cluster is held to its design: network, zones, node groups and machines', () => {
  const zones = 'ap-northeast-2a,ap-northeast-2b';
  expect(expectations({ cluster: PLANNED })).toMatchObject({
    'test-cluster-version': '1.30',
    'test-cluster-vpc': 'shop-vpc\nvpc-0123456789abcdef0 172.20.0.0/16',
    'test-cluster-subnets': `${zones}\n${zones}`,
    'test-cluster-node-groups':
      'group-ap-northeast-2a m5.large,m5.xlarge ap-northeast-2a\n' +
      'group-ap-northeast-2b m5.large,m5.xlarge ap-northeast-2b',
  });
});

test('a restricted cluster is open to administrators only, logs all for some days, and its network is watched', () => {
  expect(
    expectations({
      cluster: PLANNED,
      endpoint: { type: 'restricted', administrators: ['203.0.113.0/24', '198.51.100.0/24'] },
      controlPlaneLogs: { logRetentionDays: 90 },
      natGateways: 3,
    }),
  ).toMatchObject({
    'test-cluster-network-policies': '{"enableNetworkPolicy":"true"}',
    'test-cluster-endpoint': 'true true 198.51.100.0/24,203.0.113.0/24',
    'test-cluster-control-plane-logs': 'api,audit,authenticator,controllerManager,scheduler',
    'test-cluster-log-retention': '90',
    'test-cluster-nat': '3',
    'test-cluster-flow-logs': 'ACTIVE',
    'test-cluster-access-review': 'ACTIVE',
  });
});

test('every statement has the owner and the requirements of the cluster', () => {
  const owned = contracts({ cluster: PLANNED }).filter(
    c => c.owner === 'terraform' && c.requirements.includes('XX-01'),
  );
  expect(owned).toHaveLength(contracts({ cluster: PLANNED }).length);
});
