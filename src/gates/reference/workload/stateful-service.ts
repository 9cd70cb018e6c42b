import { groupKindOf } from '../../identity/group-kind';
import { valueAt } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { referenceRule, unknownName } from '../reference-rule';

const example = 'kind: StatefulSet\nspec: { serviceName: database } # beside Service database';
const text: RuleTexts = {
  en: {
    rule: 'The Service that a StatefulSet names exists in its namespace.',
    reason: 'It gives the pods their names (database-0.database); without it they cannot find each other.',
    example,
  },
  ko: {
    rule: 'StatefulSet이 적은 Service는 같은 네임스페이스에 있다.',
    reason: '그 Service가 파드에 이름(database-0.database)을 준다. 없으면 파드가 서로를 찾지 못한다.',
    example,
  },
};

/** The Service that a StatefulSet names exists. */
export const statefulService = referenceRule('stateful-service', text, function* (object, environment) {
  const name = groupKindOf(object) === 'apps/StatefulSet' ? valueAt(object, ['spec', 'serviceName']) : undefined;
  const { namespace } = object.metadata;
  if (name === undefined || environment.find('Service', namespace, name) !== undefined) return;
  const known = environment.names('Service', namespace);
  const steps = ['spec', 'serviceName'];
  yield unknownName({ steps, what: 'Service', name, where: `namespace ${namespace}`, known });
});
