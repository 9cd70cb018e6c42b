import { monitoringRules } from '../../../src/gates/monitoring';
import type { Model } from '../../../src/model';
import { named, partOf, planted, realModel, without, type Draft } from '../../real-model';

const CODES = ['azure-alert-leads-to-dashboard', 'azure-panel-tells', 'azure-store-shown', 'dashboard-tells'];
const RULES = monitoringRules.filter(({ code }) => CODES.includes(code));
const PLACE = 'tripgen-prod';
const SERVER = 'tripgen-prod-tripgen-psql-tripgen-prod';
const BUS = 'tripgen-prod-tripgen-sb-tripgen-prod';
const CPU = 'MetricAlert/psql-tripgen-prod-cpu';

const real = partOf(realModel(), PLACE);

/** `code Kind/name path: message` of all that these rules find. */
const found = (model: Model): readonly string[] =>
  RULES.flatMap(rule =>
    rule
      .check(model)
      .map(({ code, where, message }) => `${code} ${where.object?.replace(/\/.*\//, '/')} ${where.path}: ${message}`),
  );

interface Panel {
  title: string;
  description?: string;
  fieldConfig: { defaults: { unit?: string; custom: Draft; thresholds: { steps: { value: number | null }[] } } };
  targets: Target[];
}
interface Target {
  subscription: string;
  azureMonitor: {
    resources: Draft[];
    metricName: string;
    metricNamespace: string;
    aggregation: string;
    timeGrain: string;
    dimensionFilters: { dimension: string; filters: string[] }[];
  };
}

/** The model in which a panel of one of the dashboards is another. */
function redrawn(title: string, change: (panel: Panel, target: Target) => void, uid = SERVER): Model {
  return planted(real, named(PLACE, `ConfigMap/dashboard-${uid}`), object => {
    const data = object['data'] as Record<string, string>;
    const dashboard = JSON.parse(data[`${uid}.json`] as string) as { panels: Panel[] };
    const panel = dashboard.panels.find(each => each.title === title);
    if (!panel) throw new Error(`no panel ${title}`);
    change(panel, panel.targets[0] as Target);
    data[`${uid}.json`] = JSON.stringify(dashboard);
  });
}

/** The model in which the alert of the server's CPU is another. */
const alerting = (change: (spec: { description: string } & Draft) => void): Model =>
  planted(real, named(PLACE, CPU), ({ spec }) => change(spec as { description: string } & Draft));

test('TG-18 four rules look at panels that ask Azure Monitor, and find nothing in what is committed', () => {
  expect(RULES).toHaveLength(4);
  expect(found(real)).toEqual([]);
  expect(found(partOf(realModel(), 'tripgen-dev'))).toEqual([]); // managed queues, and no Grafana that could show them
});

describe('a panel that asks for what is not sent is found:', () => {
  type Change = (panel: Panel, target: Target) => void;
  const SIZE = 'Size of queues';
  const ofCpu = 'CPU of the server';
  const cases: readonly (readonly [string, string, Change, string])[] = [
    [
      'a metric that nobody sends',
      ofCpu,
      (_, { azureMonitor }) => (azureMonitor.metricName = 'cpu'),
      'found metric "cpu" of "Microsoft.DBfor',
    ],
    [
      'a metric of another type of resource',
      ofCpu,
      (_, { azureMonitor }) => (azureMonitor.metricName = 'usedmemorypercentage'),
      'found metric "usedmemorypercentage" of "Microsoft.DBfor',
    ],
    [
      'a server that is not there',
      ofCpu,
      (_, { azureMonitor }) => ((azureMonitor.resources[0] as Draft)['resourceName'] = 'psql-tripgen-dev'),
      'has no FlexibleServer of that name',
    ],
    [
      'two resources',
      ofCpu,
      (_, { azureMonitor }) => azureMonitor.resources.push({ metadata: {} }),
      'found 2 resources',
    ],
    ['no resource', ofCpu, (_, { azureMonitor }) => (azureMonitor.resources = []), 'found 0 resources'],
    [
      'another resource group',
      ofCpu,
      (_, { azureMonitor }) => ((azureMonitor.resources[0] as Draft)['resourceGroup'] = 'rg-tripgen-dev'),
      'found the resourceGroup "rg-tripgen-dev"',
    ],
    ['another subscription', ofCpu, (_, target) => (target.subscription = '1'), 'found the subscription "1"'],
    [
      'an aggregation that counts something else',
      ofCpu,
      (_, { azureMonitor }) => (azureMonitor.aggregation = 'Total'),
      'found the aggregation "Total" of "cpu_percent"',
    ],
    [
      'a point of no length',
      ofCpu,
      (_, { azureMonitor }) => (azureMonitor.timeGrain = 'auto'),
      'found points of "auto"',
    ],
    [
      'a part that the metric is not sent for',
      ofCpu,
      (_, { azureMonitor }) => azureMonitor.dimensionFilters.push({ dimension: 'Database', filters: ['tripgen'] }),
      'found the dimension "Database", which "cpu_percent" does not have',
    ],
    [
      'a share where hundredths are sent',
      ofCpu,
      panel => (panel.fieldConfig.defaults.unit = 'percentunit'),
      'found unit "percentunit" for "cpu_percent"',
    ],
    [
      'a queue that is not there',
      SIZE,
      (_, { azureMonitor }) => ((azureMonitor.dimensionFilters[0] as { filters: string[] }).filters[0] = 'mail'),
      'has no NamespacesQueue of that name',
    ],
    [
      'a plain number where bytes are sent',
      SIZE,
      panel => (panel.fieldConfig.defaults.unit = 'short'),
      'found unit "short" for "Size"',
    ],
  ];
  test.each(cases)('%s', (_, title, change, message) => {
    const complaints = found(redrawn(title, change, title === SIZE ? BUS : SERVER));
    expect(complaints.filter(each => each.startsWith('azure-panel-tells'))).toEqual([expect.stringContaining(message)]);
  });

  test('points that come more often than the metric is sent', () => {
    const uid = 'tripgen-prod-tripgen-redis-tripgen-prod';
    const often = redrawn('CPU of the cache', (_, { azureMonitor }) => (azureMonitor.timeGrain = 'PT1M'), uid);
    expect(found(often)).toContainEqual(expect.stringContaining('found points of "PT1M" of "percentProcessorTime"'));
  });
});

