import type { Fact } from './fact';

/** A pool of nodes of one size. Sizes are per node. */
export interface NodePool {
  readonly name: string;
  /** Cloud's names of the machines that the pool may take (`m5.large`, `m5.xlarge`). */
  readonly instanceTypes: Fact<readonly string[]>;
  readonly zones: Fact<readonly string[]>;
  readonly nodes: Fact<{ readonly min: number; readonly max: number }>;
  /** What pods may request on one node, the smallest there may be, after the system's reservation and the cluster's own pods. */
  readonly allocatable: { readonly cpuMillis: number; readonly memoryMiB: number; readonly pods: number };
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly {
    readonly key: string;
    readonly value: string;
    readonly effect: 'NoSchedule' | 'NoExecute';
  }[];
}

/** Address ranges of the place, in CIDR notation. */
export interface ClusterNetwork {
  /** The network that nodes and pods live in. */
  readonly vpcCidr: Fact<string>;
  /** Subnets of the nodes: kubelets, NodePort traffic and host-network pods come from there. */
  readonly nodeCidrs: Fact<readonly string[]>;
  /** Subnets that load balancers take their addresses from. */
  readonly loadBalancerCidrs: Fact<readonly string[]>;
  /** Addresses at which pods reach the API server where it lies outside `vpcCidr`: a public one. @default it lies inside */
  readonly apiServerCidrs?: Fact<readonly string[]>;
  /** Port on which the API server listens at its own addresses, which differs from the cluster IP's 443. @default 443 */
  readonly apiServerPort?: Fact<number>;
  /** Range of cluster IPs. */
  readonly serviceCidr: string;
}

/** An EKS cluster's surroundings. */
export interface AwsCloud {
  readonly type: 'aws';
  /** Account number, 12 digits. */
  readonly account: Fact<string>;
  readonly region: string;
  readonly vpcId: Fact<string>;
  /** Issuer of the cluster's service-account tokens without `https://`, for IAM trust policies. */
  readonly oidcIssuer: Fact<string>;
  /** Tags on everything that Garam creates in the cloud. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A virtual network's place for private endpoints: addresses by which Azure's services are reached from inside. */
export interface PrivateLinkNetwork {
  /** The virtual network whose machines resolve the private names (`/subscriptions/…/virtualNetworks/vnet`). */
  readonly vnetId: Fact<string>;
  /** The subnet that private endpoints take their addresses from (`…/virtualNetworks/vnet/subnets/private`). */
  readonly subnetId: Fact<string>;
  /** Range of that subnet, in CIDR notation: what network policies allow. */
  readonly subnetCidr: Fact<string>;
}

/** An AKS cluster's surroundings. */
export interface AzureCloud {
  readonly type: 'azure';
  readonly subscription: Fact<string>;
  readonly tenant: Fact<string>;
  readonly region: string;
  /** Resource group that everything of this environment lies in. It exists: nothing here makes or removes it. */
  readonly resourceGroup: Fact<string>;
  /** Issuer of the cluster's service-account tokens with `https://` and its final slash, as federated credentials compare it. */
  readonly oidcIssuer: Fact<string>;
  /** Client id of the identity that Azure Service Operator works with. */
  readonly operatorClientId: Fact<string>;
  /** @default none: services are reached at their public addresses */
  readonly privateLink?: PrivateLinkNetwork;
  /** Tags on everything that Garam creates in the cloud. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A cluster with no cloud around it. */
export interface NoCloud {
  readonly type: 'none';
}

/** Where things run: everything a system may ask of the place. */
export interface Cluster {
  readonly name: string;
  /** Kubernetes version the documents set (`1.30`): the output is valid on it and on the newest (D-18). */
  readonly kubernetes: '1.28' | '1.29' | '1.30' | '1.36';
  readonly cloud: AwsCloud | AzureCloud | NoCloud;
  readonly network: ClusterNetwork;
  readonly pools: readonly NodePool[];
  /** Labels of the nodes that the pods of systems run on; those of charts have their own. @default any node */
  readonly workloadNodes?: Readonly<Record<string, string>>;
  /**
   * Namespaces in whose pods experiments may break something (LP-18): the one word by which they are opened to Chaos
   * Mesh and by which its experiments find them. @default none: no experiment may stand here
   */
  readonly experimentsIn?: readonly string[];
  /** StorageClasses that the cluster has before anything of ours. @default none that a claim may name */
  readonly storageClasses?: Fact<readonly string[]>;
  /** Registries that images may come from (`853963783084.dkr.ecr.ap-northeast-2.amazonaws.com`). */
  readonly registries: readonly string[];
}
