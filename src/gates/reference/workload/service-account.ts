import type { RuleTexts } from '../../schema/object-rule';
import { usesOf } from '../configuration/uses';
import { environmentRule, unknownName } from '../reference-rule';

/** Kubernetes makes it in every namespace. */
const GIVEN = 'default';

const example = 'serviceAccountName: orders\n# beside ServiceAccount orders';
const text: RuleTexts = {
  en: {
    rule: 'Every ServiceAccount that a pod or a secret store names exists in the namespace.',
    reason: 'Without it no pod of the workload is created, and a store cannot read any secret.',
    example,
  },
  ko: {
    rule: '파드나 시크릿 저장소가 적은 ServiceAccount는 모두 그 네임스페이스에 있다.',
    reason: '없으면 워크로드의 파드가 하나도 만들어지지 않고, 저장소는 어떤 시크릿도 읽지 못한다.',
    example,
  },
};

/** Every ServiceAccount that is named exists. */
export const serviceAccount = environmentRule('service-account', text, function* (environment) {
  for (const { kind, manifest, name, namespace, steps } of usesOf(environment)) {
    if (kind !== 'ServiceAccount' || name === GIVEN || namespace === undefined) continue;
    if (environment.chartNamespaces.has(namespace)) continue;
    if (environment.find('ServiceAccount', namespace, name) !== undefined) continue;
    const known = environment.names('ServiceAccount', namespace);
    yield [manifest, unknownName({ steps, what: 'ServiceAccount', name, where: `namespace ${namespace}`, known })];
  }
});
