import type { AwsCloud, KubeObject } from '../../../model';
import { factValue } from '../../../objects/fact-value';
import { groupKindOf } from '../../identity/group-kind';
import { didYouMean } from '../../schema/did-you-mean';
import { shown } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { nameList, referenceRule } from '../reference-rule';
import { claimed, ROLE_ANNOTATION, rolesOf, trustsOf, type WebIdentityTrust } from './trust-policy';

const ROLE_ARN = /^arn:aws(?:-[a-z-]+)?:iam::(\d{12}):role\/(.+)$/;

type Complaint = Omit<ComplaintAt, 'steps'>;

/** What is wrong with a statement that should let exactly this account of exactly this cluster take the role. */
function trustComplaint(trust: WebIdentityTrust, subject: string, cloud: AwsCloud): Complaint | undefined {
  const issuer = factValue(cloud.oidcIssuer);
  const provider = `arn:aws:iam::${factValue(cloud.account)}:oidc-provider/${issuer}`;
  const mend = 'let one statement name this ServiceAccount and nobody else';
  const wanted: readonly (readonly [what: string, found: unknown, expected: string])[] = [
    ['operator', [...new Set(trust.conditions.map(([operator]) => operator))], 'StringEquals'],
    ['subject', claimed(trust, 'sub'), subject],
    ['audience', claimed(trust, 'aud'), 'sts.amazonaws.com'],
    ['identity provider', [trust.provider], provider],
    ['issuer', [...new Set(trust.conditions.map(([, key]) => key.replace(/:[^:]+$/, '')))], issuer],
  ];
  for (const [what, found, expected] of wanted) {
    if (JSON.stringify(found) === JSON.stringify([expected])) continue;
    return { message: `found a role whose trust policy has the ${what} ${shown(found)}`, expected, mend };
  }
  return undefined;
}

function roleComplaint(
  arn: string,
  account: KubeObject,
  cloud: AwsCloud,
  environment: EnvironmentObjects,
): Complaint | undefined {
  const [, owner, name = ''] = ROLE_ARN.exec(arn) ?? [];
  const own = factValue(cloud.account);
  const mend = 'take the ARN from the role that is declared for this ServiceAccount';
  if (owner === undefined) return { message: `found ${shown(arn)}`, expected: 'the ARN of an IAM role', mend };
  if (owner !== own) return { message: `found a role of account ${owner}`, expected: `account ${own}`, mend };
  const role = rolesOf(environment).get(name);
  if (role === undefined) {
    const known = [...rolesOf(environment).keys()];
    const meant = didYouMean(name, known);
    const expected = known.length === 0 ? 'an IAM role that is declared' : `one of ${nameList(known)}`;
    return {
      message: `found the role ${shown(name)}, which no IAM Role of the environment is called`,
      expected,
      mend: meant === undefined ? mend : `did you mean "${meant}"?`,
    };
  }
  const trusts = trustsOf(role.object) ?? [];
  const { metadata } = account;
  const subject = `system:serviceaccount:${metadata.namespace}:${metadata.name}`;
  const [trust] = trusts;
  if (trust !== undefined && trusts.length === 1) return trustComplaint(trust, subject, cloud);
  const message = `found the role ${shown(name)}, of which ${trusts.length} statements let a ServiceAccount take it`;
  return { message, expected: `one statement, for ${subject}`, mend };
}

const example =
  'annotations: { eks.amazonaws.com/role-arn: arn:aws:iam::<account>:role/shop-orders }\n' +
  '# beside Role shop-orders, whose trust policy names system:serviceaccount:shop:orders alone';
const text: RuleTexts = {
  en: {
    rule: 'The IAM role of a ServiceAccount is declared in the environment and trusts exactly this ServiceAccount of this cluster.',
    reason:
      'One letter off and every call to AWS is denied; one account too many and its pods have rights that are not theirs.',
    example,
  },
  ko: {
    rule: 'ServiceAccount의 IAM 역할은 그 환경에 선언되어 있고, 이 클러스터의 바로 그 ServiceAccount만 신뢰한다.',
    reason: '한 글자만 달라도 AWS 호출이 모두 거부되고, 하나라도 더 신뢰하면 그 파드가 남의 권한을 갖는다.',
    example,
  },
};

/** The IAM role of a ServiceAccount trusts exactly this ServiceAccount. */
export const roleTrust = referenceRule('role-trust', text, function* (object, environment) {
  const arn = groupKindOf(object) === 'ServiceAccount' ? object.metadata.annotations?.[ROLE_ANNOTATION] : undefined;
  const cloud = environment.facts?.cluster.cloud;
  if (arn === undefined || cloud === undefined) return;
  const steps = ['metadata', 'annotations', ROLE_ANNOTATION];
  if (cloud.type !== 'aws') {
    const message = `found ${shown(arn)} on a cluster that is not in AWS`;
    return yield { steps, message, expected: 'no annotation', mend: 'remove the annotation' };
  }
  const complaint = roleComplaint(arn, object, cloud, environment);
  if (complaint !== undefined) yield { steps, ...complaint };
});
