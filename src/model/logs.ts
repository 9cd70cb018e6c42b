/** A collector that reads the containers' log files of every node and sends each service's lines to a log group of its own. */
export interface LogCollectionDeclaration {
  readonly type: 'log-collection';
  /** Namespace of the collector and of its ConfigMap; its own lines are not collected. */
  readonly namespace: string;
  /** ConfigMap that holds its configuration, and the key of the pipeline. */
  readonly configMap: string;
  readonly key: string;
  /** What the names of its groups begin with: every group below it is some service's (`/shop`). */
  readonly prefix: string;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}
