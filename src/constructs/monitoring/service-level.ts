/** A share of requests that is answered in time. */
export interface LatencyObjective {
  /** Share of requests (`0.95`). */
  readonly share: number;
  /** Time in seconds; a bucket of the service's histogram, since Prometheus knows no other exactly. */
  readonly seconds: number;
}

/** What users of a service are promised. One statement: analyses of releases, load tests, rules and dashboards follow. */
export interface ServiceLevel {
  /** Share of requests that are answered well (`0.999`). */
  readonly availability: number;
  readonly latency: readonly LatencyObjective[];
  /** Days over which it is judged. @default 30 */
  readonly windowDays?: 28 | 30;
  /** Share of requests that may fail, where a document says so in its own words. @default 1 - availability */
  readonly errorRatio?: number;
  /** Peak rate that it holds at. @default not stated */
  readonly requestsPerSecond?: number;
  /** Fewest requests in a look at them; below, nothing is judged. */
  readonly minimumRequests: number;
  /** Requirements that state it (`FP-16`). */
  readonly requirements: readonly string[];
}
