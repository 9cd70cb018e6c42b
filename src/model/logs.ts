import type { PodEndpoint } from './endpoint';

/** A collector that reads the containers' log files of every node and keeps each service's lines apart from all others'. */
export interface LogCollectionDeclaration {
  readonly type: 'log-collection';
  /** Namespace of the collector and of its ConfigMap; its own lines are not collected. */
  readonly namespace: string;
  /** ConfigMap that holds its configuration, and the key of the pipeline. */
  readonly configMap: string;
  readonly key: string;
  readonly to: LogDestination;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/** Where lines are kept: a log group for each service, or a stream for each in a Loki of the cluster. */
export type LogDestination =
  | {
      readonly type: 'cloudwatch';
      /** What the names of its groups begin with: every group below it is some service's (`/shop`). */
      readonly prefix: string;
    }
  | {
      readonly type: 'loki';
      /** Where it takes lines; its own are not collected. */
      readonly store: PodEndpoint;
    };
