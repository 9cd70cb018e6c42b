import { changed, finds, found, set } from './release-objects';

const canary = ['spec', 'strategy', 'canary'];

describe('a release gives up by itself', () => {
  finds('Rollout/web', 'release-abort', [
    [['spec', 'progressDeadlineAbort'], undefined, /progressDeadlineAbort: found nothing; true/],
    [['spec', 'progressDeadlineAbort'], false, /progressDeadlineAbort: found false; true/],
    [['spec', 'progressDeadlineSeconds'], undefined, /progressDeadlineSeconds: found nothing; a stated number/],
    [['spec', 'progressDeadlineSeconds'], 300, /progressDeadlineSeconds: found 300; .*above both scale-down delays/],
    [['spec', 'minReadySeconds'], 600, /progressDeadlineSeconds: found 600; .*above minReadySeconds/],
    [[...canary, 'maxUnavailable'], undefined, /maxUnavailable: found nothing; 0/],
    [[...canary, 'maxUnavailable'], 1, /maxUnavailable: found 1; 0/],
    [[...canary, 'maxUnavailable'], '25%', /maxUnavailable: found "25%"; 0/],
    [[...canary, 'dynamicStableScale'], true, /dynamicStableScale: found true; false, or nothing/],
    [[...canary, 'abortScaleDownDelaySeconds'], undefined, /abortScaleDownDelaySeconds: found nothing; at least 30/],
    [[...canary, 'abortScaleDownDelaySeconds'], 0, /abortScaleDownDelaySeconds: found 0; .*stay for ever/],
    [[...canary, 'scaleDownDelaySeconds'], undefined, /scaleDownDelaySeconds: found nothing; at least 30/],
    [[...canary, 'scaleDownDelaySeconds'], 29, /scaleDownDelaySeconds: found 29; at least 30/],
    [['spec', 'rollbackWindow'], { revisions: 1 }, /rollbackWindow: found .*; nothing: within the window/],
  ]);

  test('dynamicStableScale: false and maxUnavailable: 0% are what is asked for', () => {
    const model = changed('Rollout/web', draft => {
      set(draft, [...canary, 'dynamicStableScale'], false);
      set(draft, [...canary, 'maxUnavailable'], '0%');
    });
    expect(found(model)).toEqual([]);
  });
});
