import { checkUpgrade } from '../../../src/gates/upgrade';
import { rolloutLast } from '../../../src/gates/sync/rollout-last';
import { waveOrder } from '../../../src/gates/sync/wave-order';
import type { KubeObject, Manifest, Model, Rule } from '../../../src/model';
import { manifestOf, modelOf } from '../model-of';
import { changed, releaseModel, set } from './release-objects';

const DOMAIN = 'argocd.argoproj.io/';

function found(rule: Rule, model: Model): readonly string[] {
  return rule.check(model).map(({ where, message }) => `${where.object} ${where.path}: ${message}`);
}

/** The release with one of its objects in a wave of its own. */
function inWave(kindAndName: string, wave: string): Model {
  return changed(kindAndName, draft => set(draft, ['metadata', 'annotations', `${DOMAIN}sync-wave`], wave));
}

describe('the order of a release', () => {
  test('holds where everything is in one wave', () => {
    expect([waveOrder, rolloutLast].flatMap(rule => found(rule, releaseModel()))).toEqual([]);
  });

  test.each(['Service/web', 'Service/web-ping', 'Service/web-pong', 'Ingress/web', 'AnalysisTemplate/web-errors'])(
    '%s does not come behind the Rollout that names it',
    used => {
      expect(found(waveOrder, inWave(used, '5'))).toContainEqual(
        expect.stringMatching(
          new RegExp(
            `^Rollout/shop/web .*: Rollout web in wave 0 needs ${used.replace('/', ' ')}, which comes in wave 5`,
          ),
        ),
      );
    },
  );

  test('the Ingress does not come before the Rollout that writes its weights', () => {
    expect(found(waveOrder, inWave('Ingress/web', '-5'))).toContainEqual(
      expect.stringMatching(
        /^Ingress\/shop\/web .*sync-wave"\]: Ingress web in wave -5 needs Rollout web, which comes in/,
      ),
    );
  });

  test('an autoscaler does not come before what it scales', () => {
    const scaler: KubeObject = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'shop', annotations: { [`${DOMAIN}sync-wave`]: '-5' } },
      spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' } },
    };
    const model = releaseModel();
    expect(found(waveOrder, { ...model, manifests: [...model.manifests, manifestOf(scaler)] })).toEqual([
      expect.stringMatching(/scaleTargetRef\.name: HorizontalPodAutoscaler web in wave -5 needs Rollout web/),
    ]);
  });

  test('a template lies in the Application of its Rollout: between two nothing waits', () => {
    const model = releaseModel();
    const away = (manifest: Manifest): Manifest =>
      manifest.object.metadata.name === 'web-health' ? { ...manifest, application: 'other-app' } : manifest;
    expect(found(waveOrder, { ...model, manifests: model.manifests.map(away) })).toEqual([
      expect.stringContaining('needs AnalysisTemplate web-health, which is in other-app'),
    ]);
  });

  test.each<[string, RegExp | undefined]>([
    ['PostSync', /\$\.metadata\.annotations\["argocd\.argoproj\.io\/hook"\]: found a PostSync hook behind Rollout web/],
    ['Sync', /found wave 30 behind Rollout web of wave 0/],
    ['PreSync', undefined],
    ['SyncFail', undefined],
  ])('a hook of the phase %s in a later wave', (hook, says) => {
    const annotations = { [`${DOMAIN}hook`]: hook, [`${DOMAIN}sync-wave`]: '30' };
    const job: KubeObject = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'check', namespace: 'shop', annotations },
    };
    const model = releaseModel();
    const findings = found(rolloutLast, { ...model, manifests: [...model.manifests, manifestOf(job)] });
    expect(findings).toEqual(says === undefined ? [] : [expect.stringMatching(says)]);
  });
});

describe('a Rollout that is there already', () => {
  const labels = { 'app.kubernetes.io/name': 'web' };
  const rollout = (matchLabels: object): Model =>
    modelOf([
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: { name: 'web', namespace: 'shop' },
        spec: { selector: { matchLabels }, template: { metadata: { labels }, spec: { containers: [] } } },
      },
    ]);

  test('keeps its selector, as the rule of its CRD wants it', () => {
    expect(checkUpgrade(rollout(labels), rollout({ ...labels, tier: 'x' }))).toEqual([
      expect.objectContaining({
        code: 'field-immutable',
        message: `found {"matchLabels":{"app.kubernetes.io/name":"web","tier":"x"}} where {"matchLabels":{"app.kubernetes.io/name":"web"}} runs`,
        where: expect.objectContaining({ object: 'Rollout/shop/web', path: '$.spec.selector' }) as unknown,
      }),
    ]);
  });

  test('may change everything else', () => {
    const model = rollout(labels);
    const manifests = model.manifests.map(manifest =>
      manifestOf({ ...manifest.object, spec: { ...(manifest.object.spec as object), minReadySeconds: 5 } }),
    );
    expect(checkUpgrade(model, { ...model, manifests })).toEqual([]);
  });
});
