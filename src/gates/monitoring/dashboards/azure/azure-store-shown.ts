import { groupKindOf } from '../../../identity/group-kind';
import { azureNameOf } from '../../../reference/azure/azure-alert-metric';
import { referenceRule } from '../../../reference/reference-rule';
import type { RuleTexts } from '../../../schema/object-rule';
import { dashboardsOf } from '../dashboards';
import { azureQueriesOf, seriesOf } from './azure-queries';

/** What Azure runs and tells of, with the type of the resource. */
const STORES: Readonly<Record<string, string>> = {
  'cache.azure.com/RedisEnterprise': 'Microsoft.Cache/redisEnterprise',
  'dbforpostgresql.azure.com/FlexibleServer': 'Microsoft.DBforPostgreSQL/flexibleServers',
  'servicebus.azure.com/Namespace': 'Microsoft.ServiceBus/namespaces',
};

const example =
  'kind: FlexibleServer # psql-shop, beside a dashboard with a panel that asks Azure Monitor of psql-shop';
const text: RuleTexts = {
  en: {
    rule: 'Where there are dashboards, one of them shows every PostgreSQL server, cache and Service Bus namespace that Azure runs.',
    reason:
      'What Azure runs sends its figures to Azure Monitor alone: Prometheus knows nothing of it, and whoever is woken by it finds no picture.',
    example,
  },
  ko: {
    rule: '대시보드가 있는 환경에서는 Azure가 운영하는 모든 PostgreSQL 서버, 캐시, Service Bus 네임스페이스가 대시보드에 나온다.',
    reason:
      'Azure가 운영하는 것은 수치를 Azure Monitor로만 보낸다. Prometheus는 그것을 모르며, 그 때문에 깨어난 사람은 볼 그림이 없다.',
    example,
  },
};

/** What Azure runs can be looked at. */
export const azureStoreShown = referenceRule('azure-store-shown', text, function* (object, environment) {
  const type = STORES[groupKindOf(object)];
  if (type === undefined || dashboardsOf(environment).length === 0) return;
  const name = azureNameOf(object);
  const all = azureQueriesOf(environment).map(seriesOf);
  if (all.some(({ namespace, resource }) => namespace === type && resource === name)) return;
  yield {
    steps: ['metadata', 'name'],
    message: `found ${name}, which no dashboard shows`,
    expected: `a panel that asks Azure Monitor for metrics of ${name}`,
    mend: 'give the system `monitoring` its `azureMonitor`, alerts to the store, and its construct to managed-stores.ts',
  };
});
