import { valueAt } from '../../schema/json-path';
import { conditionsOf, listOf, statementsOf, type PolicyCondition, type PolicyStatement } from './policy-document';

/** What CloudWatch asks a topic when an alarm begins or ends. */
export interface AlarmsMessage {
  readonly topicArn: string;
  readonly alarmArn: string;
  /** Account of the alarm, 12 digits. */
  readonly account: string;
}

/** Operators that compare with a pattern; `ArnEquals` does so as well. */
const PATTERNS = ['ArnEquals', 'ArnLike', 'StringLike'];

/**
 * Whether a statement of a topic's policy lets CloudWatch publish for an alarm. A topic without a policy takes what its
 * own account sends. What else a policy forbids is not read.
 */
export function admits(policy: unknown, message: AlarmsMessage): boolean {
  if (policy === undefined) return true;
  return (statementsOf(policy) ?? []).some(statement => allows(statement, message));
}

function allows(statement: PolicyStatement, message: AlarmsMessage): boolean {
  return (
    statement.Effect === 'Allow' &&
    listOf(valueAt(statement.Principal, ['Service'])).includes('cloudwatch.amazonaws.com') &&
    listOf(statement.Action).some(action => String(action).toLowerCase() === 'sns:publish') &&
    listOf(statement.Resource).some(resource => fits(resource, message.topicArn)) &&
    conditionsOf(statement).every(condition => holds(condition, message))
  );
}

function holds([operator, key, values]: PolicyCondition, { alarmArn, account }: AlarmsMessage): boolean {
  const asked: Readonly<Record<string, string>> = { 'aws:SourceArn': alarmArn, 'aws:SourceAccount': account };
  const found = asked[key];
  if (found === undefined) return false;
  if (operator === 'StringEquals') return values.includes(found);
  return PATTERNS.includes(operator) && values.some(value => fits(value, found));
}

function fits(pattern: unknown, text: string): boolean {
  const source = String(pattern).replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
}
