import { trace, type SystemEntry, type Trace } from '../constructs/structure';
import type { AddOnPods, Cluster, Fact, SecretDeclaration, SyncMode, WatchedKind, Watcher } from '../model';

/** What may differ from one place to the next: plain values. */
export interface EnvironmentProps {
  /** Folder in dist/ and argocd/ (`fablink-dev`). */
  readonly name: string;
  readonly cluster: Cluster;
  /** What runs there. */
  readonly systems: readonly SystemEntry[];
  /** Programs that must be in the cluster first, by their Helm charts. */
  readonly addOns: readonly AddOn[];
  readonly delivery: Delivery;
  /** Labels on every object; systems never look at them. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Who reads what programs show; the system `monitoring` brings it. @default nobody */
  readonly watchedBy?: Watcher;
  /** Real traffic flows here: a fact that is still assumed is a finding. @default false */
  readonly live?: boolean;
}

/** How commits reach the cluster. */
export interface Delivery {
  /** Repository that Argo CD reads. */
  readonly repository: Fact<string>;
  /** Branch or tag that Argo CD follows. */
  readonly revision: string;
  readonly sync: SyncMode;
  /** Windows outside which nothing is synced. @default any time */
  readonly windows?: Fact<readonly SyncWindow[]>;
}

/** A time in which syncs are allowed. */
export interface SyncWindow {
  /** Start, as a cron schedule. */
  readonly schedule: string;
  /** Length (`8h`). */
  readonly duration: `${number}h` | `${number}m`;
  readonly timeZone: string;
}

/** A program that comes as a Helm chart, pinned by exact version. */
export interface AddOn {
  readonly name: string;
  readonly namespace: string;
  readonly chart: {
    /** Helm repository (`https://aws.github.io/eks-charts`) or OCI registry without `oci://` (`public.ecr.aws/aws-controllers-k8s`). */
    readonly repository: string;
    readonly name: string;
    readonly version: string;
  };
  readonly values: object;
  /**
   * Leaves out what lies in the chart's folder `crds/`: the values switch off what would read those kinds.
   * @default false
   */
  readonly skipCrds?: boolean;
  /**
   * Every pod that the chart keeps running with these values, for the budget of the nodes. Pods of hooks and those that
   * a rollout starts beside the old ones come and go, and are not counted. Empty where it starts none.
   */
  readonly pods: readonly AddOnPods[];
  /** Kinds the chart brings (`apps/Deployment`, `Service` for the core group), namespaced and cluster-wide, for its AppProject. */
  readonly kinds: { readonly namespaced: readonly string[]; readonly cluster: readonly string[] };
  /** Secrets from outside that the chart's values fetch, for the inventory. @default none */
  readonly secrets?: readonly SecretDeclaration[];
  /**
   * Application that the chart goes into. Charts that bring the same objects share one: two Applications would take
   * them from each other. @default one of its own, named like the add-on
   */
  readonly application?: string;
  /** API groups whose kinds the chart brings, by CRDs. @default none */
  readonly apis?: readonly string[];
  /** Kinds whose objects say how they are, so that where somebody watches he hears of those that are not well. @default none */
  readonly watchedKinds?: readonly WatchedKind[];
  /** Order among add-ons at their first installation: a wave waits until those before are healthy. @default 0 */
  readonly wave?: number;
  /** Fields that the program itself writes and the chart renders differently each time. @default none */
  readonly ignoreDifferences?: readonly IgnoredDifference[];
}

/** Fields of one object of a chart that Argo CD leaves as they are in the cluster. */
export interface IgnoredDifference {
  /** API group, empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Paths as JSON pointers (`/data`). @default none */
  readonly jsonPointers?: readonly string[];
  /** Paths as jq expressions, for fields inside lists. @default none */
  readonly jqPathExpressions?: readonly string[];
}

/** An environment, and the line that made it. */
export interface Environment extends EnvironmentProps {
  readonly madeAt: Trace;
}

/** Makes an environment; the call's line is remembered for messages. */
export function environment(props: EnvironmentProps): Environment {
  return { ...props, madeAt: trace(environment) };
}
