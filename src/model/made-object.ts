/**
 * A ConfigMap or Secret that a controller in the cluster writes while it works: it stands in no file, and yet workloads
 * may name it. Whoever makes the controller write it declares it.
 */
export interface MadeObjectDeclaration {
  readonly type: 'made-by-controller';
  readonly kind: 'ConfigMap' | 'Secret';
  readonly namespace: string;
  readonly name: string;
  /** Keys that it will have. */
  readonly keys: readonly string[];
  /** The controller (`Azure Service Operator`). */
  readonly madeBy: string;
}
