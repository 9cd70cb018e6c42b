import type { Metric } from '../../model';
import type { RequestMetrics } from './request-metrics';

/**
 * PromQL over the requests of one service. Where nothing else is said, a query gives one value without labels, or none: a
 * window without a request is judged by nobody.
 */
export class RequestQueries {
  /**
   * @param matchers labels of the target and their exact values; a value may be an argument of an Argo Rollouts
   * analysis, `{{args.hash}}`
   * @throws Error when failures are told by a label that the metric does not carry
   */
  constructor(
    private readonly metrics: RequestMetrics,
    private readonly matchers: Readonly<Record<string, string>>,
  ) {
    const { requests, failed } = metrics;
    if (!requests.labels.includes(failed.label)) {
      throw new Error(
        `request metrics: ${requests.name} carries no label "${failed.label}" to tell failures by; ` +
          `expected one of ${requests.labels.join(', ') || 'none'}`,
      );
    }
  }

  /** How many requests were answered in the window (`5m`). */
  requests(window: string): string {
    return `sum(increase(${this.series(counted(this.metrics.requests))}[${window}]))`;
  }

  /** How many requests did not fail in the window, each series by itself. */
  answered(window: string): string {
    const { requests, failed } = this.metrics;
    return `increase(${this.series(counted(requests), `${failed.label}!~${quoted(failed.pattern)}`)}[${window}])`;
  }

  /** Requests answered in a second. */
  perSecond(window: string): string {
    return rate(this.series(counted(this.metrics.requests)), window);
  }

  /** Requests being answered at the same time, on average: their rate, times how long each takes. */
  inProgress(window: string): string {
    return rate(this.series(`${this.metrics.latency.name}_sum`), window);
  }

  /** Share of requests that failed: 0 when none did, nothing when there were none. */
  errorRatio(window: string): string {
    const { requests, failed } = this.metrics;
    const count = counted(requests);
    const all = rate(this.series(count), window);
    const bad = rate(this.series(count, `${failed.label}=~${quoted(failed.pattern)}`), window);
    return `(${bad} or vector(0)) / (${all} > 0)`;
  }

  /**
   * Share of requests that took longer.
   * @throws Error when the time is no bucket of the histogram
   */
  slowRatio(seconds: number, window: string): string {
    const { name, buckets } = this.metrics.latency;
    if (!buckets.includes(seconds)) {
      throw new Error(
        `${name}: ${seconds} s is no bucket, so that the share of slower requests would be a guess; ` +
          `expected one of ${buckets.join(', ')}`,
      );
    }
    const all = rate(this.series(`${name}_count`), window);
    const inTime = rate(this.series(`${name}_bucket`, `le=~${quoted(bound(seconds))}`), window);
    return `(${all} - ${inTime}) / (${all} > 0)`;
  }

  /** Time in seconds in which a share of the requests (`0.95`) was answered, as far as buckets tell. */
  quantile(share: number, window: string): string {
    const bucket = this.series(`${this.metrics.latency.name}_bucket`);
    // Without requests a quantile is NaN, which compares with nothing.
    return `histogram_quantile(${share}, sum by (le) (rate(${bucket}[${window}]))) >= 0`;
  }

  private series(name: string, ...more: readonly string[]): string {
    const exact = Object.entries(this.matchers).map(([label, value]) => `${label}=${quoted(value)}`);
    const all = [...exact, ...more];
    return all.length > 0 ? `${name}{${all.join(',')}}` : name;
  }
}

/** The series that counts a metric's events. */
function counted({ name, type }: Metric): string {
  return type === 'histogram' || type === 'summary' ? `${name}_count` : name;
}

function rate(series: string, window: string): string {
  return `sum(rate(${series}[${window}]))`;
}

/** Prometheus 3 writes whole bounds as `1.0`, Prometheus 2 as the program does. */
function bound(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}(\\.0)?` : String(seconds).replace('.', '\\.');
}

function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
