import type { RuleTexts } from '../../schema/object-rule';
import { referenceRule, unknownName } from '../reference-rule';

const example = 'metadata: { name: orders, namespace: shop } # beside Namespace shop';
const text: RuleTexts = {
  en: {
    rule: 'Every namespace that an object names is declared in dist/, brought by an add-on, or part of every cluster.',
    reason: 'An object of a namespace that does not exist is refused, and Argo CD makes none on its own here.',
    example,
  },
  ko: {
    rule: '객체가 적은 네임스페이스는 모두 dist/에 선언되어 있거나, 애드온이 가져오거나, 모든 클러스터에 있다.',
    reason: '없는 네임스페이스의 객체는 거부되며, 여기서 Argo CD는 네임스페이스를 스스로 만들지 않는다.',
    example,
  },
};

/** Every namespace that an object names will exist. */
export const namespaceExists = referenceRule('namespace-exists', text, function* (object, environment) {
  const { namespace } = object.metadata;
  if (namespace === undefined || environment.hasNamespace(namespace)) return;
  const known = environment.namespaces;
  const steps = ['metadata', 'namespace'];
  yield unknownName({ steps, what: 'Namespace', name: namespace, where: 'the environment', known });
});
