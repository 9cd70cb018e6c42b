import { syncRules } from '../../../src/gates/sync';
import { jobDeadline } from '../../../src/gates/sync/job-deadline';
import { sharedObject } from '../../../src/gates/sync/shared-object';
import { syncOptionsKnown } from '../../../src/gates/sync/sync-options-known';
import { waveNumber } from '../../../src/gates/sync/wave-number';
import type { KubeObject, Manifest, Model, Rule } from '../../../src/model';
import { named, planted, realModel, type Draft } from '../../real-model';
import { manifestOf, modelOf } from '../model-of';

const real = realModel();
const DOMAIN = 'argocd.argoproj.io/';

function found(rule: Rule, model: Model): string[] {
  return rule.check(model).map(({ where, message }) => `${where.object} ${where.path}: ${message}`);
}

function annotate(object: Draft, changes: Readonly<Record<string, string | undefined>>): void {
  const renamed = Object.entries(changes).map(([name, value]) => [DOMAIN + name, value] as const);
  const annotations = { ...(object.metadata.annotations as object), ...Object.fromEntries(renamed) };
  object.metadata.annotations = Object.fromEntries(
    Object.entries(annotations).filter(([, value]) => value !== undefined),
  );
}

function annotated(
  matches: (manifest: Manifest) => boolean,
  changes: Readonly<Record<string, string | undefined>>,
): Model {
  return planted(real, matches, object => annotate(object, changes));
}

const check = named('fablink-dev', 'Job/fablink-backend-check');
const app = named('fablink-dev', 'Application/fablink-app');

test.each(syncRules.map(rule => [rule.code, rule] as const))('the real output keeps %s', (_, rule) => {
  expect(rule.check(real)).toEqual([]);
});

describe('wave-number', () => {
  test.each(['first', '1.5', '+5', ' 5', '05', '1001', '-1001', '', '-0'])('the wave "%s" is none', wave => {
    const model = annotated(named('fablink-dev', 'ConfigMap/fablink-backend-config'), { 'sync-wave': wave });
    expect(found(waveNumber, model)).toEqual([
      `ConfigMap/fablink-dev/fablink-backend-config $.metadata.annotations["${DOMAIN}sync-wave"]: found "${wave}"`,
    ]);
  });

  test('a wave without quotes is none', () => {
    const model = planted(real, app, object => annotate(object, { 'sync-wave': 5 as unknown as string }));
    expect(found(waveNumber, model)).toEqual([expect.stringMatching(/^Application\/argocd\/fablink-app .*: found 5$/)]);
  });

  test.each(['0', '-1000', '1000', '7'])('the wave "%s" is one', wave => {
    expect(waveNumber.check(annotated(check, { 'sync-wave': wave }))).toEqual([]);
  });
});

describe('job-deadline', () => {
  test.each([undefined, 0, 6 * 3600 + 1, '600'])('a real Job with the deadline %s is named', deadline => {
    const model = planted(real, check, object => {
      (object.spec as Record<string, unknown>).activeDeadlineSeconds = deadline;
    });
    const text = deadline === undefined ? 'nothing' : JSON.stringify(deadline);
    expect(found(jobDeadline, model)).toEqual([
      `Job/fablink-dev/fablink-backend-check $.spec.activeDeadlineSeconds: found ${text}`,
    ]);
  });

  test('the Jobs of a CronJob have one too', () => {
    const cronJob = (deadline?: number): Model =>
      modelOf([
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          metadata: { name: 'backup', namespace: 'shop' },
          spec: { jobTemplate: { spec: { activeDeadlineSeconds: deadline, template: { spec: { containers: [] } } } } },
        },
      ]);
    expect(found(jobDeadline, cronJob())).toEqual([
      'CronJob/shop/backup $.spec.jobTemplate.spec.activeDeadlineSeconds: found nothing',
    ]);
    expect(jobDeadline.check(cronJob(6 * 3600))).toEqual([]);
  });
});

