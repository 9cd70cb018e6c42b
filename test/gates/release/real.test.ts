import { releaseRules } from '../../../src/gates/release';
import { named, planted, realModel, type Draft } from '../../real-model';
import { found, set } from './release-objects';

const CANARY = ['spec', 'strategy', 'canary'];

test.each(releaseRules.map(rule => [rule.code, rule] as const))('%s is silent about the real output', (_, rule) => {
  expect(rule.check(realModel()).map(({ where, message }) => `${where.object} ${message}`)).toEqual([]);
});

test.each<[code: string, object: string, keys: (string | number)[], value: unknown]>([
  ['release-strategy', 'Rollout/fablink-backend', ['spec', 'paused'], true],
  ['release-steps', 'Rollout/fablink-backend', [...CANARY, 'steps'], [{ setWeight: 100 }]],
  ['release-services', 'Rollout/fablink-backend', [...CANARY, 'pingPong', 'pongService'], 'fablink-backend'],
  ['release-ingress', 'Rollout/fablink-backend', [...CANARY, 'trafficRouting', 'alb', 'ingress'], 'fablink'],
  ['release-abort', 'Rollout/fablink-backend', ['spec', 'progressDeadlineAbort'], undefined],
  ['release-left-alone', 'Application/fablink-app', ['spec', 'ignoreDifferences'], []],
  ['analysis-arguments', 'AnalysisTemplate/fablink-backend-service-level', ['spec', 'args'], []],
  ['analysis-judges', 'AnalysisTemplate/fablink-backend-service-level', ['spec', 'metrics', 0, 'count'], 0],
])('%s finds a defect planted into the real %s at %j', (code, object, keys, value) => {
  const model = planted(realModel(), named('fablink-prod', object), (draft: Draft) => set(draft, keys, value));
  const codes = found(model).map(finding => finding.slice(0, finding.indexOf(' ')));
  expect(codes).toContain(code);
});

test('release-configuration finds configuration of the real Rollouts that a commit could overwrite', () => {
  const read = realModel().manifests.filter(
    ({ object }) => object['immutable'] === true && object.kind === 'ConfigMap',
  );
  const environments = new Set(read.map(({ environment }) => environment));
  expect([...environments].sort()).toEqual(['fablink-prod', 'learn']);
  for (const { path } of read) {
    const model = planted(
      realModel(),
      manifest => manifest.path === path,
      draft => set(draft, ['immutable'], undefined),
    );
    const codes = found(model).map(finding => finding.slice(0, finding.indexOf(' ')));
    expect(codes).toContain('release-configuration');
  }
});
