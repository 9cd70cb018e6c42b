import {
  MetricDimensionBuilder,
  MetricQueryBuilder,
  MonitorQueryBuilder,
  MonitorResourceBuilder,
} from '@grafana/grafana-foundation-sdk/azuremonitor';
import type { Construct } from 'constructs';
import type { DataSource, OwnQuery } from '../../dashboards';
import type { Unit } from '../../monitoring';
import { azureOf } from '../azure-cloud';
import type { AzureMetric } from '../monitor';

/** Name by which dashboards find Azure Monitor, and the type by which Grafana knows its own data source for it. */
export const AZURE_SOURCE: DataSource = { type: 'grafana-azure-monitor-datasource', uid: 'azure-monitor' };

/** What Grafana calls questions for metrics, among those that the data source knows. */
const METRICS = 'Azure Monitor';

/** Asks for the figure of each window of a metric of something in the construct's resource group. */
export function azureQuery<U extends Unit>(construct: Construct, metric: AzureMetric<U>, minutes: number): OwnQuery {
  const { subscription, resourceGroup } = azureOf(construct);
  const { namespace, name, aggregation, of, each } = metric;
  const resource = new MonitorResourceBuilder()
    .subscription(subscription)
    .resourceGroup(resourceGroup)
    .metricNamespace(namespace)
    .resourceName(of.name);
  const parts =
    each &&
    new MetricDimensionBuilder()
      .dimension(each.dimension)
      .operator('eq')
      .filters([...each.values]);
  const asked = new MetricQueryBuilder()
    .resources([resource])
    .metricNamespace(namespace)
    .metricName(name)
    .aggregation(aggregation)
    .timeGrain(minutes === 60 ? 'PT1H' : `PT${minutes}M`)
    .alias(each ? `{{${each.dimension}}}` : of.name)
    .dimensionFilters(parts ? [parts] : []);
  return refId =>
    new MonitorQueryBuilder()
      .refId(refId)
      .queryType(METRICS)
      .datasource(AZURE_SOURCE)
      .subscription(subscription)
      .azureMonitor(asked);
}
