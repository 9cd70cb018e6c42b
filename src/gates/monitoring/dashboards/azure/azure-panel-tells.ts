import { factValue } from '../../../../objects/fact-value';
import { azureNameOf, partsOf, WINDOWS } from '../../../reference/azure/azure-alert-metric';
import { KNOWN_AZURE_METRICS, knownMetric, type KnownAzureMetric } from '../../../reference/azure/azure-metrics';
import type { EnvironmentObjects } from '../../../reference/environment-objects';
import { environmentRule, nameList, unknownName } from '../../../reference/reference-rule';
import { recordsIn, shown, valueAt, type Step } from '../../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../../schema/object-rule';
import { azureQueriesOf, type AzureQueryAt } from './azure-queries';

const example =
  '{ "datasource": { "type": "grafana-azure-monitor-datasource" }, "fieldConfig": { "defaults": { "unit": "percent" } }, "targets": [{ "azureMonitor": { "resources": [{ "resourceName": "psql-shop" }], "metricNamespace": "Microsoft.DBforPostgreSQL/flexibleServers", "metricName": "cpu_percent", "aggregation": "Average", "timeGrain": "PT5M" } }] }';
const text: RuleTexts = {
  en: {
    rule: 'A panel that asks Azure Monitor asks for a metric that is sent, of one resource of the environment and of parts that exist, by an aggregation that fits and in windows no shorter than the metric’s interval; its unit is the metric’s.',
    reason:
      'Azure answers a question about what is not there with an error or with nothing, and Grafana shows an empty picture. A figure in per cent that is shown as a share is wrong by a factor of 100.',
    example,
  },
  ko: {
    rule: 'Azure Monitor에 묻는 패널은 실제로 전송되는 메트릭을 그 환경의 한 리소스와 실제로 있는 부분에 대해 묻고, 집계가 알맞으며, 창이 메트릭의 간격보다 짧지 않다. 단위는 메트릭의 단위다.',
    reason:
      '없는 것을 물으면 Azure는 오류를 내거나 아무것도 주지 않고, Grafana에는 빈 그림만 보인다. 퍼센트 값을 비율로 표시하면 100배 틀린다.',
    example,
  },
};

/** Units as Grafana writes them, by those of the metrics; every other is a plain number. */
const UNITS: Readonly<Record<string, string>> = { percent: 'percent', bytes: 'decbytes' };

/** A picture of Azure Monitor's shows what is sent. */
export const azurePanelTells = environmentRule('azure-panel-tells', text, function* (environment) {
  for (const query of azureQueriesOf(environment)) {
    for (const complaint of complaintsAbout(query, environment)) yield [query.manifest, complaint];
  }
});

const MEND = 'make the panel of the metric’s own function in watched-metrics.ts';

function* complaintsAbout(query: AzureQueryAt, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const { asked } = query;
  const steps = [...query.steps, 'azureMonitor'];
  const known = knownMetric(asked.metricNamespace, asked.metricName);
  if (known === undefined) {
    yield {
      steps: [...steps, 'metricName'],
      message: `found metric ${shown(asked.metricName)} of ${shown(asked.metricNamespace)}, which is not among those that are known to be sent`,
      expected: `one of ${nameList(KNOWN_AZURE_METRICS)}`,
      mend: 'correct the name, or add the metric with its unit to azure-metrics.ts',
    };
    return;
  }
  yield* resourceComplaints(query, known, environment);
  yield* partComplaints(query, known, environment);
  yield* figureComplaints(query, known);
}

