import type { Construct } from 'constructs';
import {
  MetricAlert as AsoMetricAlert,
  MetricAlertSpecCriteriaMicrosoftAzureMonitorSingleResourceMultipleMetricCriteriaAllOfCriterionType as Criterion,
  MetricAlertSpecCriteriaMicrosoftAzureMonitorSingleResourceMultipleMetricCriteriaAllOfOperator as Operator,
  MetricAlertSpecCriteriaMicrosoftAzureMonitorSingleResourceMultipleMetricCriteriaAllOfTimeAggregation as TimeAggregation,
  MetricAlertSpecCriteriaMicrosoftAzureMonitorSingleResourceMultipleMetricCriteriaOdataType as SingleResource,
  type MetricAlertSpecCriteria,
} from '../../../../imports/insights.azure.com';
import type { Severity } from '../../../model';
import { countedIn, storeDashboardOf, type Limit, type Unit } from '../../monitoring';
import { Place, System, TracedConstruct } from '../../structure';
import { asoMetadata, inResourceGroup } from '../aso-object';
import type { ActionGroups } from './action-groups';
import type { Aggregation, AzureMetric } from './azure-metric';

/** Windows that Azure Monitor judges, up to an hour. */
export type AlertWindow = '1m' | '5m' | '15m' | '30m' | '1h';

/** An alert of Azure Monitor on one resource. The id is its name, unique in the resource group. */
export interface MetricAlertProps<U extends Unit> {
  readonly namespace: string;
  /** Who is told when it begins and when it ends. */
  readonly groups: ActionGroups;
  readonly severity: Severity;
  readonly metric: AzureMetric<U>;
  readonly limit: Limit<U>;
  /** Time whose readings become the one figure that is judged; no shorter than the metric's own interval. */
  readonly over: AlertWindow;
  /** Page among the runbooks of alerts (`QueueFilling`). */
  readonly runbook: string;
  /** One sentence: what is wrong, with names and figures. */
  readonly summary: string;
}

/** Azure Monitor's names of how urgent something is: 0 is critical, 2 a warning, 3 informational. */
const SEVERITIES: Readonly<Record<Severity, number>> = { critical: 0, warning: 2, info: 3 };

const MINUTES: Readonly<Record<AlertWindow, number>> = { '1m': 1, '5m': 5, '15m': 15, '30m': 30, '1h': 60 };

const AGGREGATIONS: Readonly<Record<Aggregation, TimeAggregation>> = {
  Average: TimeAggregation.AVERAGE,
  Maximum: TimeAggregation.MAXIMUM,
  Minimum: TimeAggregation.MINIMUM,
  Total: TimeAggregation.TOTAL,
};

/**
 * Tells people when a metric of Azure leaves its limit, and when it is back. An alert that leaves git leaves Azure,
 * unlike what holds data: kept, it would ring on. (TG-18)
 */
export class MetricAlert<U extends Unit> extends TracedConstruct {
  /** What is judged, and over how long: a picture shows that very figure. */
  readonly metric: AzureMetric<U>;
  readonly minutes: number;
  /** Which side of the threshold is bad, and the threshold as Azure counts it. */
  readonly bad: { readonly side: 'above' | 'below'; readonly threshold: number };

  constructor(scope: Construct, name: string, props: MetricAlertProps<U>) {
    super(scope, name);
    const { namespace, groups, severity, metric, over, limit } = props;
    this.metric = metric;
    this.minutes = MINUTES[over];
    this.bad =
      'above' in limit
        ? { side: 'above', threshold: countedIn(metric.unit, limit.above) }
        : { side: 'below', threshold: countedIn(metric.unit, limit.below) };
    if (MINUTES[over] < metric.every) {
      throw new Error(
        `alert ${name}: ${metric.name} is sent every ${metric.every}m, judged over ${over}; judge it longer`,
      );
    }
    const page = this.page(props.runbook);
    const picture = this.picture();
    new AsoMetricAlert(this, 'alert', {
      metadata: asoMetadata({ name, namespace, stateful: false }),
      spec: {
        azureName: name,
        ...inResourceGroup(this, 'global'),
        description: [props.summary, ...picture, page].join(' '),
        enabled: true,
        autoMitigate: true,
        severity: SEVERITIES[severity],
        evaluationFrequency: `PT${metric.every}M`,
        windowSize: over === '1h' ? 'PT1H' : `PT${MINUTES[over]}M`,
        scopesReferences: [{ ...metric.of }],
        criteria: criteria(metric, this.bad),
        actions: groups
          .idsOf(severity)
          .map(actionGroupId => ({ actionGroupId, webHookProperties: this.about(props, page, picture) })),
      },
    });
  }

  private page(runbook: string): string {
    const { watchedBy } = Place.of(this);
    if (watchedBy) return `${watchedBy.runbooks}/${runbook}.md`;
    throw new Error(`${this.node.path}: an alert in a place that nobody watches; give the environment a \`watchedBy\``);
  }

  /** Address of the dashboard of what is watched; nothing where no Grafana shows it. */
  private picture(): readonly [] | readonly [string] {
    const { watchedBy, node } = Place.of(this);
    if (watchedBy?.type !== 'by-operator') return [];
    return [`${watchedBy.dashboards}/d/${storeDashboardOf(node.id, System.of(this).node.id, this.metric.of.name)}`];
  }

  /** What receivers of messages sort by: the labels that Prometheus' alerts have, too. */
  private about({ severity }: MetricAlertProps<U>, page: string, [picture]: readonly string[]): Record<string, string> {
    const { node } = Place.of(this);
    return {
      ...(picture !== undefined && { dashboard_url: picture }),
      environment: node.id,
      runbook_url: page,
      severity,
      system: System.of(this).node.id,
    };
  }
}

function criteria<U extends Unit>(
  { namespace, name, aggregation, each }: AzureMetric<U>,
  { side, threshold }: MetricAlert<U>['bad'],
): MetricAlertSpecCriteria {
  return {
    microsoftAzureMonitorSingleResourceMultipleMetricCriteria: {
      odataType: SingleResource.MICROSOFT_PERIOD_AZURE_PERIOD_MONITOR_PERIOD_SINGLE_RESOURCE_MULTIPLE_METRIC_CRITERIA,
      allOf: [
        {
          criterionType: Criterion.STATIC_THRESHOLD_CRITERION,
          name: 'judged',
          metricNamespace: namespace,
          metricName: name,
          timeAggregation: AGGREGATIONS[aggregation],
          operator: side === 'above' ? Operator.GREATER_THAN : Operator.LESS_THAN,
          threshold,
          ...(each && { dimensions: [{ name: each.dimension, operator: 'Include', values: [...each.values] }] }),
        },
      ],
    },
  };
}
