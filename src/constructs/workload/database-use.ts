/** How many connections each pod of a workload opens to a database. */
export interface DatabaseUse {
  /** Name that the connection budget has. */
  readonly database: string;
  /** Worker processes a pod; each has a pool of its own. */
  readonly workers: number;
  /** Connections a worker may open. */
  readonly connections: number;
}
