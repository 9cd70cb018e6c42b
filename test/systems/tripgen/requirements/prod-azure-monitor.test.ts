import { parse } from 'yaml';
import type { ContractDeclaration, Declared, KubeObject } from '../../../../src/model';
import { matrixJson, networkIn } from '../../../../src/views/net';
import { read } from '../../../constructs/read';
import { panelsIn } from '../../../dashboard-panels';
import { named, realModel } from '../../../real-model';
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

/** An object of what watches production. */
function watching(kindAndName: string): KubeObject {
  const found = realModel().manifests.find(named('tripgen-prod', kindAndName));
  if (!found) throw new Error(`tripgen-prod has no ${kindAndName}`);
  return found.object;
}

test('TG-18 Grafana shows each store that Azure runs: every figure that an alert judges, with its unit and its limit', () => {
  const [budget] = prod.declared('connection-budget');
  const pictures = (store: string): readonly string[] =>
    panelsIn('tripgen-prod', `tripgen-${store}`).map(({ queries, unit, red }) => [queries, unit, red].join(' '));
  expect(pictures('psql-tripgen-prod')).toEqual([
    'is_db_alive short below 1',
    'cpu_percent percent from 80',
    'memory_percent percent from 90',
    'storage_percent percent from 85',
    `active_connections short from ${Number(budget?.connections) + 1}`,
    'connections_failed short from 1',
  ]);
  expect(pictures('redis-tripgen-prod')).toEqual([
    'percentProcessorTime percent from 80',
    'usedmemorypercentage percent from 90',
  ]);
  expect(pictures('sb-tripgen-prod')).toEqual([
    'DeadletteredMessages short from 1',
    'Size decbytes from 858993459',
    'ThrottledRequests short from 1',
    'ServerErrors short from 11',
    'NamespaceCpuUsage percent from 80',
  ]);
});

test('TG-18 every alert of Azure Monitor leads to the dashboard of what it watches', () => {
  for (const { description, scopesReferences } of alerts()) {
    expect(description).toContain(
      ` http://localhost:3000/d/tripgen-prod-tripgen-${scopesReferences[0]?.name} https://`,
    );
  }
});

test('TG-18 Grafana asks Azure Monitor as an identity of its own, and no secret is anywhere', () => {
  const sources = read(watching('ConfigMap/grafana-data-source'), 'data.azure-monitor\\.yaml') as string;
  expect(parse(sources)).toMatchObject({
    datasources: [
      {
        type: 'grafana-azure-monitor-datasource',
        uid: 'azure-monitor',
        editable: false,
        jsonData: { azureAuthType: 'workloadidentity', cloudName: 'azuremonitor' },
      },
    ],
  });
  expect(sources).not.toMatch(/secure|clientSecret/);
  const grafana = watching('Deployment/grafana');
  expect(read(grafana, 'spec.template.metadata.labels')).toMatchObject({ 'azure.workload.identity/use': 'true' });
  const env = read(grafana, `${CONTAINER}.env`);
  expect(env).toContainEqual({ name: 'GF_AZURE_WORKLOAD_IDENTITY_ENABLED', value: 'true' });
  expect(env).toContainEqual({ name: 'GF_AZURE_CLOUD', value: 'AzureCloud' });
  expect(env).toContainEqual({
    name: 'AZURE_CLIENT_ID',
    valueFrom: { configMapKeyRef: { name: 'tripgen-prod-grafana-identity', key: 'clientId' } },
  });
  const subject = read(watching('FederatedIdentityCredential/tripgen-prod-grafana'), 'spec.subject');
  expect(subject).toBe('system:serviceaccount:monitoring:grafana');
});

test('TG-18 that identity reads the three stores and the name of their subscription, and nothing else', () => {
  const rights = realModel()
    .declarations.filter((each): each is Declared<ContractDeclaration> => each.type === 'contract')
    .filter(({ id }) => id.startsWith('tripgen-prod-grafana-'))
    .map(({ make }) => /role assignment create --role "([^"]+)" --scope \S*?\/?([\w-]+) /.exec(make ?? ''))
    .map(found => found?.slice(1).join(' on '));
  expect(rights.sort()).toEqual([
    'Monitoring Reader on psql-tripgen-prod',
    'Monitoring Reader on redis-tripgen-prod',
    'Monitoring Reader on sb-tripgen-prod',
    'tripgen-prod-grafana-subscription-name on 00000000-0000-0000-0000-000000000000',
  ]);
});

test('TG-18 Grafana reaches the internet by HTTPS alone, and nothing that is private but Prometheus', () => {
  const calls = matrixJson(networkIn(realModel(), 'tripgen-prod')).filter(({ from }) => from.name === 'grafana');
  expect(calls.map(({ to, ports }) => `${to.name} ${ports}`)).toEqual(expect.arrayContaining(['prometheus 9090/TCP']));
  const rules = read(watching('NetworkPolicy/grafana'), 'spec.egress') as {
    to: { ipBlock?: object }[];
    ports: object[];
  }[];
  expect(rules.filter(({ to }) => to.some(({ ipBlock }) => ipBlock))).toEqual([
    {
      ports: [{ port: 443, protocol: 'TCP' }],
      to: [
        {
          ipBlock: {
            cidr: '0.0.0.0/0',
            except: ['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
          },
        },
      ],
    },
  ]);
});
