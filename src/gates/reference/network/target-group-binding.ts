import { groupKindOf } from '../../identity/group-kind';
import { isRecord, shown, valueAt } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { nameList, referenceRule, unknownName } from '../reference-rule';
import { servicePorts } from './service-ports';

const example = 'serviceRef: { name: orders, port: 80 } # beside Service orders with port 80';
const text: RuleTexts = {
  en: {
    rule: 'The Service and port that a TargetGroupBinding names exist in its namespace.',
    reason: 'The target group stays empty, and the load balancer in front of it answers every request with an error.',
    example,
  },
  ko: {
    rule: 'TargetGroupBinding이 적은 Service와 포트는 같은 네임스페이스에 있다.',
    reason: '없으면 대상 그룹이 비어, 앞의 로드 밸런서가 모든 요청에 오류로 답한다.',
    example,
  },
};

/** The Service and port that a TargetGroupBinding names exist. */
export const targetGroupBinding = referenceRule('target-group-binding', text, function* (object, environment) {
  const service = valueAt(object, ['spec', 'serviceRef']);
  if (groupKindOf(object) !== 'elbv2.k8s.aws/TargetGroupBinding' || !isRecord(service)) return;
  const { namespace } = object.metadata;
  const { name, port } = service;
  const found = environment.find('Service', namespace, name);
  if (found === undefined) {
    const known = environment.names('Service', namespace);
    const steps = ['spec', 'serviceRef', 'name'];
    return yield unknownName({ steps, what: 'Service', name, where: `namespace ${namespace}`, known });
  }
  const known = servicePorts(found.object);
  if (known.some(each => each === port)) return;
  yield {
    steps: ['spec', 'serviceRef', 'port'],
    message: `found ${shown(port)}, but Service ${String(name)} has no such port`,
    expected: known.length === 0 ? `a port of Service ${String(name)}` : `one of ${nameList(known.map(String))}`,
    mend: 'name a port of the Service, or add it there',
  };
});
