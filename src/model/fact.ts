/**
 * A fact that no source document gives (ALL-03). It stands in an environment's values where the real one
 * will stand, so that its property path is its name; `garam list --assumed` lists it, and in an environment
 * marked live it is a finding.
 */
export interface Assumed<T> {
  readonly assumed: true;
  readonly value: T;
  /** Why this value stands here, and who replaces it by the real one. */
  readonly reason: string;
}

/** A value that a document gives, or one that we assume and say so. */
export type Fact<T> = T | Assumed<T>;

/** An assumed fact as it is listed: its place in the environment's values, its value, its reason. */
export interface AssumedFact {
  /** Property path inside the environment (`cluster.network.vpcCidr`). */
  readonly path: string;
  readonly value: string;
  readonly reason: string;
}
