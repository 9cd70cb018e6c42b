import type { Construct } from 'constructs';
import type { ContractDeclaration, Fact, NodePool } from '../../model';
import { known, Place, TracedConstruct } from '../structure';
import type { NetworkPolicyEngine } from './aks-own-pods';
import { azScope, azureOf, resourceGroupId } from './azure-cloud';

/** Who reaches the API server: everybody who can sign in, these addresses, or machines of the virtual network only. */
export type ApiServerAccess =
  | { readonly type: 'public' }
  | { readonly type: 'restricted'; readonly administrators: Fact<readonly string[]> }
  | { readonly type: 'private' };

export interface AksContractProps {
  /** `Free` has no agreed availability; `Standard` has 99.95 % with zones. The portal once called Free "Basic". */
  readonly tier: 'Free' | 'Standard' | 'Premium';
  readonly networkPolicy: NetworkPolicyEngine;
  /** Most pods that a node takes, AKS's own included. */
  readonly maxPods: number;
  readonly access: ApiServerAccess;
  /** Who makes the cluster (`terraform`). */
  readonly owner: string;
  readonly requirements: readonly string[];
}

type ClusterFact = Pick<ContractDeclaration, 'id' | 'statement' | 'make' | 'check' | 'expect'>;

/** ServiceAccount of Azure Service Operator, as its chart names it. */
const OPERATOR = 'system:serviceaccount:azureserviceoperator-system:azureserviceoperator-default';

/** What has to be so of an AKS cluster before anything is deployed there. Makes no objects. */
export class AksContract extends TracedConstruct {
  private readonly props: AksContractProps;
  private readonly cluster: string;

  constructor(scope: Construct, id: string, props: AksContractProps) {
    super(scope, id);
    this.props = props;
    const { cluster } = Place.of(this);
    this.cluster = cluster.name;
    this.version(cluster.kubernetes);
    this.network(cluster.network.serviceCidr);
    this.identity();
    this.access();
    this.operator();
    for (const pool of cluster.pools) {
      this.pool(pool);
      this.labels(pool);
    }
    for (const registry of cluster.registries.filter(each => each.endsWith('.azurecr.io'))) this.pulls(registry);
  }

  private version(kubernetes: string): void {
    this.fact({
      id: 'version',
      statement: `${this.cluster} runs Kubernetes ${kubernetes} or newer.`,
      check:
        `printf '%s\\n' ${kubernetes} $(${this.show('currentKubernetesVersion')}) | ` +
        'sort --version-sort | head --lines 1',
      expect: kubernetes,
    });
    this.fact({
      id: 'tier',
      statement: `${this.cluster} has the ${this.props.tier} tier.`,
      make: `az aks update ${this.name} --tier ${this.props.tier.toLowerCase()}`,
      check: this.show('sku.tier'),
      expect: this.props.tier,
    });
  }

  /** Without an engine every NetworkPolicy is accepted and none is enforced. */
  private network(serviceCidr: string): void {
    const { networkPolicy } = this.props;
    this.fact({
      id: 'network',
      statement: `${this.cluster} has Azure CNI, enforces network policies with ${networkPolicy}, and gives Services addresses of ${serviceCidr}.`,
      check: this.show("networkProfile.[networkPlugin, networkPolicy, serviceCidr] | join(' ', @)"),
      expect: `azure ${networkPolicy} ${serviceCidr}`,
    });
  }

  private identity(): void {
    this.fact({
      id: 'workload-identity',
      statement: `${this.cluster} issues tokens that Entra ID knows, and its webhook gives them to pods.`,
      make: `az aks update ${this.name} --enable-oidc-issuer --enable-workload-identity`,
      check: this.show(
        "[to_string(oidcIssuerProfile.enabled), to_string(securityProfile.workloadIdentity.enabled), oidcIssuerProfile.issuerUrl] | join(' ', @)",
      ),
      expect: `true true ${azureOf(this).oidcIssuer}`,
    });
  }

  private access(): void {
    const { access } = this.props;
    const profile = 'apiServerAccessProfile';
    switch (access.type) {
      case 'public':
        return this.fact({
          id: 'api-server',
          statement: `The API server of ${this.cluster} has a public address without a list of callers.`,
          check: this.show(`join(',', ${profile}.authorizedIpRanges || ['none'])`),
          expect: 'none',
        });
      case 'restricted': {
        const ranges = [...known(access.administrators)].sort().join(',');
        return this.fact({
          id: 'api-server',
          statement: `The public address of the API server of ${this.cluster} is open to administrators only.`,
          make: `az aks update ${this.name} --api-server-authorized-ip-ranges ${ranges}`,
          check: this.show(`join(',', sort(${profile}.authorizedIpRanges))`),
          expect: ranges,
        });
      }
      case 'private':
        return this.fact({
          id: 'api-server',
          statement: `The API server of ${this.cluster} answers inside the virtual network only.`,
          check: this.show(`to_string(${profile}.enablePrivateCluster)`),
          expect: 'true',
        });
    }
  }

