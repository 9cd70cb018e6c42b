import type { Fact, KubeObject, Manifest } from '../../../model';
import { isRecord, recordsIn, valueAt } from '../../schema/json-path';
import { remembered, type EnvironmentObjects } from '../environment-objects';

/** Annotation of a ServiceAccount whose pods take a role in AWS. */
export const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';

/** A statement that lets service accounts of a cluster take the role. */
export interface WebIdentityTrust {
  /** ARN of the identity provider. */
  readonly provider: unknown;
  /** Operator, key and value of each condition. */
  readonly conditions: readonly (readonly [operator: string, key: string, values: readonly unknown[]])[];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];
}

function conditionsOf(condition: unknown): WebIdentityTrust['conditions'] {
  return Object.entries(isRecord(condition) ? condition : {}).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(([key, values]) => [operator, key, listOf(values)] as const),
  );
}

function parsed(document: unknown): unknown {
  if (typeof document !== 'string') return undefined;
  try {
    return JSON.parse(document) as unknown;
  } catch {
    return undefined;
  }
}

/** Statements of a role that let service accounts take it; undefined where its trust policy cannot be read. */
export function trustsOf(role: KubeObject): readonly WebIdentityTrust[] | undefined {
  const policy = parsed(valueAt(role, ['spec', 'assumeRolePolicyDocument']));
  if (!isRecord(policy)) return undefined;
  const statements = recordsIn(listOf(policy.Statement)).map(([, statement]) => statement);
  return statements
    .filter(({ Effect, Action }) => Effect === 'Allow' && listOf(Action).includes('sts:AssumeRoleWithWebIdentity'))
    .map(({ Principal, Condition }) => ({
      provider: valueAt(Principal, ['Federated']),
      conditions: conditionsOf(Condition),
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
export const rolesOf = remembered(
  (environment: EnvironmentObjects): ReadonlyMap<string, Manifest> =>
    new Map(environment.all('iam.services.k8s.aws/Role').map(role => [roleInArn(role.object), role])),
);

/** The value of a fact, assumed or not. */
export function factValue(fact: Fact<string>): string {
  return typeof fact === 'string' ? fact : fact.value;
}
