import type { Declaration, Declared, KubeObject, Model, NodePool, Price, SavingLever } from '../../../src/model';
import { estimates, type Estimate } from '../../../src/views/cost';
import { clusterOf, environmentOf, modelOf } from '../../gates/model-of';

/** A price of the list. */
export const price = (item: string, usd: number, changes: Partial<Price> = {}): Price => ({
  item,
  region: 'koreacentral',
  unit: 'hour',
  usd,
  source: 'https://example.com/prices',
  date: '2026-11-21',
  ...changes,
});

/** A price list of a few things. */
export const PRICES: readonly Price[] = [
  price('azure/vm/B', 0.05),
  price('azure/vm/C', 0.1, { region: 'eastus' }),
  price('azure/vm/C-spot', 0.01),
  price('azure/ip', 0.005, { region: 'global' }),
  price('azure/load-balancer', 0.025),
  price('azure/disk/P4', 5.28, { unit: 'piece' }),
  price('azure/disk/S4', 1.54, { unit: 'piece' }),
  price('azure/operations', 0.05, { unit: 'million operations' }),
  price('aws/eks/cluster', 0.1, { region: 'us-east-1' }),
  price('aws/vm/m', 0.2, { region: 'ap-northeast-2' }),
];

/** A pool of nodes. */
export const pool = (name: string, instanceTypes: readonly string[], min: number, max: number): NodePool => ({
  name,
  instanceTypes,
  zones: ['koreacentral-1'],
  nodes: { min, max },
  allocatable: { cpuMillis: 1000, memoryMiB: 2000, pods: 30 },
});

/** Where the environment is. */
export const azure = {
  type: 'azure',
  subscription: '',
  tenant: '',
  region: 'koreacentral',
  resourceGroup: '',
  oidcIssuer: '',
  operatorClientId: '',
  tags: {},
} as const;

/** Pools whose nodes do not move, and with some that do. */
export const FIXED = [pool('fixed', ['B'], 2, 2)];

export const BOTH = [...FIXED, pool('moving', ['C', 'B'], 1, 3)];

/** A model of one environment with pools and declarations. */
export function model(
  pools: readonly NodePool[],
  declarations: readonly Declaration[],
  objects: readonly KubeObject[] = [],
): Model {
  const cluster = clusterOf({ cloud: azure, pools });
  const beside = { environment: 'test', provenance: { construct: 'test', lines: () => [] } };
  return modelOf(objects, {
    environments: [environmentOf({ cluster })],
    declarations: declarations.map((each): Declared => ({ ...each, ...beside })),
  });
}

/** The one estimate of a model. */
export function only(of: Model): Estimate {
  const [estimate, ...more] = estimates(of, PRICES);
  if (estimate === undefined || more.length > 0) throw new Error('expected one environment');
  return estimate;
}

/** What is bought beside the nodes. */
export const bought: readonly Declaration[] = [
  {
    type: 'purchase',
    item: 'azure/ip',
    name: 'address',
    quantity: { least: 1, most: 1 },
    unit: 'hour',
    requirement: 'XX-01',
  },
  {
    type: 'purchase',
    item: 'azure/operations',
    name: 'queues',
    quantity: { least: 2, most: 10 },
    unit: 'million operations',
    requirement: 'XX-02',
  },
  { type: 'budget', usdAMonth: 150, requirement: 'XX-03' },
];

/** A lever that a document names. */
export const saving = (lever: SavingLever): Declaration => ({
  type: 'saving',
  claimed: '70 %',
  requirement: 'XX-06',
  ...lever,
});

/** What runs there. */
export const objects: readonly KubeObject[] = [
  ...['web', 'api'].map((name): KubeObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      template: {
        spec: {
          volumes: [
            { name: 'tmp', emptyDir: {} },
            { name: 'files', configMap: {} },
          ],
        },
      },
    },
  })),
  ...['web', 'api', 'entry'].map((name): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { type: name === 'entry' ? 'LoadBalancer' : 'ClusterIP' },
  })),
];
