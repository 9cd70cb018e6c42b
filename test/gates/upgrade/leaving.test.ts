import { changesBetween, checkUpgrade } from '../../../src/gates/upgrade';
import type { Manifest, Model } from '../../../src/model';
import { environmentOf, manifestOf, modelOf } from '../model-of';
import { argoCd } from './corpus';
import { type ApplicationProps } from './two-models';
import { config, claim, KEPT, folder, modelWith, codes } from './folders';

const project = (spec: object): Manifest =>
  manifestOf(
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'test', namespace: 'argocd' }, spec },
    { tree: 'argocd', application: 'root', path: 'argocd/test/root/AppProject.argoproj.io.test.yaml' },
  );

const fates = (before: Model, after: Model): readonly string[] =>
  changesBetween(before, after).map(({ before: old, after: fresh, fate, why }) =>
    `${(fresh ?? old)?.object.metadata.name}: ${fate} ${why}`.trim(),
  );

describe('what leaves git', () => {
  const gone = (props: ApplicationProps, meta = {}): readonly string[] =>
    fates(
      modelWith(folder('test-app', [config('a', 'corpus', meta)], props)),
      modelWith(folder('test-app', [], props)),
    );

  test('waits for a person where syncs do', () => {
    expect(gone({ automated: false })).toEqual(['a: pruned when a person syncs with prune']);
    expect(gone({}, argoCd({ 'sync-options': 'Prune=confirm' }))).toEqual([
      'a: pruned once a person has confirmed it (Prune=confirm)',
    ]);
  });

  test('stays where the Application never prunes', () => {
    expect(gone({ syncOptions: ['Prune=false'] })).toEqual(['a: kept Prune=false']);
    const before = modelWith(folder('test-app', [config('a')], { syncOptions: ['Prune=false'] }));
    expect(codes(before, modelWith(folder('test-app', [], { syncOptions: ['Prune=false'] })))).toEqual([
      'removal-out-of-sync',
    ]);
  });

  test('goes with an Application that takes its objects along, but for what says Delete=false', () => {
    const finalizers = ['resources-finalizer.argocd.argoproj.io/foreground'];
    const before = modelWith(folder('test-app', [config('a'), claim('data', KEPT)], { finalizers }));
    expect(fates(before, modelWith(folder('other', [config('x')])))).toEqual([
      'other: added',
      'test-app: kept no Application synced it',
      'x: added',
      'a: pruned with the Application test-app',
      'data: kept Delete=false',
    ]);
    expect(codes(before, modelWith(folder('other', [])))).toEqual(['stateful-removed', 'application-removed']);
  });

  test('is left behind by an Application that goes without it, and that is a finding', () => {
    const before = modelWith(folder('test-app', [config('a'), config('b')]));
    const findings = checkUpgrade(before, modelWith(folder('other', [])));
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'application-removed: leaves 2 of its objects in the cluster with nobody in charge',
    ]);
  });

  test('stays in a cluster whose environment has left git', () => {
    const before = modelWith(folder('test-app', [config('a')]));
    const after = modelOf([], { environments: [environmentOf({ name: 'next' })], manifests: [] });
    expect(fates(before, after)).toContain('a: kept nothing in git stands for its environment any more');
  });

  test('stays where a person applied it', () => {
    const file = manifestOf(config('a'), { tree: 'argocd', path: 'argocd/test/root.yaml' });
    expect(fates(modelWith([file], folder('test-app', [])), modelWith(folder('test-app', [])))).toEqual([
      'a: kept a person applied it, and a person deletes it',
    ]);
  });
});

describe('prune-permitted', () => {
  const allowed = (kinds: readonly string[], namespaces: readonly string[]): Manifest =>
    project({
      clusterResourceWhitelist: [],
      destinations: namespaces.map(namespace => ({ namespace })),
      namespaceResourceWhitelist: kinds.map(kind => ({ group: '', kind })),
    });
  const before = modelWith(folder('test-app', [config('a')]), [allowed(['ConfigMap'], ['corpus'])]);

  test.each([
    ['the last object of a kind goes with the right to it', [] as string[], ['corpus'], 'the kind ConfigMap'],
    ['the last object of a namespace goes with the right to it', ['ConfigMap'], ['other'], 'the namespace corpus'],
  ])('%s', (_, kinds, namespaces, right) => {
    const findings = checkUpgrade(before, modelWith(folder('test-app', []), [allowed(kinds, namespaces)]));
    expect(findings.map(({ code }) => code)).toEqual(['prune-permitted']);
    expect(findings[0]?.message).toBe(`leaves git together with the right of its project to ${right}`);
  });

  test.each([
    ['the right stays', ['ConfigMap'], ['corpus']],
    ['everything is allowed', ['*'], ['*']],
  ])('nothing is found where %s', (_, kinds, namespaces) => {
    expect(codes(before, modelWith(folder('test-app', []), [allowed(kinds, namespaces)]))).toEqual([]);
  });

  test('what is kept needs no right', () => {
    const kept = modelWith(folder('test-app', [config('a', 'corpus', KEPT)]), [allowed(['ConfigMap'], ['corpus'])]);
    expect(codes(kept, modelWith(folder('test-app', []), [allowed([], ['corpus'])]))).toEqual([]);
  });
});
