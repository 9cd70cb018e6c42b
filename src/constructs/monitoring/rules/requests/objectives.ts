import type { JudgedShare } from '../../../../model';
import type { RequestMetrics } from '../../request-metrics';
import type { RequestQueries } from '../../request-queries';
import type { ServiceLevel } from '../../service-level';
import { exact } from '../exact';

/** One promise of a service level: a share of requests that may be bad, and how to see which are. */
export interface Objective {
  /** Its name: the label `slo`. */
  readonly slo: string;
  /** What a bad request did, for sentences: `failed`, `took longer than 0.5 s`. */
  readonly fault: string;
  /** Share of requests that may be bad over the window, as a person would write it. */
  readonly budget: number;
  readonly bad: JudgedShare['bad'];
  /** Share of bad requests in a window, as PromQL. */
  ratio(window: string): string;
}

/** Every promise of a service level, availability first. */
export function objectivesOf(
  level: ServiceLevel,
  metrics: RequestMetrics,
  queries: RequestQueries,
): readonly Objective[] {
  return [
    {
      slo: 'availability',
      fault: 'failed',
      budget: exact(1 - level.availability),
      bad: failedRequests(metrics),
      ratio: window => queries.errorRatio(window),
    },
    ...level.latency.map(({ share, seconds }) => ({
      slo: `latency-p${String(exact(share * 100)).replace('.', '-')}`,
      fault: `took longer than ${seconds} s`,
      budget: exact(1 - share),
      bad: slowRequests(metrics, seconds),
      ratio: (window: string) => queries.slowRatio(seconds, window),
    })),
  ];
}

/** The requests that failed. */
export function failedRequests({ requests: metric, failed }: RequestMetrics): JudgedShare['bad'] {
  return { type: 'failed', metric, ...failed };
}

/** The requests that took longer. */
export function slowRequests({ latency: metric }: RequestMetrics, seconds: number): JudgedShare['bad'] {
  return { type: 'slow', metric, seconds };
}
