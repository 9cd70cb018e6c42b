import { waveOrder } from '../../../src/gates/sync/wave-order';
import type { KubeObject, Model } from '../../../src/model';
import { manifestOf, modelOf } from '../model-of';

const DOMAIN = 'argocd.argoproj.io/';
const IGNORED = `${DOMAIN}ignore-healthcheck`;

function found(model: Model): string[] {
  return waveOrder.check(model).map(({ where, message }) => `${where.object} ${where.path}: ${message}`);
}

function at(name: string): string {
  return `$.metadata.annotations["${DOMAIN}${name}"]`;
}

describe('wave-order of a claim that is bound only for a pod', () => {
  const claim = (storageClassName: string, wave: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop', annotations: { [`${DOMAIN}sync-wave`]: wave } },
    spec: { storageClassName },
  });
  const pod = { containers: [], volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
  const job: KubeObject = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'load', namespace: 'shop' },
    spec: { template: { spec: pod } },
  };
  const late: KubeObject = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'slow' },
    volumeBindingMode: 'WaitForFirstConsumer',
  };

  test.each(['slow', 'managed-csi'])('holds its wave for ever when it comes before its first pod (%s)', name => {
    expect(found(modelOf([claim(name, '-20'), job, late]))).toEqual([
      `PersistentVolumeClaim/shop/data ${at('sync-wave')}: found the claim in wave -20, but Job load comes in wave 0 and class "${name}" binds only for a pod`,
    ]);
  });

  test('stands in the wave of its pod, even of a Job', () => {
    expect(waveOrder.check(modelOf([claim('slow', '0'), job, late]))).toEqual([]);
    expect(waveOrder.check(modelOf([claim('at-once', '-20'), job, late]))).toEqual([]);
  });

  test('is judged by the first of its pods, and not by those of another Application', () => {
    const later: KubeObject = {
      ...job,
      metadata: { name: 'later', namespace: 'shop', annotations: { [`${DOMAIN}sync-wave`]: '9' } },
    };
    expect(waveOrder.check(modelOf([claim('slow', '0'), later, job, late]))).toEqual([]);
    expect(waveOrder.check(modelOf([claim('slow', '0'), job, later, late]))).toEqual([]);
    const other = manifestOf(job, { application: 'other-app' });
    const model = modelOf([claim('slow', '-20'), late]);
    expect(found({ ...model, manifests: [...model.manifests, other] })).toEqual([
      expect.stringContaining('Job load in other-app needs PersistentVolumeClaim data, which is in test-app'),
    ]);
  });

  describe('of a CronJob alone, whose pod comes with no sync', () => {
    const backup: KubeObject = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'backup', namespace: 'shop', annotations: { [`${DOMAIN}sync-wave`]: '20' } },
      spec: { jobTemplate: { spec: { template: { spec: pod } } } },
    };
    const last = claim('slow', '20');
    const unchecked: KubeObject = {
      ...last,
      metadata: { ...last.metadata, annotations: { ...last.metadata.annotations, [IGNORED]: 'true' } },
    };
    const hook = (phase: string): KubeObject => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'check', namespace: 'shop', annotations: { [`${DOMAIN}hook`]: phase } },
      spec: { template: { spec: { containers: [] } } },
    });

    test('stands in the last wave and out of the health of its Application', () => {
      expect(waveOrder.check(modelOf([unchecked, backup, hook('SyncFail'), late]))).toEqual([]);
    });

    test('keeps its Application progressing until the first run', () => {
      expect(found(modelOf([last, backup, late]))).toEqual([
        `PersistentVolumeClaim/shop/data ${at('ignore-healthcheck')}: found nothing, but only CronJob backup uses the claim, ` +
          'and class "slow" binds only for a pod, so that it is Pending until the first run, and its Application Progressing',
      ]);
    });

    test('holds what comes after it, a hook after the sync too', () => {
      const route: KubeObject = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'page', namespace: 'shop', annotations: { [`${DOMAIN}sync-wave`]: '30' } },
      };
      const message = (after: string): unknown[] => [
        expect.stringMatching(
          new RegExp(`^PersistentVolumeClaim/shop/data .*sync-wave.*found the claim in wave 20, .*, and ${after}$`),
        ),
      ];
      expect(found(modelOf([unchecked, backup, route, late]))).toEqual(message('ConfigMap page comes in wave 30'));
      expect(found(modelOf([unchecked, backup, hook('PostSync'), late]))).toEqual(
        message('Job check comes in PostSync, wave 0'),
      );
    });

    test('comes with the first pod where something else starts one', () => {
      expect(waveOrder.check(modelOf([claim('slow', '0'), backup, job, late]))).toEqual([]);
      const early: KubeObject = { ...backup, metadata: { name: 'backup', namespace: 'shop' } };
      expect(found(modelOf([claim('slow', '-20'), early, job, late]))).toEqual([
        expect.stringContaining('but Job load comes in wave 0'),
      ]);
    });
  });

  test('does not come after its pod', () => {
    expect(found(modelOf([claim('slow', '1'), job, late]))).toEqual([
      'Job/shop/load $.spec.template.spec.volumes[0].persistentVolumeClaim.claimName: ' +
        'Job load in wave 0 needs PersistentVolumeClaim data, which comes in wave 1',
    ]);
  });
});
