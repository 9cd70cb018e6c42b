import { rolloutLast } from '../../../src/gates/sync/rollout-last';
import type { KubeObject, Model } from '../../../src/model';
import { manifestOf } from '../model-of';
import { real, DOMAIN, found, at } from './real-sync';

describe('rollout-last', () => {
  const one = (kind: string, name: string, annotations: Record<string, string>): KubeObject => ({
    apiVersion: kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'v1',
    kind,
    metadata: {
      name,
      namespace: 'fablink-dev',
      annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [DOMAIN + key, value])),
    },
  });
  const withRollout = (wave: string, ...more: KubeObject[]): Model => ({
    ...real,
    manifests: [
      ...real.manifests,
      ...[one('Rollout', 'web', { 'sync-wave': wave }), ...more].map(object =>
        manifestOf(object, { environment: 'fablink-dev', application: 'fablink-app' }),
      ),
    ],
  });

  test('nothing is in a later wave than the Rollout, and no PostSync hook waits behind it', () => {
    const messages = found(rolloutLast, withRollout('0'));
    expect(messages).toContain(
      `TargetGroupBinding/fablink-dev/fablink-backend ${at('sync-wave')}: found wave 10 behind Rollout web of wave 0`,
    );
    expect(messages).toContain(
      `Job/fablink-dev/fablink-backend-check ${at('hook')}: found a PostSync hook behind Rollout web of wave 0`,
    );
  });

  test('a Rollout in the last wave keeps nobody waiting, but for PostSync hooks', () => {
    expect(found(rolloutLast, withRollout('20'))).toEqual([expect.stringContaining('found a PostSync hook')]);
  });

  test('of two Rollouts the first must be in the last wave too', () => {
    expect(found(rolloutLast, withRollout('20', one('Rollout', 'late', { 'sync-wave': '21' })))).toContain(
      `Rollout/fablink-dev/late ${at('sync-wave')}: found wave 21 behind Rollout web of wave 20`,
    );
  });
});