describe('a panel of Azure Monitor that does not tell is found, like any other:', () => {
  const cases: readonly (readonly [string, (panel: Panel, target: Target) => void, string])[] = [
    ['without a description', panel => (panel.description = ' '), 'found description " "'],
    ['without a unit', panel => delete panel.fieldConfig.defaults.unit, 'found unit nothing'],
    ['without a question', panel => (panel.targets = []), 'found query nothing'],
    ['without a metric', (_, { azureMonitor }) => (azureMonitor.metricName = ''), 'found query ""'],
  ];
  test.each(cases)('%s', (_, change, message) => {
    const complaints = found(redrawn('CPU of the server', change));
    expect(complaints.filter(each => each.startsWith('dashboard-tells'))).toEqual([expect.stringContaining(message)]);
  });
});

test.each([
  ['psql', 'FlexibleServer/psql-tripgen-prod', 6],
  ['redis', 'RedisEnterprise/redis-tripgen-prod', 2],
  ['sb', 'Namespace/sb-tripgen-prod', 5],
])('%s without its dashboard is found, and so is each of its alerts', (prefix, store, alerts) => {
  const lost = found(without(real, named(PLACE, `ConfigMap/dashboard-tripgen-prod-tripgen-${prefix}-tripgen-prod`)));
  expect(lost.filter(each => each.startsWith('azure-store-shown'))).toEqual([
    expect.stringContaining(`azure-store-shown ${store} `),
  ]);
  expect(lost.filter(each => each.startsWith('azure-alert-leads-to-dashboard'))).toHaveLength(alerts);
});

describe('an alert of Azure Monitor that leads to no picture of what it judges is found:', () => {
  const texts: readonly (readonly [string, (text: string) => string, string])[] = [
    ['no address', text => text.replace(/http:\/\/localhost\S+ /, ''), 'found "psql-tripgen-prod has used'],
    [
      'no such dashboard',
      text => text.replace('psql-tripgen-prod https', 'psql-tripgn-prod https'),
      'no dashboard of that name',
    ],
    [
      'another’s dashboard',
      text => text.replace(SERVER, BUS),
      `found dashboard "${BUS}", which does not show cpu_percent`,
    ],
  ];
  test.each(texts)('%s', (_, change, message) => {
    const complaints = found(alerting(spec => (spec.description = change(spec.description))));
    expect(complaints).toEqual([expect.stringContaining(message)]);
  });

  const drawings: readonly (readonly [string, (panel: Panel, target: Target) => void, string])[] = [
    [
      'another aggregation',
      (_, { azureMonitor }) => (azureMonitor.aggregation = 'Maximum'),
      'does not show cpu_percent as it is judged',
    ],
    [
      'another window',
      (_, { azureMonitor }) => (azureMonitor.timeGrain = 'PT15M'),
      'does not show cpu_percent as it is judged',
    ],
    [
      'another limit',
      ({ fieldConfig }) => ((fieldConfig.defaults.thresholds.steps[1] as { value: number }).value = 90),
      'found "GreaterThan" 80, which dashboard',
    ],
    [
      'a limit that nobody draws',
      ({ fieldConfig }) => delete fieldConfig.defaults.custom['thresholdsStyle'],
      'found "GreaterThan" 80',
    ],
  ];
  test.each(drawings)('a picture of %s', (_, change, message) => {
    expect(found(redrawn('CPU of the server', change))).toEqual([expect.stringContaining(message)]);
  });

  test('a picture that is red where nothing is wrong: a count of 0 against a limit of more than 0', () => {
    const red = redrawn(
      'Dead letters',
      ({ fieldConfig }) => ((fieldConfig.defaults.thresholds.steps[1] as { value: number }).value = 0),
      BUS,
    );
    expect(found(red)).toEqual([expect.stringContaining('found "GreaterThan" 0, which dashboard')]);
  });

  test('a picture of fewer queues than are judged', () => {
    const fewer = redrawn(
      'Dead letters',
      (_, { azureMonitor }) => azureMonitor.dimensionFilters[0]?.filters.pop(),
      BUS,
    );
    expect(found(fewer)).toEqual([expect.stringContaining('does not show DeadletteredMessages as it is judged')]);
  });
});