  /** The operator cannot make the identity that it works with, and is given this resource group and no more. */
  private operator(): void {
    const { operatorClientId, oidcIssuer } = azureOf(this);
    const scope = resourceGroupId(this);
    const name = `$(az identity list ${azScope(this)} --query "[?clientId=='${operatorClientId}'].name" --output tsv)`;
    const credential = `--identity-name "${name}" ${azScope(this)}`;
    this.fact({
      id: 'operator-identity',
      statement: `The identity of Azure Service Operator trusts its ServiceAccount in ${this.cluster}.`,
      make:
        `az identity federated-credential create ${credential} --name azure-service-operator ` +
        `--issuer ${oidcIssuer} --subject ${OPERATOR} --audiences api://AzureADTokenExchange`,
      check: `az identity federated-credential list ${credential} --query "[?issuer=='${oidcIssuer}'].subject" --output tsv`,
      expect: OPERATOR,
    });
    this.fact({
      id: 'operator-role',
      statement:
        'Azure Service Operator may change what lies in the resource group, alerts and telemetry among it, and cannot hand out rights.',
      make: `az role assignment create --role Contributor --scope ${scope} --assignee ${operatorClientId}`,
      check:
        `az role assignment list --all --assignee ${operatorClientId} ` +
        `--query "[].[roleDefinitionName, scope] | [] | join(' ', @)" --output tsv`,
      expect: `Contributor ${scope}`,
    });
  }

  /** Volumes and pods that name a node by a label stay Pending where no node carries it. */
  private labels({ name, labels = {} }: NodePool): void {
    for (const [key, value] of Object.entries(labels)) {
      this.fact({
        id: `pool-${name}-label-${value}`,
        statement: `The nodes of pool ${name} carry the label ${key}=${value}.`,
        make: `az aks nodepool update ${azScope(this)} --cluster-name ${this.cluster} --name ${name} --labels ${key}=${value}`,
        check: this.showPool(name, `nodeLabels."${key}"`),
        expect: value,
      });
    }
  }

  /** Without the role every image of the registry stays unpulled. */
  private pulls(registry: string): void {
    const name = registry.replace('.azurecr.io', '');
    const kubelet = `"$(${this.show('identityProfile.kubeletidentity.objectId')})"`;
    const scope = `"$(az acr show --name ${name} --query id --output tsv)"`;
    this.fact({
      id: `pulls-${name}`,
      statement: `The nodes of ${this.cluster} may pull images of ${registry}.`,
      make: `az aks update ${this.name} --attach-acr ${name}`,
      check: `az role assignment list --role AcrPull --assignee ${kubelet} --scope ${scope} --query 'length(@)' --output tsv`,
      expect: '1',
    });
  }

  private pool({ name, instanceTypes, zones, nodes }: NodePool): void {
    const { min, max } = known(nodes);
    const { maxPods } = this.props;
    const machines = known(instanceTypes).join(',');
    const numbers = [...known(zones)].map(zone => zone.split('-').at(-1) ?? zone).sort();
    const isFixed = min === max;
    const count = isFixed ? ['to_string(count)'] : ['to_string(minCount)', 'to_string(maxCount)'];
    const query = ['vmSize', "join(',', sort(availabilityZones))", 'to_string(maxPods)', ...count].join(', ');
    this.fact({
      id: `pool-${name}`,
      statement:
        `Pool ${name} has ${isFixed ? min : `${min} to ${max}`} nodes of ${machines} in zone ${numbers.join(', ')}, ` +
        `each for ${maxPods} pods at most.`,
      check: this.showPool(name, `[${query}] | join(' ', @)`),
      expect: [machines, numbers.join(','), maxPods, ...(isFixed ? [min] : [min, max])].join(' '),
    });
  }

  private showPool(pool: string, query: string): string {
    const named = `${azScope(this)} --cluster-name ${this.cluster} --name ${pool}`;
    return `az aks nodepool show ${named} --query "${query.replaceAll('"', '\\"')}" --output tsv`;
  }

  private get name(): string {
    return `${azScope(this)} --name ${this.cluster}`;
  }

  private show(query: string): string {
    return `az aks show ${this.name} --query "${query}" --output tsv`;
  }

  private fact(fact: ClusterFact): void {
    const { owner, requirements } = this.props;
    this.declare({ type: 'contract', owner, requirements, ...fact, id: `${this.cluster}-${fact.id}` });
  }
}
