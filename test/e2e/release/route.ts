import type { RequestMetrics } from '../../../src/constructs/monitoring';

/** How a version answers. */
export interface Behaviour {
  /** Share of requests that fail (`0.01`). */
  readonly errors: number;
  /** Share of requests that are slower than any promise. */
  readonly slow: number;
}

export const WELL: Behaviour = { errors: 0, slow: 0 };

/** Requests that come in at one namespace's Ingress, and who answers them how. */
export interface Route {
  /** Service that the Ingress names and whose action carries the weights. */
  readonly rootService: string;
  /** Label `job` of the pods' series. */
  readonly job: string;
  readonly metrics: RequestMetrics;
  requestsPerSecond: number;
  /** How a version (an image) answers while it has a share of so many per cent. */
  behave: (version: string, share: number) => Behaviour;
  /** Whether requests went, for longer than a moment, to a version of which no pod was ready. */
  lost: boolean;
}

/** Share of each version in per cent, by the hash of its pod template. */
export type Shares = Readonly<Record<string, number>>;

export interface ShareChange {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly shares: Shares;
}
