import type { KubeObject } from '../../../model';
import { isRecord } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { environmentRule, unknownName } from '../reference-rule';
import { usesOf } from './uses';

/** Kubernetes writes it into every namespace. */
const GIVEN = 'kube-root-ca.crt';

const example = 'envFrom: [{ configMapRef: { name: orders-config } }]\n# beside ConfigMap orders-config';
const text: RuleTexts = {
  en: {
    rule: 'Every ConfigMap that is named exists in the namespace, with every key that is named, or is declared to be written by a controller.',
    reason: 'A pod with a missing ConfigMap or key never starts: it waits in CreateContainerConfigError.',
    example,
  },
  ko: {
    rule: '이름이 적힌 ConfigMap은 모두 네임스페이스에 있고 적힌 키도 모두 그 안에 있거나, 컨트롤러가 쓴다고 선언되어 있다.',
    reason: 'ConfigMap이나 키가 없으면 파드는 CreateContainerConfigError에 멈춰 끝내 시작하지 못한다.',
    example,
  },
};

function keysOf({ data, binaryData }: KubeObject): readonly string[] {
  return [data, binaryData].flatMap(part => (isRecord(part) ? Object.keys(part) : []));
}

/** Keys of the ConfigMap; undefined where nothing brings one of that name. */
function keysIn(environment: EnvironmentObjects, namespace: string, name: string): readonly string[] | undefined {
  const object = environment.find('ConfigMap', namespace, name)?.object;
  if (object !== undefined) return keysOf(object);
  const made = environment.declarations.flatMap(declared =>
    declared.type === 'made-by-controller' && declared.kind === 'ConfigMap' ? [declared] : [],
  );
  return made.find(each => each.namespace === namespace && each.name === name)?.keys;
}

/** Every ConfigMap that is named exists, with every key that is named. */
export const configMapKey = environmentRule('config-map-key', text, function* (environment) {
  for (const { kind, manifest, name, namespace, steps, keys, optional } of usesOf(environment)) {
    if (kind !== 'ConfigMap' || optional || name === GIVEN || namespace === undefined) continue;
    const known = keysIn(environment, namespace, name);
    if (known === undefined) {
      if (environment.chartNamespaces.has(namespace)) continue;
      const names = environment.names('ConfigMap', namespace);
      yield [manifest, unknownName({ steps, what: 'ConfigMap', name, where: `namespace ${namespace}`, known: names })];
      continue;
    }
    for (const [key, at] of keys) {
      if (known.includes(key)) continue;
      yield [manifest, unknownName({ steps: at, what: 'key', name: key, where: `ConfigMap ${name}`, known })];
    }
  }
});
