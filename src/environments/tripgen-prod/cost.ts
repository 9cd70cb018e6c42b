import type { CostAccountProps } from '../../constructs/cost';

const one = { least: 1, most: 1 };

/** Each store has its own address in the virtual network. */
const privateEndpoint = (of: string): NonNullable<CostAccountProps['purchases']>[number] => ({
  item: 'azure/private-endpoint',
  name: `private endpoint of ${of}`,
  quantity: one,
  unit: 'hour',
  object: `PrivateEndpoint/${of}-private`,
  requirement: 'TG-18',
});

/**
 * What the environment buys beside its nodes (TG-18). No document gives a budget. What depends on use (operations) is a
 * guess until there is use.
 */
export const cost: CostAccountProps = {
  purchases: [
    {
      item: 'azure/disk/P10',
      name: 'system disks of the nodes',
      quantity: { least: 3, most: 12 },
      unit: 'piece',
      requirement: 'TG-18',
    },
    {
      item: 'azure/disk/P4',
      name: 'disk of Prometheus',
      quantity: one,
      unit: 'piece',
      requirement: 'TG-18',
    },
    {
      item: 'azure/disk/E1',
      name: 'disks of Alertmanager',
      quantity: { least: 2, most: 2 },
      unit: 'piece',
      requirement: 'TG-18',
    },
    {
      item: 'azure/load-balancer/standard',
      name: 'load balancer of the cluster',
      quantity: one,
      unit: 'hour',
      object: 'Ingress/tripgen-routes',
      requirement: 'TG-18',
    },
    {
      item: 'azure/public-ip/standard',
      name: 'addresses of the ingress and of outgoing traffic',
      quantity: { least: 2, most: 2 },
      unit: 'hour',
      requirement: 'TG-18',
    },
    {
      item: 'azure/aks/standard-tier',
      name: 'control plane with an SLA',
      quantity: one,
      unit: 'hour',
      requirement: 'TG-18',
    },
    {
      item: 'azure/service-bus/premium-unit',
      name: 'messaging unit',
      quantity: one,
      unit: 'piece',
      object: 'Namespace/sb-tripgen-prod',
      requirement: 'TG-18',
    },
    {
      item: 'azure/postgresql/Standard_D2ds_v5',
      name: 'database server and its standby',
      quantity: { least: 2, most: 2 },
      unit: 'hour',
      object: 'FlexibleServer/psql-tripgen-prod',
      requirement: 'TG-18',
    },
    {
      item: 'azure/postgresql/storage',
      name: 'storage of both',
      quantity: { least: 256, most: 256 },
      unit: 'GiB',
      requirement: 'TG-18',
    },
    {
      item: 'azure/redis/Balanced_B1',
      name: 'cache',
      quantity: one,
      unit: 'hour',
      object: 'RedisEnterprise/redis-tripgen-prod',
      requirement: 'TG-18',
    },
    ...['kv-tripgen-prod', 'psql-tripgen-prod', 'redis-tripgen-prod', 'sb-tripgen-prod', 'sttripgenprodbackup'].map(
      privateEndpoint,
    ),
    {
      item: 'azure/key-vault/operations',
      name: 'secrets',
      quantity: { least: 1, most: 10 },
      unit: '10,000 operations',
      object: 'Vault/kv-tripgen-prod',
      requirement: 'TG-18',
    },
  ],
};
