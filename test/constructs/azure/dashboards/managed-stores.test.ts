import { App, Size } from 'cdk8s';
import {
  ActionGroups,
  AzureMonitorReader,
  azureStoreOverview,
  azureStoresIn,
  busRequests,
  ManagedRedis,
  MetricAlert,
  queueSize,
  serverAlive,
  serverUsage,
  type MetricAlertProps,
} from '../../../../src/constructs/azure';
import { Dashboard } from '../../../../src/constructs/dashboards';
import type { Unit } from '../../../../src/constructs/monitoring';
import { Place, System } from '../../../../src/constructs/structure';
import type { Language } from '../../../../src/model';
import { objectOf, WATCHER } from '../../place';
import { read } from '../../read';
import { contractsOf, PRIVATE_AKS, RESOURCE_GROUP, SUBSCRIPTION } from '../azure-place';

class Shop extends System {}

const namespace = 'shop';
const SERVER = { type: 'Microsoft.DBforPostgreSQL/flexibleServers', name: 'psql', system: 'shop' };
const BUS = { type: 'Microsoft.ServiceBus/namespaces', name: 'sb', system: 'shop' };

type Judged<U extends Unit> = Pick<MetricAlertProps<U>, 'metric' | 'limit' | 'over'>;

const shop = (): Shop => new Shop(new Place(new App(), 'test', { cluster: PRIVATE_AKS, watchedBy: WATCHER }), 'shop');

/** A system with one alert. */
function alerted<U extends Unit>(judged: Judged<U>): Shop {
  const system = shop();
  const channels = { warning: [{ type: 'teams', address: 'shop@example.com' }] } as const;
  const groups = new ActionGroups(system.cloud, 'groups', {
    ...{ namespace, prefix: 'shop', shortName: 'shop', channels },
    requirements: [],
  });
  const told = { severity: 'warning', runbook: 'R', summary: 'S.' } as const;
  new MetricAlert(system.cloud, 'alert', { namespace, groups, ...told, ...judged });
  return system;
}

/** The panels of a store's dashboard as Grafana reads them. */
function panels(system: Shop, store: typeof SERVER, language: Language = 'en') {
  const content = azureStoreOverview(store, Place.of(system));
  new Dashboard(system.app, content.uid, { ...content, namespace, language });
  const text = read(objectOf(system, 'ConfigMap', `dashboard-${content.uid}`), `data.${content.uid}\\.json`) as string;
  return (
    JSON.parse(text) as { panels: { type: string; fieldConfig: { defaults: { thresholds: object } } }[] }
  ).panels.filter(({ type }) => type !== 'row');
}

const stepsOf = <U extends Unit>(judged: Judged<U>, store: typeof SERVER): unknown =>
  panels(alerted(judged), store).map(({ fieldConfig }) => fieldConfig.defaults.thresholds);

test('TG-18 a panel asks for the figure that the alert judges: metric, resource, parts, aggregation and window', () => {
  const limit = { above: Size.mebibytes(800) };
  const [panel] = panels(alerted({ metric: queueSize('sb', ['orders', 'mail']), limit, over: '15m' }), BUS);
  const source = { type: 'grafana-azure-monitor-datasource', uid: 'azure-monitor' };
  expect(panel).toMatchObject({
    title: 'Size of queues',
    description:
      'Bytes that each queue holds. A full one refuses whoever sends. A point is the average of 15 minutes, as the alert judges it.',
    datasource: source,
    fieldConfig: { defaults: { unit: 'decbytes' } },
    targets: [
      {
        refId: 'A',
        queryType: 'Azure Monitor',
        datasource: source,
        subscription: SUBSCRIPTION,
        azureMonitor: {
          resources: [
            {
              subscription: SUBSCRIPTION,
              resourceGroup: 'rg-shop',
              resourceName: 'sb',
              metricNamespace: 'Microsoft.ServiceBus/namespaces',
            },
          ],
          metricNamespace: 'Microsoft.ServiceBus/namespaces',
          metricName: 'Size',
          aggregation: 'Average',
          timeGrain: 'PT15M',
          alias: '{{EntityName}}',
          dimensionFilters: [{ dimension: 'EntityName', operator: 'eq', filters: ['orders', 'mail'] }],
        },
      },
    ],
  });
});

