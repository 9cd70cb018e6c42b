import type { Declaration, NodePool, OfficeHours } from '../../../src/model';
import { FIXED, BOTH, model, only, saving, objects } from './priced-model';

const hours = (changes: Partial<OfficeHours> = {}): Declaration => ({
  type: 'schedule',
  workload: 'web',
  namespace: 'shop',
  count: 1,
  assumed: false,
  hours: {
    days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'],
    start: '09:00',
    end: '19:00',
    timeZone: 'Asia/Seoul',
    ...changes,
  },
});

const web: Declaration = {
  type: 'workload',
  name: 'web',
  namespace: 'shop',
  selector: {},
  labels: {},
  serves: [],
  calls: [],
  openTo: [],
  mostPods: 1,
  requests: { cpuMillis: 1500, memoryMiB: 500 },
  limits: { cpuMillis: 1500, memoryMiB: 500 },
  runs: 'service',
};

const accountOf = (pools: readonly NodePool[], ...declarations: readonly Declaration[]) =>
  only(model(pools, declarations, objects)).savings[0];

describe('the account of a lever', () => {
  test('spot: nothing is saved, and what the nearest size would cost stands beside', () => {
    const account = accountOf(FIXED, saving({ lever: 'spot', nearest: 'azure/vm/C-spot', why: 'B is not offered so' }));
    // 2 × 730 × 0.01 beside 2 × 730 × 0.05
    expect(account).toEqual({
      lever: 'spot',
      claimed: '70 %',
      requirement: 'XX-06',
      saved: 0,
      account:
        'Not available: B is not offered so. The nearest size that is offered so, azure/vm/C-spot, costs 0.01 an hour, 14.60 a month for as many nodes; the nodes here cost 73.00.',
    });
  });

  test('off-hours: pods at 0 save nothing on fixed nodes; stopping the nodes would save the hours outside', () => {
    const account = accountOf(FIXED, hours(), saving({ lever: 'off-hours' }));
    // (168 − 50) of 168 hours: 512.7 of 730; 73.00 × 118 / 168
    expect(account).toMatchObject({ saved: 0, possible: expect.closeTo(51.2738, 3) });
    expect(account?.account).toBe(
      '1 workload without pods for 512.7 of 730 hours, but the 2 nodes are fixed and paid all the same: pods at 0 save 0. Stopping the nodes in those hours, too, would save up to 51.27, with everything on them away that runs on now: databases, monitoring, the ingress.',
    );
  });

  test('off-hours: hours that overlap count once', () => {
    const longer = hours({ start: '08:00', end: '19:00' });
    const account = accountOf(FIXED, hours(), longer, saving({ lever: 'off-hours' }));
    // (168 − 55) of 168
    expect(account?.possible).toBeCloseTo((73 * 113) / 168, 6);
  });

  test('off-hours: nodes that move may go', () => {
    const account = accountOf(BOTH, hours(), saving({ lever: 'off-hours' }));
    expect(account?.account).toContain('saves only what the cluster’s autoscaler takes away above 3 nodes');
  });

  test('right-sizing: requests are not billed', () => {
    const account = accountOf(FIXED, web, saving({ lever: 'right-sizing' }));
    expect(account).toMatchObject({ saved: 0 });
    expect(account?.account).toMatch(
      /^1 service with requests of 1500m CPU and 500 MiB in all: by the sums 2 of 2 nodes/,
    );
  });

  test.each([
    ['local-disk', saving({ lever: 'local-disk', instead: 'azure/disk/P4' }), 5.28],
    // two volumes of emptyDir
    ['scratch-folder', saving({ lever: 'scratch-folder', instead: 'azure/disk/S4' }), 3.08],
    // 730 × (0.025 + 0.005)
    ['one-load-balancer', saving({ lever: 'one-load-balancer', another: ['azure/load-balancer', 'azure/ip'] }), 21.9],
    // two Services of type ClusterIP × 730 × 0.005
    ['cluster-ip', saving({ lever: 'cluster-ip', address: 'azure/ip' }), 7.3],
  ])('%s saves what else would be bought', (_, lever, usd) => {
    expect(accountOf(FIXED, lever)?.saved).toBeCloseTo(usd, 6);
  });

  test('without a price nothing is claimed', () => {
    const account = accountOf(FIXED, saving({ lever: 'local-disk', instead: 'azure/disk/X' }));
    expect(account).not.toHaveProperty('saved');
    expect(account?.account).toBe('azure/disk/X has no price.');
  });
});
