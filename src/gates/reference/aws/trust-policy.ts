import type { KubeObject, Manifest } from '../../../model';
import { valueAt } from '../../schema/json-path';
import type { EnvironmentObjects } from '../environment-objects';
import { once } from '../../pod/once';
import { conditionsOf, listOf, statementsOf, type PolicyCondition } from './policy-document';

/** Annotation of a ServiceAccount whose pods take a role in AWS. */
export const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';

/** A statement that lets service accounts of a cluster take the role. */
export interface WebIdentityTrust {
  /** ARN of the identity provider. */
  readonly provider: unknown;
  /** Operator, key and value of each condition. */
  readonly conditions: readonly PolicyCondition[];
}

/** Statements of a role that let service accounts take it; undefined where its trust policy cannot be read. */
export function trustsOf(role: KubeObject): readonly WebIdentityTrust[] | undefined {
  const statements = statementsOf(valueAt(role, ['spec', 'assumeRolePolicyDocument']));
  return statements
    ?.filter(({ Effect, Action }) => Effect === 'Allow' && listOf(Action).includes('sts:AssumeRoleWithWebIdentity'))
    .map(statement => ({
      provider: valueAt(statement.Principal, ['Federated']),
      conditions: conditionsOf(statement),
    }));
}

/** Values that the condition on a claim of the token (`sub`, `aud`) allows exactly. */
export function claimed(trust: WebIdentityTrust, claim: string): readonly unknown[] {
  return trust.conditions
    .filter(([operator, key]) => operator === 'StringEquals' && key.endsWith(`:${claim}`))
    .flatMap(([, , values]) => values);
}

/** Path and name of a role, as they stand in its ARN (`fablink-prod-backend`, `teams/a/backend`). */
export function roleInArn({ spec, metadata }: KubeObject): string {
  const path = valueAt(spec, ['path']);
  const name = valueAt(spec, ['name']) ?? metadata.name;
  return `${typeof path === 'string' ? path.replace(/^\//, '') : ''}${String(name)}`;
}

/** IAM roles of an environment by their place in an ARN. */
export const rolesOf = once(
  (environment: EnvironmentObjects): ReadonlyMap<string, Manifest> =>
    new Map(environment.all('iam.services.k8s.aws/Role').map(role => [roleInArn(role.object), role])),
);
