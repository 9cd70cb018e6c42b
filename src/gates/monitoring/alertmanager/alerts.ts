import type { Model } from '../../../model';
import { once } from '../../pod/once';
import { isRecord } from '../../schema/json-path';
import { cataloguesOf, type Catalogue } from '../catalogue';
import { labelsLeft } from '../labels-left';
import type { Read } from '../promql';
import { rulesOf, type RuleAt } from '../prometheus-rules';
import type { LabelOf } from './matchers';

/** An alert of an environment as Alertmanager sees it. */
export interface SentAlert {
  readonly name: string;
  /** Whether it fires always: it is sent for its silence. */
  readonly firesAlways: boolean;
  /** Whether no other alert may inhibit it. */
  readonly alwaysTold: boolean;
  /**
   * Its labels: its own, the environment, which every Prometheus of ours adds, and `undefined` for those that the series
   * of its expression may bring. Where nobody knows the series, that is any.
   */
  readonly labels: LabelOf;
}

/** Alerts of each environment, by its name. */
export const alertsOf = once((model: Model): ReadonlyMap<string, readonly SentAlert[]> => {
  const told = new Set(
    model.declarations.flatMap(each => (each.type === 'alert' && each.alwaysTold ? [keyOf(each)] : [])),
  );
  const alerts = new Map<string, SentAlert[]>();
  for (const at of rulesOf(model)) {
    const { environment } = at.manifest;
    const name = at.rule.alert;
    if (typeof name !== 'string') continue;
    const alert: SentAlert = {
      name,
      firesAlways: at.expr === 'vector(1)',
      alwaysTold: told.has(keyOf({ environment, name })),
      labels: labelsOf(at, name, () => cataloguesOf(model).get(environment)),
    };
    alerts.set(environment, [...(alerts.get(environment) ?? []), alert]);
  }
  return alerts;
});

function keyOf({ environment, name }: { readonly environment: string; readonly name: string }): string {
  return `${environment} ${name}`;
}

function labelsOf({ manifest, rule, read }: RuleAt, name: string, catalogue: () => Catalogue | undefined): LabelOf {
  const own = new Map(Object.entries(isRecord(rule.labels) ? rule.labels : {}));
  const ofSeries = once((of: Read) =>
    'expression' in of ? labelsLeft(of.expression, series => catalogue()?.get(series.name ?? '')?.labels) : undefined,
  );
  return label => {
    if (label === 'alertname') return name;
    // A template says what its series does.
    if (own.has(label)) return String(own.get(label)).includes('{{') ? undefined : String(own.get(label));
    if (ofSeries(read)?.has(label) !== false) return undefined;
    return label === 'environment' ? manifest.environment : '';
  };
}
