import { changed, errors, finds, found, set } from './release-objects';

const steps = ['spec', 'strategy', 'canary', 'steps'];

/** What is found of other steps. */
function of(...list: readonly object[]): readonly string[] {
  return found(changed('Rollout/web', draft => set(draft, steps, list)));
}

describe('the steps of a release', () => {
  finds('Rollout/web', 'release-steps', [
    [[...steps, 3, 'setWeight'], 0, /steps\[3\]\.setWeight: found 0; a whole number of 1 to 100/],
    [[...steps, 5, 'setWeight'], 10, /steps\[5\]\.setWeight: found 10 behind 10; a whole number of 11 to 100/],
    [[...steps, 5, 'setWeight'], 5, /steps\[5\]\.setWeight: found 5 behind 10; a whole number of 11 to 100/],
    [[...steps, 5, 'setWeight'], 50.5, /steps\[5\]\.setWeight: found 50\.5 behind 10/],
    [[...steps, 8, 'setWeight'], 101, /steps\[8\]\.setWeight: found 101 behind 50; a whole number of 51 to 100/],
    [[...steps, 8, 'setWeight'], 90, /\.steps: found 90 as the last weight; setWeight: 100 and an analysis at the end/],
    [[...steps, 4], { pause: {} }, /steps\[3\]\.setWeight: found no analysis behind the weight 10; .*the next weight/],
    [[...steps, 9], { pause: {} }, /steps\[8\]\.setWeight: found no analysis behind the weight 100; .*the end/],
    [[...steps, 2], {}, /steps\[2\]: found \{\} in one step; exactly one action/],
    [[...steps, 2], { pause: {}, setCanaryScale: { weight: 100 } }, /found pause and setCanaryScale in one step/],
    [[...steps, 6, 'pause', 'duration'], '5 min', /steps\[6\]\.pause\.duration: found "5 min"/],
    [[...steps, 6, 'pause', 'duration'], 0, /steps\[6\]\.pause\.duration: found 0/],
    [[...steps, 2], { setHeaderRoute: { name: 'testers' } }, /steps\[2\]\.setHeaderRoute: found setHeaderRoute/],
    [
      [...steps, 0, 'setCanaryScale'],
      { weight: 40 },
      /steps\[5\]\.setWeight: found 50 % of the requests for 40 % of the pods/,
      /steps\[8\]\.setWeight: found 100 % of the requests for 40 % of the pods/,
    ],
    [
      [...steps, 0, 'setCanaryScale'],
      { replicas: 3 },
      /steps\[3\]\.setWeight: found 10 % of the requests for a fixed number/,
      /steps\[5\]/,
      /steps\[8\]/,
    ],
  ]);

  test('must hold a weight', () => {
    expect(of(errors(), { pause: {} })).toEqual([
      expect.stringMatching(/found no weight: all requests go over at once/),
    ]);
  });

  test('must be there', () => {
    const findings = found(changed('Rollout/web', draft => set(draft, steps, undefined)));
    expect(findings).toEqual([expect.stringMatching(/^release-steps .*\.steps: found no weight/)]);
  });

  test('may hold a weight of the pods that grows with the requests', () => {
    const own = [{ setCanaryScale: { replicas: 1 } }, errors(), { setCanaryScale: { matchTrafficWeight: true } }];
    expect(of(...own, { setWeight: 20 }, errors(), { setWeight: 100 }, errors())).toEqual([]);
  });

  test('end with their 100: nothing rises behind it', () => {
    const own = [{ setWeight: 100 }, errors(), { setWeight: 100 }, errors()];
    expect(of(...own)).toEqual([
      expect.stringMatching(/steps\[2\]\.setWeight: found 100 behind 100; no weight behind/),
    ]);
  });
});
