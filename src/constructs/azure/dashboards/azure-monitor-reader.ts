import type { Construct } from 'constructs';
import type { OutsideEndpoint } from '../../../model';
import { TracedConstruct } from '../../structure';
import type { AzureIdentity } from '../../workload';
import { armIdOf, azureOf } from '../azure-cloud';
import { ENTRA_ID, publicEndpoint } from '../azure-endpoints';
import { assignment } from '../role-assignment';
import { WorkloadIdentity } from '../workload-identity';
import type { AzureStore } from './managed-stores';

/** Who asks Azure Monitor for figures. The id is the name of its identity, unique in the resource group. */
export interface AzureMonitorReaderProps {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/**
 * The identity by which Grafana asks Azure Monitor: it reads the stores that it shows, each for itself, and the name of
 * their subscription, which Grafana's data source asks for with its queries and fails without (decision 185). (TG-18)
 */
export class AzureMonitorReader extends TracedConstruct {
  private readonly reader: WorkloadIdentity;

  constructor(scope: Construct, id: string, props: AzureMonitorReaderProps) {
    super(scope, id);
    this.reader = new WorkloadIdentity(this, id, props);
    this.mayReadSubscription(props.requirements);
  }

  get identity(): AzureIdentity {
    return this.reader.identity;
  }

  get subscription(): string {
    return azureOf(this).subscription;
  }

  /** Where it gets its token, and where figures are asked for: neither has a private endpoint here. */
  get endpoints(): readonly OutsideEndpoint[] {
    return [ENTRA_ID, publicEndpoint('azure-resource-manager', 443)];
  }

  /** Lets it read one store's figures. */
  mayRead({ type, name }: AzureStore): void {
    this.reader.grant({ role: 'monitoring-reader', scope: armIdOf(this, type, name) });
  }

  /** No role that Azure has reads a subscription's name and nothing else: "Reader" there would read every resource. */
  private mayReadSubscription(requirements: readonly string[]): void {
    const { identityName: identity } = this.reader;
    const scope = `/subscriptions/${this.subscription}`;
    const role = `${identity}-subscription-name`;
    const definition = {
      Name: role,
      Description: 'Reads the name of the subscription',
      Actions: ['Microsoft.Resources/subscriptions/read'],
      AssignableScopes: [scope],
    };
    const { make, ...rest } = assignment(this, { role, scope }, identity);
    this.declare({
      type: 'contract',
      id: role,
      owner: 'platform team',
      statement: `Identity ${identity} may read the name of its subscription, by a role that reads nothing else: Grafana asks for it with its queries and shows no figure without it.`,
      make: `az role definition create --role-definition '${JSON.stringify(definition)}'; ${make}`,
      ...rest,
      requirements,
    });
  }
}
