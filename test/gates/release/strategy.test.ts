import { changed, errors, finds, found, releaseModel, set } from './release-objects';

const canary = ['spec', 'strategy', 'canary'];

describe('a release', () => {
  test('by the weights of a load balancer breaks no rule', () => {
    expect(found(releaseModel())).toEqual([]);
  });

  test('whose steps start with a small weight and its share of the pods breaks none either', () => {
    const steps = [{ setWeight: 5 }, errors(), { setWeight: 100 }, errors()];
    expect(found(changed('Rollout/web', draft => set(draft, [...canary, 'steps'], steps)))).toEqual([]);
  });
});

describe('the strategy of a release', () => {
  finds('Rollout/web', 'release-strategy', [
    [['spec', 'paused'], true, /\$\.spec\.paused: found true; nothing; .*kubectl argo rollouts pause/],
    [['spec', 'restartAt'], '2026-01-01T00:00:00Z', /\$\.spec\.restartAt: found "2026/],
    [['spec', 'workloadRef'], { kind: 'Deployment', name: 'web' }, /workloadRef: found the pods of another workload/],
    [[...canary, 'pingPong'], undefined, /pingPong: found no pingPong.*two Services/],
    [[...canary, 'trafficRouting'], undefined, /trafficRouting\.alb: found no load balancer/],
    [[...canary, 'trafficRouting', 'alb'], undefined, /trafficRouting\.alb: found no load balancer/],
  ]);

  test('blueGreen is refused, whatever it says', () => {
    const model = changed('Rollout/web', draft =>
      set(draft, ['spec', 'strategy', 'blueGreen'], { activeService: 'web', previewService: 'web-ping' }),
    );
    expect(found(model)).toEqual([
      expect.stringMatching(/^release-strategy .*\.blueGreen: found blueGreen.*requests fail; canary with pingPong/),
    ]);
  });

  test('a strategy that says nothing is refused', () => {
    const findings = found(changed('Rollout/web', draft => set(draft, ['spec', 'strategy'], {})));
    expect(findings[0]).toMatch(/^release-strategy .*canary: found no strategy\.canary/);
  });

  test('paused: false stands in nobody’s way', () => {
    expect(found(changed('Rollout/web', draft => set(draft, ['spec', 'paused'], false)))).toEqual([]);
  });
});
