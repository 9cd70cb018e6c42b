import type { Routing } from '../../constructs/alerting';
import type { EbsStorageClassProps } from '../../constructs/aws';
import type { ClassStorage } from '../../constructs/data-store';
import type { KubeletsProps, PodAlarm } from '../../constructs/monitoring';
import type { AlertmanagerProps } from '../../constructs/prometheus-operator';
import type { ContainerSize } from '../../constructs/workload';
import type { Language, Origin, PodEndpoint } from '../../model';
import type { NodeAlarm } from './node-alerts';
import type { NodeExporterProps } from './node-exporter';
import type { ReceiverSecrets, SecretByHand } from './receiver-secrets';

/** What differs between any two environments that are watched. */
interface Watched {
  /** What Prometheus may take, and the disk that its samples lie on. */
  readonly prometheus: { readonly size: ContainerSize; readonly storage: ClassStorage };
  /** A class of disks that is made for these volumes. @default their classes exist */
  readonly disks?: EbsStorageClassProps & { readonly name: string };
  /** Who is told of what. */
  readonly routing: Routing;
  /** How kubelets are reached, whose certificates the cluster's own authority has signed: they know how full volumes are. */
  readonly kubelets: Pick<KubeletsProps, 'nodes' | 'requirements'>;
  /** When somebody is told of a node. @default nobody is: its cloud replaces it */
  readonly nodes?: NodeAlarm;
  /** When somebody is told of any pod. @default of those alone whose service says so */
  readonly pods?: PodAlarm;
}

/** The identity that asks Azure Monitor. */
export interface AzureMonitorValues {
  /** Its name, unique in the resource group. */
  readonly identity: string;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** prometheus-operator runs the servers, and Grafana shows what they know. */
export interface WatchedByOperator extends Watched {
  readonly type: 'by-operator';
  /** How many pods tell people, and the disks that their silences lie on. */
  readonly alertmanager: Pick<AlertmanagerProps, 'replicas' | 'storage'>;
  /** Language of the dashboards. */
  readonly language: Language;
  /** Where the values lie that the receivers and Grafana need. */
  readonly secrets: ReceiverSecrets;
  /** What keeps the log lines that Grafana shows: the environment lists `logs` that go there. @default it shows none */
  readonly logs?: 'loki';
  /** Has Grafana show what Azure Monitor knows of the place's data stores, too. @default Prometheus alone */
  readonly azureMonitor?: AzureMonitorValues;
  /** Pods of add-ons that ask Prometheus (the controller that judges releases). @default none */
  readonly askedBy?: readonly Origin[];
  /** What the blackbox exporter needs, where the place's `watchedBy` has one. @default it asks the internet alone */
  readonly outside?: {
    /** Whether some address wants to see its key. @default none does */
    readonly showsKey?: true;
    /** Pods that answer for a load balancer whose address never leaves the cluster. @default there are none */
    readonly behind?: PodEndpoint;
  };
  /** Whether Prometheus knows which network policies there are. @default it does not */
  readonly networkPolicies?: true;
  /** Whether every node tells how full its CPU, memory and disks are. @default none does */
  readonly nodeExporter?: NodeExporterProps;
}

/** Servers that read files, where nodes are too small for more (D-06). */
export interface WatchedByFiles extends Watched {
  readonly type: 'by-files';
  readonly alertmanager: { readonly size: ContainerSize };
  /** Where the values lie that the receivers need. */
  readonly secrets: SecretByHand | ReceiverSecrets;
}

/** What differs between two environments that are watched. */
export type MonitoringProps = WatchedByOperator | WatchedByFiles;
