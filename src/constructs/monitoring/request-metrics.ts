import type { Metric } from '../../model';

/** A histogram: its buckets are known, so that a threshold can be checked against them. */
export type Histogram = Metric & { readonly type: 'histogram'; readonly buckets: readonly number[] };

/** How a program counts and times the requests that it answers. Probes and `/metrics` are not among them. */
export interface RequestMetrics {
  /** Counter of answered requests, or the histogram whose `_count` it is. */
  readonly requests: Metric;
  /**
   * Which of them failed: a label of `requests`, and the regular expression that its whole value matches. What the
   * server did wrong (5xx) counts, what the client did wrong (4xx) does not (LP-23).
   */
  readonly failed: { readonly label: string; readonly pattern: string };
  /** Time to answer, in seconds. */
  readonly latency: Histogram;
}

/** Upper bounds, in seconds, of the buckets that programs of this repository are told to keep: each promise is one. */
export const LATENCY_BUCKETS: readonly number[] = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 5, 10];