describe('sync-options-known', () => {
  const namespace = named('fablink-dev', 'Namespace/fablink-dev');

  test.each([
    ['Prune=fales,Delete=false', '"Prune=fales", which is no value of Prune here', 'did you mean "Prune=false"?'],
    ['Purne=false,Delete=false', '"Purne", which is no sync option here', 'did you mean "Prune"?'],
    ['prune=false,Delete=false', '"prune", which is no sync option here', 'did you mean "Prune"?'],
    ['CreateNamespace=true', '"CreateNamespace", which is no sync option here', expect.any(String)],
    ['Prune=false,Prune=confirm', '"Prune=confirm" after Prune=false', 'remove one of the two'],
    ['Prune', '"Prune", which is no value of Prune here', expect.any(String)],
  ])('the options %s of an object are not understood', (options, message, mend) => {
    const findings = syncOptionsKnown.check(annotated(namespace, { 'sync-options': options }));
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'sync-options-known',
        mend,
        message: expect.stringMatching(new RegExp(`^found ${message}`)) as string,
      }),
    ]);
    expect(findings[0]?.where.path).toBe(`$.metadata.annotations["${DOMAIN}sync-options"]`);
  });

  test.each([
    ['Validate=yes', '"Validate=yes", which is no value of Validate here'],
    ['ServersideApply=true', '"ServersideApply", which is no sync option here'],
    ['Prune=false', '"Prune", which is no sync option here'],
    ['Force=true', '"Force", which is no sync option here'],
    ['PrunePropagationPolicy=forground', '"PrunePropagationPolicy=forground", which is no value of'],
  ])('the option %s of an Application is not understood', (option, message) => {
    const model = planted(real, app, object => {
      (object.spec as { syncPolicy: { syncOptions: string[] } }).syncPolicy.syncOptions.unshift(option);
    });
    expect(found(syncOptionsKnown, model)).toEqual([
      expect.stringContaining(`Application/argocd/fablink-app $.spec.syncPolicy.syncOptions[0]: found ${message}`),
    ]);
  });

  test.each([
    [{ 'compare-options': 'IgnoreExtraneus' }, '"IgnoreExtraneus", which is no compare option'],
    [{ 'sync-waves': '5' }, '"argocd.argoproj.io/sync-waves", which is no annotation of Argo CD'],
    [{ 'tracking-id': 'x' }, '"argocd.argoproj.io/tracking-id", which is no annotation of Argo CD'],
  ])('%j is not understood', (changes, message) => {
    expect(found(syncOptionsKnown, annotated(namespace, changes))).toEqual([
      expect.stringContaining(`found ${message}`),
    ]);
  });
});

describe('shared-object', () => {
  test('an object in two folders is named with both Applications', () => {
    const config = real.manifests.find(named('fablink-dev', 'ConfigMap/fablink-backend-config')) as Manifest;
    const path = config.path.replace('fablink-app', 'fablink-base');
    const model = { ...real, manifests: [...real.manifests, { ...config, path, application: 'fablink-base' }] };
    expect(found(sharedObject, model)).toEqual([
      'ConfigMap/fablink-dev/fablink-backend-config $.metadata.name: ' +
        'found ConfigMap fablink-backend-config in the Applications fablink-app and fablink-base',
    ]);
  });

  test('an Application that reads the folder of another holds all of its objects', () => {
    const model = planted(real, named('fablink-dev', 'Application/fablink-cloud'), object => {
      (object.spec as { source: { path: string } }).source.path = 'dist/fablink-dev/';
    });
    const messages = found(sharedObject, model);
    expect(messages).toContainEqual(
      expect.stringContaining('found Service fablink-backend in the Applications fablink-app and fablink-cloud'),
    );
    expect(messages.length).toBeGreaterThan(10);
  });

  test('the same name in another environment is another object', () => {
    const object: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    const [one, two] = [manifestOf(object), manifestOf(object, { environment: 'other', application: 'b' })];
    expect(sharedObject.check({ ...modelOf([]), manifests: [one, two] })).toEqual([]);
  });
});

test('an odd object never makes a rule of this concern throw', () => {
  const odd = [null, 5, 'text', [], [null], { spec: null }, { template: 5, metrics: [5] }].map(
    (spec, index) =>
      ({
        apiVersion: index % 2 === 0 ? 'argoproj.io/v1alpha1' : 'batch/v1',
        kind: ['Application', 'Job', 'Rollout', 'CronJob'][index % 4],
        metadata: {
          name: `odd-${index}`,
          annotations: { [`${DOMAIN}hook`]: 'constructor', [`${DOMAIN}sync-wave`]: 5 },
        },
        spec,
      }) as unknown as KubeObject,
  );
  for (const rule of syncRules) expect(() => rule.check(modelOf(odd))).not.toThrow();
});
