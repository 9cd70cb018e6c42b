import type { Construct } from 'constructs';
import {
  ApplicationInsights,
  LogWorkspace,
  monitorProviders,
  type ApplicationInsightsProps,
  type LogWorkspaceProps,
} from '../../constructs/azure';
import { TracedConstruct } from '../../constructs/structure';
import type { VariableSource } from '../../constructs/workload';
import type { OutsideEndpoint } from '../../model';

/** What differs between the telemetry of two places. */
export interface TelemetryValues {
  /** Name of the Log Analytics workspace, how long it keeps what it is sent, and the most that it takes in a day. */
  readonly workspace: Omit<LogWorkspaceProps, 'namespace'> & { readonly name: string };
  /** Name of the Application Insights, and the share of requests whose telemetry is kept. */
  readonly applicationInsights: Pick<ApplicationInsightsProps, 'sampled'> & { readonly name: string };
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

export interface TripgenTelemetryProps extends TelemetryValues {
  readonly namespace: string;
  /** Whose logs are collected beside those of the pods. */
  readonly database: { readonly type: string; readonly name?: string };
  readonly messaging: { readonly name: string };
  readonly secrets: { readonly type: string; readonly vault?: string };
}

/** Application Insights for the services, and the logs of Azure's own services beside it. (TG-18) */
export class TripgenTelemetry extends TracedConstruct {
  readonly endpoint: OutsideEndpoint;
  readonly connectionString: VariableSource;

  constructor(scope: Construct, id: string, props: TripgenTelemetryProps) {
    super(scope, id);
    const { namespace, workspace: values, applicationInsights, requirements } = props;
    this.declare(monitorProviders(this, values.name, requirements));
    const { name, ...kept } = values;
    const workspace = new LogWorkspace(this, name, { namespace, ...kept });
    const { name: insightsName, sampled } = applicationInsights;
    const insights = new ApplicationInsights(this, insightsName, { namespace, workspace, sampled });
    this.endpoint = insights.endpoint;
    this.connectionString = insights.connectionString;
    this.collect(workspace, props);
  }

  /** What the server wrote, who changed queues and who used them, who read which secret. */
  private collect(workspace: LogWorkspace, { database, messaging, secrets }: TripgenTelemetryProps): void {
    if (database.type === 'managed' && database.name !== undefined) {
      workspace.collect(resource('dbforpostgresql.azure.com', 'FlexibleServer', database.name), ['PostgreSQLLogs']);
    }
    const bus = resource('servicebus.azure.com', 'Namespace', messaging.name);
    workspace.collect(bus, ['OperationalLogs', 'RuntimeAuditLogs']);
    if (secrets.type === 'key-vault' && secrets.vault !== undefined) {
      workspace.collect(resource('keyvault.azure.com', 'Vault', secrets.vault), ['AuditEvent']);
    }
  }
}

function resource(group: string, kind: string, name: string) {
  return { group, kind, name };
}
