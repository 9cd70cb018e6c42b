import { groupKindOf } from '../../identity/group-kind';
import { valueAt } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { referenceRule, unknownName } from '../reference-rule';

/** Classes that the charts of the ingress controllers bring. */
const FROM_CHARTS = ['alb', 'nginx'];

const example = 'spec: { ingressClassName: alb }';
const text: RuleTexts = {
  en: {
    rule: 'An Ingress names its class, and the class exists: in dist/, or brought by a controller (alb, nginx).',
    reason: 'An Ingress of no class or an unknown one is ignored by every controller: no address, no error.',
    example,
  },
  ko: {
    rule: 'Ingress는 클래스를 적고, 그 클래스는 dist/에 있거나 컨트롤러(alb, nginx)가 가져온다.',
    reason: '클래스가 없거나 모르는 클래스면 모든 컨트롤러가 무시한다. 주소도 없고 오류도 없다.',
    example,
  },
};

/** An Ingress names a class that exists. */
export const ingressClass = referenceRule('ingress-class', text, function* (object, environment) {
  if (groupKindOf(object) !== 'networking.k8s.io/Ingress') return;
  const name = valueAt(object, ['spec', 'ingressClassName']);
  const known = [...environment.names('networking.k8s.io/IngressClass', undefined), ...FROM_CHARTS];
  if (typeof name === 'string' && known.includes(name)) return;
  const steps = ['spec', 'ingressClassName'];
  yield unknownName({ steps, what: 'IngressClass', name, where: 'the environment', known });
});
