import { changesBetween, checkUpgrade, findingsThen, upgradeRules } from '../../../src/gates/upgrade';
import { rules } from '../../../src/gates';
import type { Declared, KubeObject, Manifest, Model, Rule } from '../../../src/model';
import { declaredAt, environmentOf, manifestOf, modelOf } from '../model-of';
import { namespaced } from './corpus';
import { syncedModel } from './two-models';
import { config, claim, modelWith } from './folders';

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
