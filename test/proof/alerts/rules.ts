import { once } from '../../../src/gates/pod/once';
import { rulesInObject } from '../../../src/gates/monitoring/prometheus-rules';
import type { AlertDeclaration, Declared, Manifest, Model } from '../../../src/model';

/** A rule as it stands in dist/. */
export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A group of rules as Prometheus reads it. */
export interface Group {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly Rule[];
}

/** An alert as it was declared, beside the rule that dist/ has of it. */
export interface ShippedAlert {
  readonly declared: Declared<AlertDeclaration>;
  readonly rule: Rule;
  /** The rule alone, with the recordings that it reads: what a test has to evaluate. */
  readonly groups: readonly Group[];
}

/** Groups of rules of an object: of a PrometheusRule, or of all files of a ConfigMap of rules. */
export function groupsOf(manifest: Manifest): readonly Group[] {
  return rulesInObject(manifest).flatMap(({ groups }) => groups as readonly Group[]);
}

/** Every object of dist/ that holds rules, whichever shape they have. */
export function ruleObjects({ manifests }: Model): readonly Manifest[] {
  return manifests.filter(each => rulesInObject(each).length > 0);
}

/** Every declared alert with its rule; an alert that dist/ lacks is an error. */
export const shippedAlerts = once((model: Model): readonly ShippedAlert[] =>
  model.declarations
    .filter((each): each is Declared<AlertDeclaration> => each.type === 'alert')
    .map(declared => {
      const groups = ruleObjects(model)
        .filter(each => each.environment === declared.environment)
        .flatMap(rulesInObject)
        .filter(({ name }) => name === `${declared.namespace}-${declared.rule}`)
        .flatMap(({ groups }) => groups as readonly Group[]);
      const rule = groups.flatMap(({ rules }) => rules).find(each => isRuleOf(each, declared));
      if (!rule)
        throw new Error(`${declared.environment}: alert ${declared.name} stands in no PrometheusRule and no file`);
      return { declared, rule, groups: only(groups, rule) };
    }),
);

function isRuleOf({ alert, expr, labels = {} }: Rule, declared: AlertDeclaration): boolean {
  return (
    alert === declared.name &&
    expr === declared.expr &&
    Object.entries(declared.labels).every(([key, value]) => labels[key] === value)
  );
}

/** The rule and the recordings that it reads: long windows of others would take minutes. */
function only(groups: readonly Group[], rule: Rule): readonly Group[] {
  return groups
    .map(group => ({ ...group, rules: group.rules.filter(each => each === rule || isReadBy(rule, each)) }))
    .filter(({ rules }) => rules.length > 0);
}

function isReadBy({ expr }: Rule, { record, labels = {} }: Rule): boolean {
  const promise = labels['slo'];
  return (
    record !== undefined && expr.includes(`${record}{`) && (promise === undefined || expr.includes(`slo="${promise}"`))
  );
}
