import { App, Size } from 'cdk8s';
import {
  ActionGroups,
  ApplicationInsights,
  deadLetters,
  LogWorkspace,
  MetricAlert,
  queueSize,
  serverAlive,
  serverUsage,
  cacheUsage,
  type ActionGroupsProps,
  type MetricAlertProps,
} from '../../../../src/constructs/azure';
import { declarationsOf, Place, System } from '../../../../src/constructs/structure';
import { objectOf, WATCHER } from '../../place';
import { AKS, contractsOf, RESOURCE_GROUP } from '../azure-place';

class Shop extends System {}

const namespace = 'shop';
const TEAMS = { type: 'teams', address: 'shop@example.com' } as const;
const GROUP = `${RESOURCE_GROUP}/providers/Microsoft.Insights/actionGroups/shop-`;

const shop = (place: object = { watchedBy: WATCHER }) =>
  new Shop(new Place(new App(), 'test', { cluster: AKS, ...place }), 'shop');

const groupsOf = (system: System, different: Partial<ActionGroupsProps> = {}) =>
  new ActionGroups(system.cloud, 'groups', {
    namespace,
    prefix: 'shop',
    shortName: 'shop',
    channels: { critical: [{ type: 'pagerduty' }, TEAMS], warning: [TEAMS] },
    requirements: ['TG-18'],
    ...different,
  });

function alert(different: Partial<MetricAlertProps<'Percent'>> = {}, system = shop()): unknown {
  new MetricAlert(system.cloud, 'psql-cpu', {
    namespace,
    groups: groupsOf(system),
    severity: 'warning',
    metric: serverUsage('psql', 'cpu'),
    limit: { above: 0.8 },
    over: '5m',
    runbook: 'FlexibleServerBusy',
    summary: 'psql is busy.',
    ...different,
  });
  return objectOf(system, 'MetricAlert', 'psql-cpu')['spec'];
}

describe('an alert of Azure Monitor', () => {
  test('judges one figure of a window on one resource, and tells the group of its severity with what it is about', () => {
    const page = 'https://git.example.com/runbooks/FlexibleServerBusy.md';
    const picture = 'https://grafana.example.com/d/test-shop-psql';
    expect(alert()).toEqual({
      azureName: 'psql-cpu',
      owner: { armId: RESOURCE_GROUP },
      location: 'global',
      tags: { Environment: 'unit', Project: 'shop' },
      description: `psql is busy. ${picture} ${page}`,
      enabled: true,
      autoMitigate: true,
      severity: 2,
      evaluationFrequency: 'PT1M',
      windowSize: 'PT5M',
      scopesReferences: [{ group: 'dbforpostgresql.azure.com', kind: 'FlexibleServer', name: 'psql' }],
      criteria: {
        microsoftAzureMonitorSingleResourceMultipleMetricCriteria: {
          'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria',
          allOf: [
            {
              criterionType: 'StaticThresholdCriterion',
              name: 'judged',
              metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers',
              metricName: 'cpu_percent',
              timeAggregation: 'Average',
              operator: 'GreaterThan',
              threshold: 80,
            },
          ],
        },
      },
      actions: [
        {
          actionGroupId: `${GROUP}teams`,
          webHookProperties: {
            dashboard_url: picture,
            environment: 'test',
            runbook_url: page,
            severity: 'warning',
            system: 'shop',
          },
        },
      ],
    });
  });

  test('leads to no picture where no Grafana shows any', () => {
    const { prometheus, runbooks } = WATCHER;
    const spec = alert({}, shop({ watchedBy: { type: 'by-files', prometheus, runbooks } })) as { description: string };
    expect(spec.description).toBe(`psql is busy. ${runbooks}/FlexibleServerBusy.md`);
    expect(JSON.stringify(spec)).not.toContain('dashboard_url');
  });

  test('that is critical is Azure’s severity 0 and tells both channels', () => {
    const spec = alert({ severity: 'critical' }) as { severity: number; actions: { actionGroupId: string }[] };
    expect(spec.severity).toBe(0);
    expect(spec.actions.map(({ actionGroupId }) => actionGroupId)).toEqual([`${GROUP}pagerduty`, `${GROUP}teams`]);
  });

  test('below a limit and on parts says so, in the unit that Azure counts in', () => {
    const system = shop();
    const shared = {
      namespace,
      groups: groupsOf(system),
      severity: 'warning',
      over: '5m',
      runbook: 'R',
      summary: 'S.',
    } as const;
    new MetricAlert(system.cloud, 'down', { ...shared, metric: serverAlive('psql'), limit: { below: 1 } });
    const limit = { above: Size.kibibytes(1024 * 1024 * 0.8) };
    new MetricAlert(system.cloud, 'full', { ...shared, metric: queueSize('sb', ['orders', 'mail']), limit });
    const criterion = (name: string): unknown => {
      const [only] = (objectOf(system, 'MetricAlert', name) as unknown as Criteria).spec.criteria
        .microsoftAzureMonitorSingleResourceMultipleMetricCriteria.allOf;
      return only;
    };
    expect(criterion('down')).toMatchObject({ operator: 'LessThan', threshold: 1, timeAggregation: 'Maximum' });
    expect(criterion('full')).toMatchObject({
      threshold: 858_993_459,
      dimensions: [{ name: 'EntityName', operator: 'Include', values: ['orders', 'mail'] }],
    });
  });

  test('is looked at as often as its metric is sent, and refused over a shorter time', () => {
    expect(alert({ metric: cacheUsage('redis', 'cpu'), over: '1h' })).toMatchObject({
      evaluationFrequency: 'PT5M',
      windowSize: 'PT1H',
    });
    expect(() => alert({ metric: cacheUsage('redis', 'cpu'), over: '1m' })).toThrow(
      'percentProcessorTime is sent every 5m, judged over 1m',
    );
  });

  test('is refused where nobody watches, and for a severity of which nobody is told', () => {
    expect(() => alert({}, shop({}))).toThrow('an alert in a place that nobody watches');
    expect(() => alert({ severity: 'info' })).toThrow('of which nobody is told; expected one of critical, warning');
  });

  test('leaves Azure when it leaves git', () => {
    const system = shop();
    alert({}, system);
    expect(objectOf(system, 'MetricAlert', 'psql-cpu').metadata.annotations ?? {}).toEqual({});
  });
});

