import type { Declaration, KubeObject } from '../../../src/model';
import { clusterOf, environmentOf, modelOf } from '../../gates/model-of';
import { pool, BOTH, model, only, bought } from './priced-model';

describe('an estimate', () => {
  test('multiplies what is held all hours by 730, and takes the cheapest of the fewest and the dearest of the most', () => {
    const { lines, total, left } = only(model(BOTH, bought));
    // 2 × 730 × 0.05; 1 × 730 × 0.05 to 3 × 730 × 0.10; 730 × 0.005; 2 × 0.05 to 10 × 0.05
    expect(lines.map(({ name, usd }) => [name, usd])).toEqual([
      ['nodes of pool fixed', { least: 73, most: 73 }],
      ['nodes of pool moving', { least: 36.5, most: expect.closeTo(219, 6) }],
      ['address', { least: expect.closeTo(3.65, 6), most: expect.closeTo(3.65, 6) }],
      ['queues', { least: expect.closeTo(0.1, 6), most: expect.closeTo(0.5, 6) }],
    ]);
    expect(total).toEqual({ least: expect.closeTo(113.25, 6), most: expect.closeTo(296.15, 6) });
    expect(left).toEqual({ least: expect.closeTo(-146.15, 6), most: expect.closeTo(36.75, 6) });
  });

  test('counts the control plane of EKS, and marks the price of another region', () => {
    const cloud = { type: 'aws', account: '', region: 'ap-northeast-2', vpcId: '', oidcIssuer: '', tags: {} } as const;
    const cluster = clusterOf({ cloud, pools: [pool('default', ['m'], 2, 2)] });
    const { lines, total } = only({ ...model([], []), environments: [environmentOf({ cluster })] });
    // 730 × 0.1 + 2 × 730 × 0.2
    expect(total).toEqual({ least: expect.closeTo(365, 6), most: expect.closeTo(365, 6) });
    expect(lines.map(({ prices }) => prices.map(({ elsewhere, region }) => [elsewhere, region]))).toEqual([
      [[true, 'us-east-1']],
      [[false, 'ap-northeast-2']],
    ]);
  });

  test('says what it does not price, and counts it in no sum', () => {
    const none = { name: 'cache', quantity: { least: 1, most: 1 }, requirement: 'XX-04' } as const;
    const { lines, total } = only(
      model(
        [],
        [
          { type: 'purchase', item: 'azure/redis', unit: 'hour', ...none },
          { type: 'purchase', item: 'azure/disk/P4', unit: 'GiB', ...none },
        ],
      ),
    );
    expect(lines.map(({ usd, unpriced }) => [usd, unpriced])).toEqual([
      [undefined, 'no price for azure/redis'],
      [undefined, 'azure/disk/P4 is priced by piece, and bought by GiB'],
    ]);
    expect(total).toEqual({ least: 0, most: 0 });
  });

  test('a pool of which one machine has no price is not priced', () => {
    expect(only(model([pool('odd', ['B', 'Z'], 1, 1)], [])).lines).toMatchObject([
      { unpriced: 'no price for azure/vm/Z', prices: [] },
    ]);
  });

  test('lists what dist/ makes in a cloud and no purchase names', () => {
    const vault = (name: string): KubeObject => ({
      apiVersion: 'keyvault.azure.com/v1api20230701',
      kind: 'Vault',
      metadata: { name, namespace: 'shop' },
    });
    const named: Declaration = {
      type: 'purchase',
      item: 'azure/operations',
      name: 'vault',
      quantity: { least: 0, most: 0 },
      unit: 'million operations',
      object: 'Vault/paid',
      requirement: 'XX-05',
    };
    expect(only(model([], [named], [vault('paid'), vault('other')])).notPriced).toEqual([
      { object: 'Vault/other', billed: 'operations' },
    ]);
  });

  test('of a place without a cloud holds nothing', () => {
    expect(only(modelOf([]))).toMatchObject({ region: 'none', lines: [], total: { least: 0, most: 0 } });
  });
});