test('TG-18 it is named and described in the language of the environment', () => {
  const [panel] = panels(alerted({ metric: serverAlive('psql'), limit: { below: 1 }, over: '5m' }), SERVER, 'ko');
  expect(panel).toMatchObject({ title: '서버 응답 여부', targets: [{ azureMonitor: { aggregation: 'Maximum' } }] });
  expect(JSON.stringify(panel)).toContain('점 하나는 5분의 최댓값이며, 경보가 판단하는 값과 같다.');
});

test('TG-18 red is what rings: above a share from it on, above a count from the next number on, below a figure under it', () => {
  const red = (...steps: readonly (readonly [number | null, string])[]) => [
    { mode: 'absolute', steps: steps.map(([value, color]) => ({ value, color })) },
  ];
  expect(stepsOf({ metric: serverUsage('psql', 'cpu'), limit: { above: 0.8 }, over: '5m' }, SERVER)).toEqual(
    red([null, 'green'], [80, 'red']),
  );
  expect(stepsOf({ metric: busRequests('sb', 'throttled'), limit: { above: 0 }, over: '5m' }, BUS)).toEqual(
    red([null, 'green'], [1, 'red']),
  );
  expect(stepsOf({ metric: serverAlive('psql'), limit: { below: 1 }, over: '5m' }, SERVER)).toEqual(
    red([null, 'red'], [1, 'green']),
  );
});

test('TG-18 a dashboard shows its own store’s alerts alone, and hours are hours', () => {
  const system = alerted({ metric: serverUsage('psql', 'cpu'), limit: { above: 0.8 }, over: '1h' });
  const other = azureStoreOverview({ ...SERVER, name: 'psql-other' }, Place.of(system));
  expect(other.rows.flatMap(row => row.panels)).toEqual([]);
  expect(JSON.stringify(panels(system, SERVER))).toContain('"timeGrain":"PT1H"');
});

test('TG-18 stores are found, and who shows them reads each for itself and the subscription’s name, by no key', () => {
  const system = shop();
  new ManagedRedis(system.cloud, 'redis', { namespace, size: 'B0' });
  const stores = azureStoresIn(Place.of(system));
  expect(stores).toEqual([{ type: 'Microsoft.Cache/redisEnterprise', name: 'redis', system: 'shop' }]);
  const reader = new AzureMonitorReader(system.cloud, 'shop-grafana', {
    namespace,
    serviceAccount: 'grafana',
    requirements: ['TG-18'],
  });
  for (const store of stores) reader.mayRead(store);
  expect(objectOf(system, 'FederatedIdentityCredential', 'shop-grafana')['spec']).toMatchObject({
    subject: 'system:serviceaccount:shop:grafana',
  });
  const contracts = contractsOf(system);
  expect(contracts.get('shop-grafana-monitoring-reader-redis')?.make).toContain(
    `--role "Monitoring Reader" --scope ${RESOURCE_GROUP}/providers/Microsoft.Cache/redisEnterprise/redis --assignee`,
  );
  const { make } = contracts.get('shop-grafana-subscription-name') ?? {};
  const [, definition = ''] = /--role-definition '([^']+)'/.exec(make ?? '') ?? [];
  expect(JSON.parse(definition)).toEqual({
    Name: 'shop-grafana-subscription-name',
    Description: 'Reads the name of the subscription',
    Actions: ['Microsoft.Resources/subscriptions/read'],
    AssignableScopes: [`/subscriptions/${SUBSCRIPTION}`],
  });
  expect(make).toContain(`az role assignment create --role "shop-grafana-subscription-name" --scope /subscriptions/`);
  expect(reader.endpoints.map(({ service, port }) => [service, port])).toEqual([
    ['entra-id', 443],
    ['azure-resource-manager', 443],
  ]);
});
