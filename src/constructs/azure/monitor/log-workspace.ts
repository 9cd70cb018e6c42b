import type { Construct } from 'constructs';
import { DiagnosticSetting } from '../../../../imports/insights.azure.com';
import { Workspace, WorkspaceSpecSkuName } from '../../../../imports/operationalinsights.azure.com';
import { TracedConstruct, wave } from '../../structure';
import { asoMetadata, inResourceGroup } from '../aso-object';
import { azureOf } from '../azure-cloud';
import type { AzureResource } from './azure-metric';

/** Days that Log Analytics keeps what it is sent; the first 31 are in the price of the ingestion. */
export type LogRetention = 30 | 60 | 90 | 120 | 180 | 270 | 365 | 550 | 730;

/** A Log Analytics workspace. The id is its name, unique in the resource group. */
export interface LogWorkspaceProps {
  readonly namespace: string;
  readonly retentionDays: LogRetention;
  /** Gigabytes a day, after which it takes no more until midnight UTC: a program that loops cannot run up a bill. */
  readonly dailyQuotaGb: number;
}

/** Where logs of Azure's own services and telemetry of programs lie (TG-18). */
export class LogWorkspace extends TracedConstruct {
  readonly workspaceName: string;
  private readonly namespace: string;

  constructor(scope: Construct, id: string, { namespace, retentionDays, dailyQuotaGb }: LogWorkspaceProps) {
    super(scope, id);
    this.workspaceName = workspaceName(id);
    this.namespace = namespace;
    const metadata = asoMetadata({ name: id, namespace, stateful: true });
    new Workspace(this, 'workspace', {
      // With the Application Insights that lies in it, which waits for it: in a later wave neither would ever be made.
      metadata: { ...metadata, annotations: { ...metadata.annotations, ...wave('prerequisites') } },
      spec: {
        azureName: id,
        ...inResourceGroup(this, azureOf(this).region),
        sku: { name: WorkspaceSpecSkuName.PER_GB2018 },
        retentionInDays: retentionDays,
        workspaceCapping: { dailyQuotaGb },
      },
    });
  }

  /** What an object of the operator names it by. */
  get reference(): { readonly group: string; readonly kind: string; readonly name: string } {
    return { group: 'operationalinsights.azure.com', kind: 'Workspace', name: this.workspaceName };
  }

  /** Has some categories of a resource's logs sent here. Metrics are not sent: alerts read them where they are. */
  collect(resource: AzureResource, categories: readonly string[]): void {
    const name = `${resource.name}-logs`;
    new DiagnosticSetting(this, name, {
      metadata: asoMetadata({ name, namespace: this.namespace, stateful: false }),
      spec: {
        azureName: name,
        owner: { ...resource },
        workspaceReference: { ...this.reference },
        logs: categories.map(category => ({ category, enabled: true })),
      },
    });
  }
}

function workspaceName(name: string): string {
  if (/^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$/.test(name)) return name;
  throw new Error(
    `Log Analytics workspace ${name}: Azure takes 4 to 63 letters, digits and '-', none of them '-' at an end`,
  );
}
