import { groupKindOf } from '../../identity/group-kind';
import { shown } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { referenceRule, unknownName } from '../reference-rule';
import { claimed, ROLE_ANNOTATION, roleInArn, trustsOf } from './trust-policy';

const SUBJECT = /^system:serviceaccount:([^:]+):([^:]+)$/;
const STEPS = ['spec', 'assumeRolePolicyDocument'];

function complaint(environment: EnvironmentObjects, role: string, subject: unknown): ComplaintAt | undefined {
  const [, namespace = '', name] = SUBJECT.exec(String(subject)) ?? [];
  if (name === undefined) {
    const expected = 'system:serviceaccount:<namespace>:<name>';
    return { steps: STEPS, message: `found the subject ${shown(subject)}`, expected, mend: 'name one ServiceAccount' };
  }
  if (!environment.isClosed(namespace)) return undefined;
  const account = environment.find('ServiceAccount', namespace, name);
  if (account === undefined) {
    const known = environment.names('ServiceAccount', namespace);
    return unknownName({ steps: STEPS, what: 'ServiceAccount', name, where: `namespace ${namespace}`, known });
  }
  const arn = account.object.metadata.annotations?.[ROLE_ANNOTATION];
  if (String(arn).endsWith(`:role/${role}`)) return undefined;
  return {
    steps: STEPS,
    message: `found that ServiceAccount ${namespace}/${name} may take the role, but it names ${shown(arn)}`,
    expected: `the annotation ${ROLE_ANNOTATION} with this role`,
    mend: 'annotate the ServiceAccount with this role, or remove the role',
  };
}

const example = 'annotations: { eks.amazonaws.com/role-arn: arn:aws:iam::<account>:role/shop-orders }';
const text: RuleTexts = {
  en: {
    rule: 'Every ServiceAccount that an IAM role trusts exists and takes that role.',
    reason: 'A role that trusts a name nobody has is a right waiting for whoever takes the name.',
    example,
  },
  ko: {
    rule: 'IAM 역할이 신뢰하는 ServiceAccount는 모두 있으며, 실제로 그 역할을 쓴다.',
    reason: '아무도 갖지 않은 이름을 신뢰하는 역할은, 그 이름을 차지할 누군가를 기다리는 권한이다.',
    example,
  },
};

/** Every ServiceAccount that an IAM role trusts exists and takes that role. */
export const roleTaken = referenceRule('role-taken', text, function* (object, environment) {
  if (groupKindOf(object) !== 'iam.services.k8s.aws/Role') return;
  const trusts = trustsOf(object);
  if (trusts === undefined) {
    const expected = 'a policy document in JSON';
    yield { steps: STEPS, message: 'found no readable trust policy', expected, mend: 'correct the document' };
    return;
  }
  for (const subject of trusts.flatMap(trust => claimed(trust, 'sub'))) {
    const missing = complaint(environment, roleInArn(object), subject);
    if (missing !== undefined) yield missing;
  }
});
