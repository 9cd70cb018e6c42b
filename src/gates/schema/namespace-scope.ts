import { schemaOf } from './kind-schemas';
import { objectRule, type RuleTexts } from './object-rule';

const example = 'metadata: { name: main, namespace: shop }';
const text: RuleTexts = {
  en: {
    rule: 'Objects of namespaced kinds name their namespace; objects of the whole cluster name none.',
    reason:
      'Without a namespace the object lands in whatever namespace the client stands in; with one, a cluster-wide object never matches what is live.',
    example,
  },
  ko: {
    rule: '네임스페이스에 속하는 종류의 객체는 네임스페이스를 적고, 클러스터 전체의 객체는 적지 않는다.',
    reason:
      '네임스페이스가 없으면 클라이언트가 서 있는 곳에 만들어지고, 클러스터 객체에 적으면 실제 상태와 영원히 어긋난다.',
    example,
  },
};

/** Objects of namespaced kinds name their namespace; objects of the whole cluster name none. */
export const namespaceScope = objectRule('namespace-scope', text, object => {
  const scope = schemaOf(object)?.scope;
  const { namespace } = object.metadata;
  const path = '$.metadata.namespace';
  if (scope === 'Namespaced' && namespace === undefined) {
    const mend = 'set metadata.namespace, or the namespace of the chart';
    return [{ path, message: 'found no namespace', expected: `the namespace of the ${object.kind}`, mend }];
  }
  if (scope === 'Cluster' && namespace !== undefined) {
    const expected = `none: a ${object.kind} belongs to the whole cluster`;
    return [{ path, message: `found the namespace "${namespace}"`, expected, mend: 'leave metadata.namespace out' }];
  }
  return [];
});
