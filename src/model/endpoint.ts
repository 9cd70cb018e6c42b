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
  readonly port: number;
  readonly protocol: Protocol;
}

/** How one part names another: service, port, protocol. */
export type Endpoint = PodEndpoint | OutsideEndpoint;

/** Address ranges outside the cluster's pods from which calls come (a load balancer, the nodes). */
export interface Origin {
  readonly name: string;
  readonly cidrs: readonly string[];
}
