import type { Manifest } from '../../../../model';
import { once } from '../../../pod/once';
import type { EnvironmentObjects } from '../../../reference/environment-objects';
import { isRecord, recordsIn, valueAt, type Step } from '../../../schema/json-path';
import { AZURE_MONITOR, dashboardsOf, panelsOf, type PanelAt } from '../dashboards';

type Fields = Readonly<Record<string, unknown>>;

/** One question of a dashboard to Azure Monitor. */
export interface AzureQueryAt {
  readonly manifest: Manifest;
  /** Address of the dashboard in Grafana. */
  readonly uid: string;
  readonly panel: PanelAt['panel'];
  readonly panelSteps: readonly Step[];
  /** Way to the question, through the file's text. */
  readonly steps: readonly Step[];
  readonly target: Fields;
  /** What is asked for. */
  readonly asked: Fields;
  /** What it is asked of: several resources are asked for at their subscription, which nobody here may. */
  readonly resources: readonly Fields[];
}

/** A series, as an alert and a picture both name it. */
export interface AzureSeries {
  readonly namespace: unknown;
  readonly name: unknown;
  readonly resource: unknown;
  readonly aggregation: unknown;
  /** Time of which a point is the figure (`PT5M`). */
  readonly window: unknown;
  /** Dimensions and the values of each. */
  readonly parts: readonly (readonly [name: unknown, values: unknown])[];
}

/** Every question of an environment's dashboards to Azure Monitor. */
export const azureQueriesOf = once((environment: EnvironmentObjects): readonly AzureQueryAt[] =>
  dashboardsOf(environment).flatMap(dashboard =>
    panelsOf(dashboard)
      .filter(({ source }) => source === AZURE_MONITOR)
      .flatMap(({ panel, steps: panelSteps }) =>
        recordsIn(panel.targets).map(([index, target]) => {
          const asked = isRecord(target.azureMonitor) ? target.azureMonitor : {};
          const steps = [...panelSteps, 'targets', index];
          const resources = recordsIn(asked.resources).map(([, resource]) => resource);
          return { ...dashboard, panel, panelSteps, steps, target, asked, resources };
        }),
      ),
  ),
);

/** The series that a question asks for. */
export function seriesOf({ asked, resources }: AzureQueryAt): AzureSeries {
  return {
    namespace: asked.metricNamespace,
    name: asked.metricName,
    resource: resources[0]?.resourceName,
    aggregation: asked.aggregation,
    window: asked.timeGrain,
    parts: recordsIn(asked.dimensionFilters).map(([, { dimension, filters }]) => [dimension, filters]),
  };
}

/** The series that a criterion of an alert judges. */
export function judgedBy(alert: unknown): AzureSeries & { readonly criterion: Fields } {
  const criteria = ['spec', 'criteria', 'microsoftAzureMonitorSingleResourceMultipleMetricCriteria', 'allOf', 0];
  const found = valueAt(alert, criteria);
  const criterion = isRecord(found) ? found : {};
  return {
    criterion,
    namespace: criterion.metricNamespace,
    name: criterion.metricName,
    resource: valueAt(alert, ['spec', 'scopesReferences', 0, 'name']),
    aggregation: criterion.timeAggregation,
    window: valueAt(alert, ['spec', 'windowSize']),
    parts: recordsIn(criterion.dimensions).map(([, { name, values }]) => [name, values]),
  };
}

/** What tells a series from all others. */
export function keyOf({ namespace, name, resource, aggregation, window, parts }: AzureSeries): string {
  return JSON.stringify([namespace, name, resource, aggregation, window, parts]);
}
