import { changesBetween, checkUpgrade, findingsThen, upgradeRules } from '../../../src/gates/upgrade';
import { rules } from '../../../src/gates';
import type { Declared, KubeObject, Manifest, Model, Rule } from '../../../src/model';
import { declaredAt, environmentOf, manifestOf, modelOf } from '../model-of';
import { argoCd, namespaced } from './corpus';
import { applicationOf, syncedModel, type ApplicationProps } from './two-models';

const config = (name: string, namespace = 'corpus', meta = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, ...meta },
  data: {},
});
const claim = (name: string, meta = {}): KubeObject => namespaced('v1', 'PersistentVolumeClaim', name, {}, meta);
const KEPT = argoCd({ 'sync-options': 'Prune=false,Delete=false', 'compare-options': 'IgnoreExtraneous' });

/** Objects of one folder below the Application of that folder. */
function folder(name: string, objects: readonly KubeObject[], props: ApplicationProps = {}): readonly Manifest[] {
  return [...objects.map(object => manifestOf(object, { application: name })), applicationOf(name, props)];
}
const modelWith = (...manifests: readonly (readonly Manifest[])[]): Model =>
  modelOf([], { manifests: manifests.flat() });
const project = (spec: object): Manifest =>
  manifestOf(
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'test', namespace: 'argocd' }, spec },
    { tree: 'argocd', application: 'root', path: 'argocd/test/root/AppProject.argoproj.io.test.yaml' },
  );
const codes = (before: Model, after: Model): readonly string[] => checkUpgrade(before, after).map(({ code }) => code);
const fates = (before: Model, after: Model): readonly string[] =>
  changesBetween(before, after).map(({ before: old, after: fresh, fate, why }) =>
    `${(fresh ?? old)?.object.metadata.name}: ${fate} ${why}`.trim(),
  );

describe('a finding of the gate', () => {
  test('names the field with both values, the file and the TypeScript line', () => {
    const scoped = (role: string): KubeObject =>
      namespaced('rbac.authorization.k8s.io/v1', 'RoleBinding', 'b', { roleRef: { name: role } });
    expect(checkUpgrade(syncedModel([scoped('a')]), syncedModel([scoped('z')]))).toEqual([
      expect.objectContaining({
        code: 'field-immutable',
        message: 'found {"name":"z"} where {"name":"a"} runs',
        where: {
          environment: 'test',
          object: 'RoleBinding/corpus/b',
          path: '$.roleRef',
          file: 'dist/test/test-app/corpus/RoleBinding.b.yaml',
          source: declaredAt,
        },
      }),
    ]);
  });

  test('about what leaves git has the file that it had, and no line', () => {
    const [finding] = checkUpgrade(syncedModel([claim('data')]), syncedModel([]));
    expect(finding?.where).toEqual({
      environment: 'test',
      object: 'PersistentVolumeClaim/corpus/data',
      file: 'dist/test/test-app/corpus/PersistentVolumeClaim.data.yaml',
    });
  });

  test('is of a rule that nobody else has, with texts in both languages', () => {
    const all = [...rules, ...upgradeRules].map(({ code }) => code);
    expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
    const texts = upgradeRules.flatMap(({ text }) => [text.en, text.ko].flatMap(Object.values) as string[]);
    expect(texts.filter(text => text.trim() === '')).toEqual([]);
    expect(upgradeRules.filter(({ text }) => !/[가-힣]/.test(text.ko.rule + text.ko.reason))).toEqual([]);
  });
});

describe('what stays the same', () => {
  test('is no change, whatever the order of its fields', () => {
    const one = manifestOf(config('a'), { text: 'x' });
    const other = manifestOf({
      data: {},
      metadata: { namespace: 'corpus', name: 'a' },
      kind: 'ConfigMap',
      apiVersion: 'v1',
    });
    expect(changesBetween(modelWith([one]), modelWith([other]))).toEqual([]);
  });

  test('counts once where two bootstrap files hold it', () => {
    const shared = ['root', 'addons'].map(name =>
      manifestOf(config('p'), { tree: 'argocd', path: `argocd/test/${name}.yaml` }),
    );
    expect(changesBetween(modelWith(shared), modelWith(shared.slice(0, 1)))).toEqual([]);
  });
});

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

