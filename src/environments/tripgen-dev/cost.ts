import type { CostAccountProps } from '../../constructs/cost';

const one = { least: 1, most: 1 };

/** What the environment buys beside its nodes, the document's 150 USD a month, and its seven ways to save (TG-19). */
export const cost: CostAccountProps = {
  purchases: [
    {
      item: 'azure/disk/P10',
      name: 'system disks of the nodes',
      quantity: { least: 2, most: 2 },
      unit: 'piece',
      requirement: 'TG-01',
    },
    {
      item: 'azure/load-balancer/standard',
      name: 'load balancer of the cluster',
      quantity: one,
      unit: 'hour',
      object: 'Ingress/tripgen-routes',
      requirement: 'TG-01',
    },
    {
      item: 'azure/public-ip/standard',
      name: 'addresses of the ingress and of outgoing traffic',
      quantity: { least: 2, most: 2 },
      unit: 'hour',
      requirement: 'TG-01',
    },
    {
      item: 'azure/load-balancer/data',
      name: 'traffic of the load balancer',
      quantity: { least: 1, most: 20 },
      unit: 'GiB sent',
      requirement: 'TG-01',
    },
    {
      item: 'azure/service-bus/basic',
      name: 'queues',
      quantity: { least: 0, most: 10 },
      unit: 'million operations',
      object: 'Namespace/sb-tripgen-dev',
      requirement: 'TG-12',
    },
    {
      item: 'azure/disk/E1',
      name: 'disk of the backups',
      quantity: one,
      unit: 'piece',
      object: 'PersistentVolumeClaim/postgresql-backup',
      requirement: 'TG-20',
    },
    {
      item: 'azure/disk/E1',
      name: 'disk of Prometheus',
      quantity: one,
      unit: 'piece',
      object: 'StatefulSet/prometheus',
      requirement: 'TG-14',
    },
  ],
  budget: { usdAMonth: 150, requirement: 'TG-19' },
  savings: [
    {
      lever: 'spot',
      nearest: 'azure/spot/Standard_B2als_v2',
      why: 'Azure offers no Spot for Standard_B2s, and a system pool cannot be Spot (D-26)',
      claimed: '70 %',
      requirement: 'TG-19',
    },
    { lever: 'off-hours', claimed: 'half', requirement: 'TG-16' },
    { lever: 'right-sizing', claimed: '20 to 30 %', requirement: 'TG-19' },
    { lever: 'local-disk', instead: 'azure/disk/P4', claimed: '100 %', requirement: 'TG-03' },
    { lever: 'scratch-folder', instead: 'azure/disk/S4', claimed: '100 %', requirement: 'TG-19' },
    {
      lever: 'one-load-balancer',
      another: ['azure/load-balancer/standard', 'azure/public-ip/standard'],
      claimed: '50 %',
      requirement: 'TG-19',
    },
    { lever: 'cluster-ip', address: 'azure/public-ip/standard', claimed: '100 %', requirement: 'TG-19' },
  ],
};