interface Criteria {
  readonly spec: {
    readonly criteria: {
      readonly microsoftAzureMonitorSingleResourceMultipleMetricCriteria: { readonly allOf: readonly unknown[] };
    };
  };
}

describe('action groups', () => {
  test('Teams is a mailbox; PagerDuty’s address is a key, so that its group is a contract and no object', () => {
    const system = shop();
    groupsOf(system);
    expect(objectOf(system, 'ActionGroup', 'shop-teams')['spec']).toMatchObject({
      groupShortName: 'shop',
      location: 'global',
      emailReceivers: [{ emailAddress: 'shop@example.com', useCommonAlertSchema: true }],
    });
    expect(() => objectOf(system, 'ActionGroup', 'shop-pagerduty')).toThrow();
    const contract = contractsOf(system).get('shop-pagerduty');
    expect(contract?.make).toMatch(/^az monitor action-group create .* --name shop-pagerduty .*'<integration URL/);
    expect(contract?.check).toContain('az monitor action-group show');
  });

  test('of two channels of one type, or with a name that messages have no room for, are refused', () => {
    const two = { warning: [TEAMS], info: [{ type: 'teams', address: 'other@example.com' }] } as const;
    expect(() => groupsOf(shop(), { channels: two })).toThrow('two channels of type teams; expected one');
    expect(() => groupsOf(shop(), { shortName: 'thirteen-long' })).toThrow('Azure takes 1 to 12');
  });
});

describe('telemetry', () => {
  const made = (sampled = 0.2) => {
    const system = shop();
    const workspace = new LogWorkspace(system.cloud, 'log-shop', { namespace, retentionDays: 90, dailyQuotaGb: 5 });
    return {
      system,
      workspace,
      insights: new ApplicationInsights(system.cloud, 'appi-shop', { namespace, workspace, sampled }),
    };
  };

  test('lies in a workspace that is kept, and the operator writes where to send it into a ConfigMap', () => {
    const { system, insights } = made();
    expect(objectOf(system, 'Workspace', 'log-shop')).toMatchObject({
      metadata: { annotations: { 'serviceoperator.azure.com/reconcile-policy': 'detach-on-delete' } },
      spec: { retentionInDays: 90, workspaceCapping: { dailyQuotaGb: 5 }, sku: { name: 'PerGB2018' } },
    });
    expect(objectOf(system, 'Component', 'appi-shop')['spec']).toMatchObject({
      Application_Type: 'web',
      IngestionMode: 'LogAnalytics',
      SamplingPercentage: 20,
      workspaceResourceReference: { kind: 'Workspace', name: 'log-shop' },
      operatorSpec: { configMaps: { connectionString: { name: 'appi-shop-connection', key: 'connectionString' } } },
    });
    expect(insights.connectionString).toEqual({ configMap: 'appi-shop-connection', key: 'connectionString' });
    const declared = system.node.findAll().flatMap(declarationsOf);
    expect(declared).toContainEqual(
      expect.objectContaining({ type: 'made-by-controller', name: 'appi-shop-connection' }),
    );
  });

  test('of nothing, or of more than all, is refused', () => {
    expect(() => made(0)).toThrow('sampled 0; expected a share above 0 and up to 1');
    expect(() => made(20)).toThrow('sampled 20');
  });

  test('logs of a service are sent by categories, from the resource that has them', () => {
    const { system, workspace } = made();
    workspace.collect({ group: 'keyvault.azure.com', kind: 'Vault', name: 'kv' }, ['AuditEvent']);
    expect(objectOf(system, 'DiagnosticSetting', 'kv-logs')['spec']).toEqual({
      azureName: 'kv-logs',
      owner: { group: 'keyvault.azure.com', kind: 'Vault', name: 'kv' },
      workspaceReference: { group: 'operationalinsights.azure.com', kind: 'Workspace', name: 'log-shop' },
      logs: [{ category: 'AuditEvent', enabled: true }],
    });
  });
});

test('dead letters are those of each queue', () => {
  expect(deadLetters('sb', ['orders']).each).toEqual({ dimension: 'EntityName', values: ['orders'] });
});
