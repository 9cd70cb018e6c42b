import { expressionMutants, type ExpressionMutant, type Kind } from './expression-mutants';
import type { Group, Rule, ShippedAlert } from '../rules';
import { seconds } from '../shares/share-case';

/** An alert with one thing changed, in its rule or in a recording that it reads. */
export interface Mutant extends Change {
  readonly alert: ShippedAlert;
  readonly original: Rule;
  readonly groups: readonly Group[];
}

/** One thing that is changed in a rule. */
interface Change extends Omit<ExpressionMutant, 'expr'> {
  readonly changed: Rule;
}

/** One evaluation of Prometheus, in seconds. */
const EVALUATION = 30;

/** Every mutant of an alert. */
export function mutantsOf(alert: ShippedAlert): readonly Mutant[] {
  const rules = alert.groups.flatMap(group => group.rules);
  return rules.flatMap(original => changesOf(original).map(change => mutant(alert, original, change)));
}

function mutant(alert: ShippedAlert, original: Rule, change: Change): Mutant {
  const groups = alert.groups.map(group => ({
    ...group,
    rules: group.rules.map(each => (each === original ? change.changed : each)),
  }));
  return { ...change, alert, original, groups };
}

/** A mutant as a report names it. */
export function titleOf({ alert: { declared }, original, kind, was, now, place }: Mutant): string {
  const { environment, name, labels } = declared;
  const alert = [environment, labels['service'], name, labels['slo'], labels['window']].filter(Boolean).join(' ');
  return `${alert}: ${kind} of ${original.alert ?? original.record}: ${was} → ${now || 'nothing'} ${place}`.trimEnd();
}

function changesOf(rule: Rule): readonly Change[] {
  const ofExpression = ({ expr, ...change }: ExpressionMutant): Change => ({ ...change, changed: { ...rule, expr } });
  return [...expressionMutants(rule.expr).map(ofExpression), ...labelChanges(rule), ...timeChanges(rule)];
}

/** What changes beside the expression. */
function beside(kind: Kind, was: string, now: string, changed: Rule): Change {
  return { kind, was, now, everywhere: false, place: '', changed };
}

function labelChanges(rule: Rule): readonly Change[] {
  return Object.entries(rule.labels ?? {}).flatMap(([label, value]) => {
    const { [label]: _, ...others } = rule.labels ?? {};
    const was = `${label}=${value}`;
    return [
      beside('label', was, `${label}=another`, { ...rule, labels: { ...others, [label]: 'another' } }),
      beside('label', was, '', { ...rule, labels: others }),
    ];
  });
}

function timeChanges(rule: Rule): readonly Change[] {
  const { for: lasting } = rule;
  if (lasting === undefined) return [];
  return [seconds(lasting) + EVALUATION, seconds(lasting) - EVALUATION]
    .filter(each => each >= 0)
    .map(each => beside('for', lasting, `${each}s`, { ...rule, for: `${each}s` }));
}
