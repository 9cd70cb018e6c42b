import type { Endpoint, Origin, PodEndpoint } from './endpoint';

/** Requests or limits of one pod, in millicores and MiB. */
export interface PodResources {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

/** Pods of one kind that run: a service, a data store, a job. */
export interface WorkloadDeclaration {
  readonly type: 'workload';
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  /** Endpoints these pods listen on. */
  readonly serves: readonly PodEndpoint[];
  /** Endpoints these pods call. DNS is understood. */
  readonly calls: readonly Endpoint[];
  /** Callers outside the cluster's pods. */
  readonly openTo: readonly Origin[];
  /** Most pods that ever exist at the same time: the autoscaler's maximum and a rollout's surge included. */
  readonly mostPods: number;
  readonly requests: PodResources;
  readonly limits: PodResources;
  /** Whether the pods run until they end (`job`) or until they are stopped (`service`). */
  readonly runs: 'service' | 'job';
}

/** A pool of connections that one workload opens to a database. */
export interface ConnectionPoolDeclaration {
  readonly type: 'connection-pool';
  readonly workload: string;
  readonly namespace: string;
  readonly database: string;
  /** Worker processes a pod; each has a pool of its own. */
  readonly workers: number;
  /** Connections a worker may open. */
  readonly connections: number;
  /** Most pods that ever exist at the same time, surge included. */
  readonly mostPods: number;
}

/** How many connections a database grants in all (`FD-08`). */
export interface ConnectionBudgetDeclaration {
  readonly type: 'connection-budget';
  readonly database: string;
  readonly connections: number;
  /** Requirement that sets the figure. */
  readonly requirement: string;
}

/** A secret that lives outside and is fetched by External Secrets. */
export interface SecretDeclaration {
  readonly type: 'secret';
  readonly namespace: string;
  /** Name of the Kubernetes Secret. */
  readonly name: string;
  readonly entries: readonly {
    /** Key inside the Kubernetes Secret. */
    readonly key: string;
    /** Name in the secret manager. */
    readonly remote: string;
    /** Property inside the remote value, when it is JSON. */
    readonly property?: string;
    readonly meaning: string;
  }[];
  readonly consumers: readonly string[];
  /** Command that a person runs once to create the remote value. It never contains the value. */
  readonly create: readonly string[];
}

/** Something outside Kubernetes that has to be so, and a command that tells whether it is. */
export interface ContractDeclaration {
  readonly type: 'contract';
  readonly id: string;
  /** Who owns it (`terraform`, `application team`, `platform team`). */
  readonly owner: string;
  readonly statement: string;
  /** Command that makes it so, where a person has to. */
  readonly make?: string;
  /** Command that prints the fact. */
  readonly check: string;
  /** What the command must print. */
  readonly expect: string;
  readonly requirements: readonly string[];
}

/** A NodePort that something outside already points at (`FD-05`). */
export interface NodePortDeclaration {
  readonly type: 'node-port';
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
  readonly requirement: string;
}

/** A rule that one object is allowed to break, for a while. */
export interface ExceptionDeclaration {
  readonly type: 'exception';
  /** Code of the rule. */
  readonly rule: string;
  /** `Kind/name` or `Kind/namespace/name` of the object. */
  readonly object: string;
  readonly reason: string;
  /** A team, not a person. */
  readonly owner: string;
  /** Day after which the test suite fails, `YYYY-MM-DD`. Compared in tests only: synthesis reads no clock. */
  readonly reviewBy: string;
}

/** What YAML cannot carry. */
export type Declaration =
  | WorkloadDeclaration
  | ConnectionPoolDeclaration
  | ConnectionBudgetDeclaration
  | SecretDeclaration
  | ContractDeclaration
  | NodePortDeclaration
  | ExceptionDeclaration;

/** A declaration beside the construct that made it. */
export type Declared<D extends Declaration = Declaration> = D & {
  readonly environment: string;
  readonly provenance: import('./provenance').Provenance;
};
