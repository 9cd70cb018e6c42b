import type { Construct } from 'constructs';
import { arnOf } from './aws-cloud';

/** Conditions of a statement: operator, key, values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Every resource, where AWS offers no narrower one, and why. */
export interface EveryResource {
  readonly type: 'every-resource';
  /** Why nothing narrower will do. */
  readonly reason: string;
}

/** One permission that a thing hands out: what may be done, to what. Becomes one statement with its own Sid. */
export interface Grant {
  /** Letters and digits, unique in a role: what the permission is for (`ReadWriteSessions`). */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[] | EveryResource;
  readonly conditions?: Conditions;
}

/** Every resource, for the few actions that AWS authorises on nothing narrower. */
export function everyResource(reason: string): EveryResource {
  return { type: 'every-resource', reason };
}

/** Reading these secrets of Secrets Manager, by name. Their ARNs end in six characters that AWS chooses. */
export function secretsGrant(construct: Construct, sid: string, names: readonly string[]): Grant {
  return {
    sid,
    actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
    resources: names.map(name => arnOf(construct, 'secretsmanager', `secret:${name}-??????`)),
  };
}

/** Sending traces to X-Ray (FP-11): spans, and no asking after its sampling rules, which a collector has no use for. */
export function tracesGrant(): Grant {
  return {
    sid: 'SendTraces',
    actions: ['xray:PutTraceSegments'],
    resources: everyResource('X-Ray authorises it on no resource but "*"'),
  };
}

/**
 * Refuses grants that would make a role empty, ambiguous or all-powerful.
 * @param holder name of the role, for the message.
 */
export function checkGrants(holder: string, grants: readonly Grant[]): void {
  if (grants.length === 0) throw new Error(`${holder} has no grants: a role that may do nothing is not needed`);
  const seen = new Set<string>();
  for (const grant of grants) {
    checkGrant(`${holder}, grant ${grant.sid}`, grant);
    if (seen.has(grant.sid)) throw new Error(`${holder} has two grants called ${grant.sid}: give each its own sid`);
    seen.add(grant.sid);
  }
}

function checkGrant(where: string, { sid, actions, resources }: Grant): void {
  if (!/^[A-Za-z0-9]+$/.test(sid)) throw new Error(`${where}: IAM takes letters and digits only in a sid`);
  if (actions.length === 0) throw new Error(`${where}: no actions; name what may be done`);
  const wild = actions.find(action => action.includes('*'));
  if (wild !== undefined) throw new Error(`${where}: action "${wild}" has a wildcard; name each action that is used`);
  if ('reason' in resources) return;
  if (resources.length === 0) throw new Error(`${where}: no resources; name the ARNs that it is about`);
  if (resources.includes('*')) {
    throw new Error(
      `${where}: resource "*"; name the ARNs, or everyResource(reason) where AWS offers nothing narrower`,
    );
  }
}

/** A statement of a policy document. */
export interface Statement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** Who, in a policy that hangs on a resource. @default none, as in a role's own policy */
  readonly principal?: Readonly<Record<string, string>> | '*';
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly conditions?: Conditions;
}

/** What a grant says, as a statement of a role's policy. */
export function statementOf(grant: Grant): Statement {
  const resources = 'reason' in grant.resources ? ['*'] : grant.resources;
  return { sid: grant.sid, effect: 'Allow', actions: grant.actions, resources, conditions: grant.conditions };
}

/** A policy document as JSON: statements by sid, actions and resources sorted, so that order of code never shows. */
export function policyDocument(statements: readonly Statement[]): string {
  const bySid = [...statements].sort((a, b) => (a.sid < b.sid ? -1 : 1));
  return JSON.stringify({ Version: '2012-10-17', Statement: bySid.map(rendered) }, null, 2);
}

function rendered({ sid, effect, principal, actions, resources, conditions }: Statement): object {
  return {
    Sid: sid,
    Effect: effect,
    ...(principal !== undefined && { Principal: principal }),
    Action: sortedSet(actions),
    ...(resources !== undefined && { Resource: sortedSet(resources) }),
    ...(conditions !== undefined && { Condition: conditions }),
  };
}

function sortedSet(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