function* resourceComplaints(
  { asked, resources, steps, target }: AzureQueryAt,
  known: KnownAzureMetric,
  environment: EnvironmentObjects,
): Iterable<ComplaintAt> {
  const way: readonly Step[] = [...steps, 'azureMonitor', 'resources'];
  const [resource] = resources;
  if (resource === undefined || resources.length > 1) {
    const message = `found ${resources.length} resources`;
    yield {
      steps: way,
      message,
      expected: 'one, which the panel is about',
      mend: 'ask for each with a query of its own',
    };
    return;
  }
  const names = environment.all(known.of).map(({ object }) => azureNameOf(object));
  if (resource.metricNamespace !== asked.metricNamespace || !names.includes(String(resource.resourceName))) {
    const what = known.of.replace(/^.*\//, '');
    const at = [...way, 0, 'resourceName'];
    yield unknownName({ steps: at, what, name: resource.resourceName, where: 'the environment', known: names });
  }
  yield* placeComplaints([...way, 0], resource, environment);
  yield* placeComplaints(steps, { subscription: target.subscription }, environment);
}

/** Everything of an environment lies in one resource group. */
function* placeComplaints(
  steps: readonly Step[],
  found: Readonly<Record<string, unknown>>,
  environment: EnvironmentObjects,
): Iterable<ComplaintAt> {
  const cloud = environment.facts?.cluster.cloud;
  if (cloud?.type !== 'azure') return;
  const own = { subscription: factValue(cloud.subscription), resourceGroup: factValue(cloud.resourceGroup) };
  for (const [field, expected] of Object.entries(own)) {
    if (found[field] === expected || (field === 'resourceGroup' && !('resourceGroup' in found))) continue;
    yield { steps: [...steps, field], message: `found the ${field} ${shown(found[field])}`, expected, mend: MEND };
  }
}

function* partComplaints(
  { asked, steps, resources }: AzureQueryAt,
  known: KnownAzureMetric,
  environment: EnvironmentObjects,
): Iterable<ComplaintAt> {
  for (const [index, { dimension, filters }] of recordsIn(asked.dimensionFilters)) {
    const way = [...steps, 'azureMonitor', 'dimensionFilters', index];
    if (!Object.hasOwn(known.dimensions, String(dimension))) {
      const names = Object.keys(known.dimensions);
      yield {
        steps: [...way, 'dimension'],
        message: `found the dimension ${shown(dimension)}, which ${shown(asked.metricName)} does not have`,
        expected: names.length === 0 ? 'no dimension' : `one of ${nameList(names)}`,
        mend: MEND,
      };
      continue;
    }
    const part = known.dimensions[String(dimension)];
    if (part === undefined) continue;
    const owned = partsOf(environment, resources[0]?.resourceName, part.kind);
    for (const [place, name] of Array.isArray(filters) ? filters.entries() : []) {
      if (owned.includes(String(name))) continue;
      const what = part.kind.replace(/^.*\//, '');
      const at = [...way, 'filters', place];
      yield unknownName({ steps: at, what, name, where: 'the resource', known: owned });
    }
  }
}

function* figureComplaints(
  { asked, steps, panel, panelSteps }: AzureQueryAt,
  { aggregations, every, unit }: KnownAzureMetric,
): Iterable<ComplaintAt> {
  const { metricName, aggregation, timeGrain } = asked;
  const way = [...steps, 'azureMonitor'];
  if (!aggregations.some(each => each === aggregation)) {
    const message = `found the aggregation ${shown(aggregation)} of ${shown(metricName)}, which is not counted in ${unit}`;
    yield { steps: [...way, 'aggregation'], message, expected: `one of ${nameList(aggregations)}`, mend: MEND };
  }
  if ((WINDOWS[String(timeGrain)] ?? 0) < every) {
    const message = `found points of ${shown(timeGrain)} of ${shown(metricName)}, which is sent every ${every}m`;
    const expected = `${every} minutes or more, as one of ${Object.keys(WINDOWS).join(', ')}`;
    yield { steps: [...way, 'timeGrain'], message, expected, mend: MEND };
  }
  const at = ['fieldConfig', 'defaults', 'unit'];
  const expected = UNITS[unit] ?? 'short';
  const found = valueAt(panel, at);
  if (found === expected) return;
  const message = `panel ${shown(panel.title)}: found unit ${shown(found)} for ${shown(metricName)}, which is counted in ${unit}`;
  yield { steps: [...panelSteps, ...at], message, expected, mend: MEND };
}
