/** What users of a FabLink are promised. One statement: load tests, and what watches, are derived from it. */
export interface ServiceLevel {
  /** Share of requests that are answered well (`0.999`). */
  readonly availability: number;
  /** Time in which 95 of 100 requests are answered, in milliseconds. */
  readonly p95Millis: number;
  /** Time in which 99 of 100 requests are answered, in milliseconds. @default not promised */
  readonly p99Millis?: number;
  /** Share of requests that may fail (`0.001`). */
  readonly errorRatio: number;
  /** Peak rate that all of this holds at. */
  readonly requestsPerSecond: number;
}
