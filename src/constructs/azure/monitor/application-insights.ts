import type { Construct } from 'constructs';
import {
  Component,
  ComponentSpecApplicationType,
  ComponentSpecIngestionMode,
} from '../../../../imports/insights.azure.com';
import type { OutsideEndpoint } from '../../../model';
import { countedIn } from '../../monitoring';
import { TracedConstruct, wave } from '../../structure';
import type { VariableSource } from '../../workload';
import { asoMetadata, inResourceGroup } from '../aso-object';
import { azureOf } from '../azure-cloud';
import { publicEndpoint } from '../azure-endpoints';
import type { LogWorkspace } from './log-workspace';

/** An Application Insights. The id is its name, unique in the resource group. */
export interface ApplicationInsightsProps {
  /** Namespace of the pods: the operator writes the connection string there. */
  readonly namespace: string;
  /** Where what it is sent lies. */
  readonly workspace: LogWorkspace;
  /** Share of the requests whose telemetry is kept, above 0 and up to 1. */
  readonly sampled: number;
}

const KEY = 'connectionString';

/**
 * Requests, calls and failures of programs, with how they hang together (TG-18: APM). Azure gives the connection string
 * when it is made, so the operator writes it into a ConfigMap: it lets its bearer send telemetry and read nothing.
 */
export class ApplicationInsights extends TracedConstruct {
  private readonly configMap: string;

  constructor(scope: Construct, id: string, { namespace, workspace, sampled }: ApplicationInsightsProps) {
    super(scope, id);
    if (!(sampled > 0 && sampled <= 1)) {
      throw new Error(`Application Insights ${id}: sampled ${sampled}; expected a share above 0 and up to 1`);
    }
    this.configMap = `${id}-connection`;
    const metadata = asoMetadata({ name: id, namespace, stateful: false });
    new Component(this, 'component', {
      // Before pods that wait for the connection string.
      metadata: { ...metadata, annotations: { ...metadata.annotations, ...wave('prerequisites') } },
      spec: {
        azureName: id,
        ...inResourceGroup(this, azureOf(this).region),
        kind: 'web',
        applicationType: ComponentSpecApplicationType.WEB,
        ingestionMode: ComponentSpecIngestionMode.LOG_ANALYTICS,
        workspaceResourceReference: { ...workspace.reference },
        samplingPercentage: countedIn('Percent', sampled),
        operatorSpec: { configMaps: { connectionString: { name: this.configMap, key: KEY } } },
      },
    });
    const madeBy = 'Azure Service Operator';
    this.declare({
      type: 'made-by-controller',
      kind: 'ConfigMap',
      namespace,
      name: this.configMap,
      keys: [KEY],
      madeBy,
    });
  }

  /** What a program reads it from. */
  get connectionString(): VariableSource {
    return { configMap: this.configMap, key: KEY };
  }

  /** Where programs send what they tell; it has no private endpoint. */
  get endpoint(): OutsideEndpoint {
    return publicEndpoint('application-insights', 443);
  }
}
