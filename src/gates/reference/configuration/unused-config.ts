import type { Manifest } from '../../../model';
import { groupKindOf } from '../../identity/group-kind';
import { everyField, isRecord, recordsIn, valueAt } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { once } from '../../pod/once';
import { environmentRule } from '../reference-rule';
import { targetOf } from './secret-keys';
import { usesOf } from './uses';

/** Labels by which a program finds a ConfigMap or Secret that no object names. */
const FOUND_BY_LABEL = /^(?:grafana_|argocd\.argoproj\.io\/)/;

const example = 'serviceAccountName: orders # in a pod, beside ServiceAccount orders';
const text: RuleTexts = {
  en: {
    rule: 'Something uses every ConfigMap, ExternalSecret and ServiceAccount.',
    reason:
      'What nothing uses is either left over or the other end of a misspelt name; a ServiceAccount is a right besides.',
    example,
  },
  ko: {
    rule: '모든 ConfigMap, ExternalSecret, ServiceAccount는 어딘가에서 쓰인다.',
    reason: '아무도 쓰지 않는다면 남은 찌꺼기이거나 철자가 틀린 이름의 반대쪽이다. ServiceAccount는 권한이기까지 하다.',
    example,
  },
};

function useKey(kind: string, namespace: string | undefined, name: unknown): string {
  return `${kind} ${namespace ?? ''} ${String(name)}`;
}

/** ServiceAccounts that are given rights: people and programs outside may hold their tokens. */
function boundAccounts({ object }: Manifest): readonly string[] {
  return recordsIn(object.subjects)
    .filter(([, subject]) => subject.kind === 'ServiceAccount')
    .map(([, subject]) =>
      useKey('ServiceAccount', String(subject.namespace ?? object.metadata.namespace), subject.name),
    );
}

/** Texts among the values of the charts that go into a namespace: a chart names what it uses there. */
const chartTexts = once((environment: EnvironmentObjects) => {
  const texts = new Set<string>();
  for (const { object } of environment.all('argoproj.io/Application')) {
    const namespace = String(valueAt(object, ['spec', 'destination', 'namespace']));
    everyField(valueAt(object, ['spec', 'source', 'helm']), (_, value) => {
      for (const each of Array.isArray(value) ? (value as readonly unknown[]) : [value])
        if (typeof each === 'string') texts.add(useKey('', namespace, each));
    });
  }
  return texts;
});

/** Kind and name under which the object would be used; undefined where nothing has to name it. */
function usedAs({ object }: Manifest): readonly [kind: string, name: unknown] | undefined {
  const kind = groupKindOf(object);
  const isSecret = kind === 'external-secrets.io/ExternalSecret';
  if (!isSecret && kind !== 'ConfigMap' && kind !== 'ServiceAccount') return undefined;
  const labels = isSecret
    ? valueAt(object, ['spec', 'target', 'template', 'metadata', 'labels'])
    : object.metadata.labels;
  if (isRecord(labels) && Object.keys(labels).some(label => FOUND_BY_LABEL.test(label))) return undefined;
  return isSecret ? ['Secret', targetOf(object)] : [kind, object.metadata.name];
}

function unused({ object }: Manifest, kind: string, name: unknown): ComplaintAt {
  const secret = kind === 'Secret' ? `, whose Secret is ${JSON.stringify(name)}` : '';
  return {
    steps: ['metadata', 'name'],
    message: `found ${object.kind} ${JSON.stringify(object.metadata.name)}${secret}: nothing uses it`,
    expected: `an object of namespace ${object.metadata.namespace} that names it`,
    mend: 'remove it, or correct the name where it was meant to be used',
  };
}

/** Something uses every ConfigMap, ExternalSecret and ServiceAccount. */
export const unusedConfig = environmentRule('unused-config', text, function* (environment) {
  const used = new Set([
    ...usesOf(environment).map(({ kind, namespace, name }) => useKey(kind, namespace, name)),
    ...environment.manifests.flatMap(boundAccounts),
  ]);
  for (const manifest of environment.manifests) {
    const as = manifest.tree === 'dist' ? usedAs(manifest) : undefined;
    if (as === undefined) continue;
    const [kind, name] = as;
    const { namespace } = manifest.object.metadata;
    if (used.has(useKey(kind, namespace, name)) || chartTexts(environment).has(useKey('', namespace, name))) continue;
    yield [manifest, unused(manifest, kind, name)];
  }
});