describe('application-moved and namespace-moved', () => {
  test('an object that another Application takes over is found, and what is never pruned blocks it', () => {
    const move = (meta = {}) =>
      checkUpgrade(
        modelWith(folder('old-app', [config('a', 'corpus', meta)]), folder('new-app', [])),
        modelWith(folder('old-app', []), folder('new-app', [config('a', 'corpus', meta)])),
      );
    expect(move().map(({ message }) => message)).toEqual([
      'moves from the Application old-app to new-app: the new one fails on a shared object until the old one has deleted it',
    ]);
    expect(move(KEPT)[0]?.message).toContain(
      'the old one lets it live (Prune=false), and the new one fails on a shared',
    );
    const [renamed] = checkUpgrade(
      modelWith(folder('old-app', [config('a')])),
      modelWith(folder('new-app', [config('a')])),
    );
    expect(renamed?.message).toContain('lets it live (the Application old-app leaves its objects behind)');
  });

  test('a folder that keeps its Application is no move', () => {
    const at = (name: string): Manifest =>
      manifestOf(config('a'), { application: name, path: `dist/test/test-app/${name}/a.yaml` });
    const before = modelWith([at('one')], folder('test-app', []));
    expect(codes(before, modelWith([at('two')], folder('test-app', [])))).toEqual([]);
  });

  test('objects that go in one namespace and come in another are found once', () => {
    const before = syncedModel([config('a', 'old'), config('b', 'old')]);
    const findings = checkUpgrade(before, syncedModel([config('a', 'new'), config('b', 'new')]));
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'namespace-moved: moves from old to new, and 1 more with it: made anew there, with new addresses and without its data',
    ]);
  });

  test('a second namespace beside the first is no move', () => {
    expect(codes(syncedModel([config('a', 'old')]), syncedModel([config('a', 'old'), config('a', 'new')]))).toEqual([]);
  });
});

describe('pods', () => {
  const web = (hash: string): KubeObject =>
    namespaced('apps/v1', 'Deployment', 'web', {
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { annotations: { hash }, labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', envFrom: [{ configMapRef: { name: 'settings' } }] }] },
        },
      },
    });
  const settings = (level: string): KubeObject => namespaced('v1', 'ConfigMap', 'settings', { data: { level } });
  const secret = (type: string): KubeObject =>
    namespaced('external-secrets.io/v1', 'ExternalSecret', 'keys', { spec: { type } });

  test('restart with the hash of their settings', () => {
    const changes = changesBetween(syncedModel([settings('a'), web('1')]), syncedModel([settings('b'), web('2')]));
    expect(changes.map(({ after, pods, why }) => [after?.object.kind, pods, why])).toEqual([
      ['ConfigMap', undefined, ''],
      ['Deployment', 'restart', ''],
    ]);
  });

  test('keep the old settings where no hash follows them, and the ConfigMap says so', () => {
    const changes = changesBetween(syncedModel([settings('a'), web('1')]), syncedModel([settings('b'), web('1')]));
    expect(changes.map(({ why }) => why)).toEqual(['Deployment web keeps the old values until it restarts']);
  });

  test('do not restart for a secret', () => {
    const changes = changesBetween(syncedModel([secret('a'), web('1')]), syncedModel([secret('b'), web('1')]));
    expect(changes.map(({ pods }) => pods)).toEqual([undefined]);
  });
});

describe('what today’s rules find in a revision', () => {
  const ruleOf = (code: string, breaks: (model: Model, manifest: Manifest) => boolean): Rule => ({
    code,
    text: upgradeRules[0]?.text as Rule['text'],
    check: model =>
      model.manifests
        .filter(manifest => breaks(model, manifest))
        .map(({ environment, object, provenance }) => {
          const source = provenance.lines()[0];
          const where = { environment, object: object.metadata.name, ...(source && { source }) };
          return { code, message: 'm', where, expected: 'e', mend: 'm' };
        }),
  });
  const noClaims = ruleOf('no-claims', (_, { object }) => object.kind === 'PersistentVolumeClaim');
  const declaredOnly = ruleOf(
    'declared-only',
    ({ declarations }) => !declarations.some(({ type }) => type === 'workload'),
  );
  const declarations = [{ type: 'workload' } as Declared];

  test('is told with the line that declares the object today, where there is one', () => {
    const then = findingsThen(syncedModel([claim('data'), claim('old')]), syncedModel([claim('data')]), [noClaims]);
    expect(then.map(({ where: { object, source } }) => [object, source])).toEqual([
      ['old', undefined],
      ['data', declaredAt],
    ]);
  });

  test('leaves out rules that need declarations, which YAML does not carry', () => {
    const after = { ...syncedModel([claim('data')]), declarations };
    const codesThen = findingsThen(syncedModel([claim('data')]), after, [noClaims, declaredOnly]).map(
      ({ code }) => code,
    );
    expect(codesThen).toEqual(['no-claims']);
  });

  test('leaves out environments that are no more', () => {
    const after = modelOf([], { environments: [environmentOf({ name: 'next' })] });
    expect(findingsThen(syncedModel([claim('data')]), after, [noClaims])).toEqual([]);
  });
});
