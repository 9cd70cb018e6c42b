import { read } from '../../../constructs/read';
import { CONTAINER, dev, prod, SERVICES } from './output';

interface Alert {
  readonly azureName: string;
  readonly severity: number;
  readonly description: string;
  readonly windowSize: string;
  readonly scopesReferences: readonly { readonly name: string }[];
  readonly actions: readonly { readonly actionGroupId: string }[];
  readonly criteria: {
    readonly microsoftAzureMonitorSingleResourceMultipleMetricCriteria: { readonly allOf: readonly Criterion[] };
  };
}

interface Criterion {
  readonly metricName: string;
  readonly timeAggregation: string;
  readonly operator: string;
  readonly threshold: number;
  readonly dimensions?: readonly { readonly values: readonly string[] }[];
}

const alerts = (): readonly Alert[] => prod.all('MetricAlert').map(({ spec }) => spec as Alert);

/** `aggregation metric operator threshold window severity` of each alert on a resource. */
const figures = (resource: string): readonly string[] =>
  alerts()
    .filter(({ scopesReferences }) => scopesReferences[0]?.name === resource)
    .map(({ criteria, windowSize, severity }) => {
      const [only] = criteria.microsoftAzureMonitorSingleResourceMultipleMetricCriteria.allOf;
      return [only?.timeAggregation, only?.metricName, only?.operator, only?.threshold, windowSize, severity].join(' ');
    });

test('TG-18 Azure Monitor watches the PostgreSQL server from outside the cluster', () => {
  const [budget] = prod.declared('connection-budget');
  expect(figures('psql-tripgen-prod')).toEqual([
    `Maximum active_connections GreaterThan ${budget?.connections} PT5M 2`,
    'Average cpu_percent GreaterThan 80 PT5M 2',
    'Maximum is_db_alive LessThan 1 PT5M 0',
    'Total connections_failed GreaterThan 0 PT5M 2',
    'Average memory_percent GreaterThan 90 PT5M 2',
    'Average storage_percent GreaterThan 85 PT15M 2',
  ]);
});

test('TG-18 Azure Monitor watches the cache; that it is full wakes nobody, because it drops what is used least', () => {
  expect(figures('redis-tripgen-prod')).toEqual([
    'Maximum percentProcessorTime GreaterThan 80 PT15M 2',
    'Maximum usedmemorypercentage GreaterThan 90 PT15M 3',
  ]);
});

test('TG-18 Azure Monitor watches the queues, each for itself, and the namespace', () => {
  expect(figures('sb-tripgen-prod')).toEqual([
    'Maximum NamespaceCpuUsage GreaterThan 80 PT5M 2',
    'Maximum DeadletteredMessages GreaterThan 0 PT5M 2',
    'Total ServerErrors GreaterThan 10 PT5M 2',
    // 80 % of the 1024 MB of each queue
    'Average Size GreaterThan 858993459 PT5M 2',
    'Total ThrottledRequests GreaterThan 0 PT5M 2',
  ]);
  const queues = prod.all('NamespacesQueue').map(({ metadata }) => metadata.name);
  const judged = alerts().flatMap(({ criteria }) =>
    criteria.microsoftAzureMonitorSingleResourceMultipleMetricCriteria.allOf.flatMap(({ dimensions = [] }) =>
      dimensions.map(({ values }) => values),
    ),
  );
  expect(judged).toEqual([queues, queues]);
});

test('TG-18 what is critical rings at PagerDuty and is read in Teams, the rest is read in Teams', () => {
  const told = ({ actions }: Alert): string =>
    actions.map(({ actionGroupId }) => actionGroupId.split('/').at(-1)).join();
  expect([...new Set(alerts().map(each => `${each.severity} ${told(each)}`))].sort()).toEqual([
    '0 tripgen-prod-pagerduty,tripgen-prod-teams',
    '2 tripgen-prod-teams',
    '3 tripgen-prod-teams',
  ]);
  const mail = prod.value('ActionGroup/tripgen-prod-teams', 'spec.emailReceivers.0.emailAddress');
  expect(mail).toBe('tripgen-prod@example.com');
  expect(prod.contract('tripgen-prod-pagerduty').make).toContain("'<integration URL of the PagerDuty service");
});

test('TG-18 no object holds the address of a webhook', () => {
  expect(prod.all('ActionGroup').filter(({ spec }) => 'webhookReceivers' in (spec as object))).toEqual([]);
});

test.each(SERVICES)('TG-18 %s tells Application Insights of its requests, under its own name', service => {
  expect(prod.value(`Deployment/${service}`, `${CONTAINER}.env`)).toContainEqual({
    name: 'APPLICATIONINSIGHTS_CONNECTION_STRING',
    valueFrom: { configMapKeyRef: { name: 'appi-tripgen-prod-connection', key: 'connectionString' } },
  });
  expect(prod.value(`ConfigMap/${service}-config`, 'data.APPLICATIONINSIGHTS_ROLE_NAME')).toBe(service);
  expect(JSON.stringify(dev.object(`Deployment/${service}`))).not.toContain('APPLICATIONINSIGHTS');
});

test('TG-18 logs of the server, the queues and the vault lie beside the telemetry, for 90 days', () => {
  expect(prod.value('Component/appi-tripgen-prod', 'spec.workspaceResourceReference.name')).toBe('log-tripgen-prod');
  expect(prod.value('Workspace/log-tripgen-prod', 'spec.retentionInDays')).toBe(90);
  const sent = prod
    .all('DiagnosticSetting')
    .map(object => [
      object.metadata.name,
      read(object, 'spec.workspaceReference.name'),
      ...(read(object, 'spec.logs') as { category: string }[]).map(({ category }) => category),
    ]);
  expect(sent).toEqual([
    ['kv-tripgen-prod-logs', 'log-tripgen-prod', 'AuditEvent'],
    ['psql-tripgen-prod-logs', 'log-tripgen-prod', 'PostgreSQLLogs'],
    ['sb-tripgen-prod-logs', 'log-tripgen-prod', 'OperationalLogs', 'RuntimeAuditLogs'],
  ]);
});

test('TG-18 the operator brings the kinds, the subscription knows their providers, and its role is named with what it makes', () => {
  const groups = prod.place.apis;
  expect(groups).toEqual(expect.arrayContaining(['insights.azure.com', 'operationalinsights.azure.com']));
  expect(prod.contract('log-tripgen-prod-providers').check).toContain('--namespace Microsoft.Insights');
  expect(prod.contract('aks-tripgen-prod-operator-role').statement).toContain('alerts and telemetry among it');
});
