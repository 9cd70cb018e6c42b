import type { ManagedAddOnDeclaration } from './add-on';
import type { Endpoint, Origin, PodEndpoint } from './endpoint';
import type { LogCollectionDeclaration } from './logs';
import type { MadeObjectDeclaration } from './made-object';
import type {
  AlertDeclaration,
  LabDeclaration,
  MonitorDeclaration,
  PublicAddressDeclaration,
  ServiceLevelDeclaration,
} from './monitoring';
import type { BudgetDeclaration, PurchaseDeclaration, SavingDeclaration } from './purchase';
import type { ScheduleDeclaration } from './schedule';

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
  /** All labels of the pods, those of the selector among them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Endpoints these pods listen on. */
  readonly serves: readonly PodEndpoint[];
  /** Endpoints these pods call. DNS is understood. */
  readonly calls: readonly Endpoint[];
  /** Callers that no workload declares. */
  readonly openTo: readonly Origin[];
  /** Most pods that ever exist at the same time: the autoscaler's maximum and a rollout's surge included. */
  readonly mostPods: number;
  readonly requests: PodResources;
  readonly limits: PodResources;
  /** Whether the pods run until they end (`job`) or until they are stopped (`service`). */
  readonly runs: 'service' | 'job';
  /** Whether the pods ask nobody, not even for a name. @default they may ask the resolver */
  readonly offline?: true;
  /** Whether a chart starts the pods: the add-on says how many its nodes have to hold. @default ours, and counted here */
  readonly startedBy?: 'add-on';
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

/** All traffic of a namespace's pods is allowed but for some of them, because a document asks for it (TG-06, D-01). */
export interface OpenTrafficDeclaration {
  readonly type: 'open-traffic';
  readonly namespace: string;
  /** Name of the NetworkPolicy that allows it. */
  readonly policy: string;
  /** Pods with one of these values of the label keep the policies of their own. */
  readonly except: { readonly label: string; readonly values: readonly string[] };
  /** Requirement that asks for it. */
  readonly requirement: string;
}

/** How many connections a database grants in all (`FD-08`). */
export interface ConnectionBudgetDeclaration {
  readonly type: 'connection-budget';
  readonly database: string;
  readonly connections: number;
  /** Requirement that sets the figure. */
  readonly requirement: string;
}

/** A Secret whose values stand in no file: External Secrets fetches them from outside, or a person writes them. */
export interface SecretDeclaration {
  readonly type: 'secret';
  /**
   * Where the values come from. `external`: a secret manager, through an ExternalSecret. `by-hand`: a person makes the
   * Secret itself, and no object stands in git (TG-13). @default external
   */
  readonly source?: 'external' | 'by-hand';
  readonly namespace: string;
  /** Name of the Kubernetes Secret. */
  readonly name: string;
  readonly entries: readonly {
    /** Key inside the Kubernetes Secret. */
    readonly key: string;
    /** Name in the secret manager; absent where a person makes the Secret. */
    readonly remote?: string;
    /** Property inside the remote value, when it is JSON. */
    readonly property?: string;
    readonly meaning: string;
  }[];
  readonly consumers: readonly string[];
  /** Commands that a person runs once to create the values. They never contain them. */
  readonly create: readonly string[];
  /** How a person replaces a value, in one paragraph. @default the secret manager's own way */
  readonly rotation?: string;
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
  | MadeObjectDeclaration
  | MonitorDeclaration
  | AlertDeclaration
  | PublicAddressDeclaration
  | ServiceLevelDeclaration
  | ContractDeclaration
  | LabDeclaration
  | LogCollectionDeclaration
  | NodePortDeclaration
  | OpenTrafficDeclaration
  | ExceptionDeclaration
  | ScheduleDeclaration
  | PurchaseDeclaration
  | BudgetDeclaration
  | ManagedAddOnDeclaration
  | SavingDeclaration;

/** A declaration beside the construct that made it. */
export type Declared<D extends Declaration = Declaration> = D & {
  readonly environment: string;
  readonly provenance: import('./provenance').Provenance;
};
