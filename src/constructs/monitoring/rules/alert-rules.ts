import type { Construct } from 'constructs';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr } from '../../../../imports/monitoring.coreos.com';
import type { AlertDeclaration, Watcher } from '../../../model';
import { Place, System, TracedConstruct } from '../../structure';
import { environmentDashboardOf, overviewOf } from '../dashboard-names';

/** A series that Prometheus computes at every evaluation, so that alerts and dashboards need not. */
export interface Recording {
  /** `level:metric:operation`. */
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A condition under which somebody is told. */
export interface Alert extends Pick<
  AlertDeclaration,
  'name' | 'severity' | 'expr' | 'for' | 'hours' | 'alwaysTold' | 'judged' | 'lookbackDays' | 'reads' | 'requirements'
> {
  /** Labels beside severity, team and system. */
  readonly labels: Readonly<Record<string, string>>;
  /** Who mends it. @default the system's own team, named like the system */
  readonly team?: string;
  /** Dashboard to which it leads: its system's, or that of the whole environment. @default system */
  readonly dashboard?: 'system' | 'environment';
  /** One line: what is wrong, with names. */
  readonly summary: string;
  /** What it means, with figures: enough to decide whether to get up. */
  readonly description: string;
}

/** Rules that are evaluated one after the other: a recording before the alert that reads it. */
export interface RuleGroup {
  readonly name: string;
  /** Time between two evaluations. @default Prometheus' own, 30 s */
  readonly interval?: string;
  readonly recordings: readonly Recording[];
  readonly alerts: readonly Alert[];
}

/** A rule as Prometheus reads it. */
export interface WrittenRule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A group of rules as Prometheus reads it. */
export interface WrittenGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly WrittenRule[];
}

export interface AlertRulesProps {
  /** Name of the PrometheusRule, or of the file. */
  readonly name: string;
  readonly namespace: string;
  readonly groups: readonly RuleGroup[];
}

/**
 * Recording rules and alerts of one thing that is watched. Every alert names its page
 * among the runbooks, and, where there is Grafana, the dashboard that shows what it judges. They are an object of the
 * operator, or what a file of the place's Prometheus says.
 */
export class AlertRules extends TracedConstruct {
  /** Name of the file, without its ending, and what it says. */
  readonly file: { readonly name: string; readonly groups: readonly WrittenGroup[] };

  constructor(scope: Construct, id: string, { name, namespace, groups }: AlertRulesProps) {
    super(scope, id);
    for (const alert of groups.flatMap(group => group.alerts)) {
      const { severity, expr, hours, alwaysTold, judged, lookbackDays, reads, requirements } = alert;
      const labels = this.labelsOf(alert);
      const at = { rule: name, namespace, for: alert.for };
      this.declare({
        type: 'alert',
        name: alert.name,
        ...at,
        severity,
        expr,
        labels,
        ...(hours && { hours }),
        ...(alwaysTold && { alwaysTold }),
        judged,
        lookbackDays,
        reads,
        requirements,
      });
    }
    const written = groups.map(group => ({
      name: group.name,
      ...(group.interval && { interval: group.interval }),
      rules: [...group.recordings, ...group.alerts.map(alert => this.alert(alert))],
    }));
    this.file = { name: `${namespace}-${name}`, groups: written };
    if (Place.of(this).watchedBy?.type !== 'by-files') this.prometheusRule({ name, namespace }, written);
  }

  private prometheusRule(at: { readonly name: string; readonly namespace: string }, groups: WrittenGroup[]): void {
    const { fromString } = PrometheusRuleSpecGroupsRulesExpr;
    new PrometheusRule(this, 'rules', {
      metadata: { ...at, labels: { 'app.kubernetes.io/name': at.name } },
      spec: {
        groups: groups.map(({ rules, ...group }) => ({
          ...group,
          rules: rules.map(rule => ({ ...rule, expr: fromString(rule.expr) })),
        })),
      },
    });
  }

  private alert(alert: Alert): WrittenRule {
    const { name, summary, description } = alert;
    const watcher = this.watcher();
    return {
      alert: name,
      expr: alert.expr,
      for: alert.for,
      labels: this.labelsOf(alert),
      annotations: {
        summary,
        description,
        runbook_url: `${watcher.runbooks}/${name}.md`,
        // Where nobody shows anything, a link would lead nowhere.
        ...(watcher.type === 'by-operator' && { dashboard_url: `${watcher.dashboards}/d/${this.dashboard(alert)}` }),
      },
    };
  }

  private dashboard({ dashboard = 'system' }: Alert): string {
    const environment = Place.of(this).node.id;
    return dashboard === 'system'
      ? overviewOf(environment, System.of(this).node.id)
      : environmentDashboardOf(environment);
  }

  private labelsOf({ severity, team, labels }: Alert): Record<string, string> {
    const system = System.of(this).node.id;
    return { ...labels, severity, system, team: team ?? system };
  }

  private watcher(): Watcher {
    const watcher = Place.of(this).watchedBy;
    if (watcher) return watcher;
    throw new Error(`${this.node.path}: alerts in a place that nobody watches; give the environment a \`watchedBy\``);
  }
}
