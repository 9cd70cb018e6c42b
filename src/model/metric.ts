import type { Words } from './words';

/** A family of time series that a program shows to Prometheus. */
export interface Metric {
  /** Name of the family; a histogram's without `_bucket`, `_sum` and `_count`. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary';
  /** Labels that the program itself gives; those of the target come on top. */
  readonly labels: readonly string[];
  /** Upper bounds in the metric's unit, rising, without `+Inf`; histograms only. */
  readonly buckets?: readonly number[];
  /** What is measured, and in which unit: dashboards say it in the language of their environment. */
  readonly help: Words;
}
