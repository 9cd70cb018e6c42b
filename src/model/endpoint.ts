/** Transport protocol of a port. */
export type Protocol = 'TCP' | 'UDP';

/** Pods that listen on a port, inside the cluster. */
export interface PodEndpoint {
  readonly type: 'pods';
  /** Name of the Service (and of the workload behind it). */
  readonly service: string;
  readonly namespace: string;
  /** Labels that select the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** The container's port, which is also the Service's. */
  readonly port: number;
  readonly protocol: Protocol;
}

/** Something outside the cluster that listens on a port. */
export interface OutsideEndpoint {
  readonly type: 'outside';
  /** What stands there (`aurora`, `aws-apis`). */
  readonly service: string;
  /** Address ranges it can be reached at. */
  readonly cidrs: readonly string[];
  /** Ranges inside `cidrs` that stay closed. @default none */
  readonly except?: readonly string[];
  /**
   * Whether the place's network policies know it by no address, so that they can name its port alone: Cilium knows nodes
   * by what they are. @default known by `cidrs`
   */
  readonly byPort?: true;
  readonly port: number;
  readonly protocol: Protocol;
}

/** How one part names another: service, port, protocol. */
export type Endpoint = PodEndpoint | OutsideEndpoint;

/** Address ranges outside the cluster's pods from which calls come (a load balancer, the nodes). */
export interface AddressOrigin {
  readonly name: string;
  readonly cidrs: readonly string[];
  /** Port that they call. @default every port that the pods listen on */
  readonly port?: number;
}

/** Pods that call without being declared here: an add-on's (an ingress controller), or all that carry a label. */
export interface PodOrigin {
  readonly name: string;
  readonly namespace: string;
  /** Labels that the pods carry. */
  readonly selector: Readonly<Record<string, string>>;
  /** Port that they call. @default every port that the called pods listen on */
  readonly port?: number;
}

/** From where calls come that no workload declares. */
export type Origin = AddressOrigin | PodOrigin;
