import type { PodResources } from './declaration';

/** A PriorityClass that Kubernetes itself makes. */
export type GivenPriorityClass = 'system-cluster-critical' | 'system-node-critical';

/** Pods of one kind that an add-on starts with its values. What a rollout of it adds is not counted. */
export interface AddOnPods {
  /** Name of their Deployment, StatefulSet or DaemonSet. */
  readonly name: string;
  readonly count: number;
  /** Whether each node that takes them has exactly one, whatever the count. @default as many as are counted, on any */
  readonly everyNode?: true;
  /** Their class, of those that every cluster has. @default none: others of the cluster's pods may push them aside */
  readonly priorityClass?: GivenPriorityClass;
  /** What one of them requests; zeros where the chart's values request nothing. */
  readonly requests: PodResources;
  /** Labels that a node must have. @default any node */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints that keep them from no node. @default none */
  readonly tolerations?: readonly PodToleration[];
}

/** A taint that pods put up with, as pods write it. */
export interface PodToleration {
  /** @default every key, with `Exists` */
  readonly key?: string;
  /** @default Equal */
  readonly operator?: 'Equal' | 'Exists';
  readonly value?: string;
  /** @default every effect */
  readonly effect?: 'NoSchedule' | 'NoExecute';
}

/** A program that an environment's cluster has from its chart or from its cloud. */
export interface InstalledAddOn {
  readonly name: string;
  readonly pods: readonly AddOnPods[];
}

/** An add-on that the cloud itself installs in the cluster: its pods stand in no file, and take their part of the nodes. */
export interface ManagedAddOnDeclaration extends InstalledAddOn {
  readonly type: 'managed-add-on';
}
