import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { azureServiceOperator, type AzureGroup } from '../../src/environments/add-ons';
import { AKS } from '../constructs/azure/azure-place';
import { TEST_CLUSTER } from '../constructs/place';

const GROUPS: readonly AzureGroup[] = [
  'cache.azure.com',
  'dbforpostgresql.azure.com',
  'insights.azure.com',
  'keyvault.azure.com',
  'managedidentity.azure.com',
  'network.azure.com',
  'operationalinsights.azure.com',
  'servicebus.azure.com',
  'storage.azure.com',
];

test('every group of Azure whose CRDs we use can be asked for, so that no object waits for ever', () => {
  const groups = readdirSync(join(__dirname, '../../crds')).flatMap(file => {
    const match = /^[a-z]+\.(\w+\.azure\.com)\.yaml$/.exec(file);
    return match?.[1] === undefined ? [] : [match[1]];
  });
  expect([...new Set(groups)].sort()).toEqual(GROUPS);
});

test('the operator brings the groups in use and no others, and signs in without a secret', () => {
  const addOn = azureServiceOperator(AKS, [
    'servicebus.azure.com',
    'managedidentity.azure.com',
    'servicebus.azure.com',
  ]);
  expect(addOn).toMatchObject({
    chart: { name: 'azure-service-operator', version: '2.19.0' },
    apis: ['managedidentity.azure.com', 'servicebus.azure.com'],
    values: {
      azureTenantID: '00000000-0000-0000-0000-000000000002',
      azureClientID: '00000000-0000-0000-0000-000000000003',
      useWorkloadIdentityAuth: true,
      crdPattern: 'managedidentity.azure.com/*;servicebus.azure.com/*',
    },
  });
  expect(addOn.values).not.toHaveProperty('azureClientSecret');
  for (const list of [addOn.kinds.namespaced, addOn.kinds.cluster]) expect(list).toEqual([...new Set(list)].sort());
});

test('another cloud is refused', () => {
  expect(() => azureServiceOperator(TEST_CLUSTER, GROUPS)).toThrow(
    /stands in cloud "aws": leave the add-ons for Azure out/,
  );
});

test('a single operator is one pod, and no budget forbids its node to be drained', () => {
  const [two, one] = [azureServiceOperator(AKS, GROUPS), azureServiceOperator(AKS, GROUPS, { size: 'single' })];
  expect([two, one].map(({ pods }) => pods.map(({ count }) => count))).toEqual([[2], [1]]);
  expect(one.values).toMatchObject({ replicaCount: 1, podDisruptionBudget: { enabled: false } });
  expect(two.values).not.toHaveProperty('replicaCount');
});
