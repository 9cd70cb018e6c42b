import type { RequestMetrics } from '../../../src/constructs/monitoring';
import type { Metric } from '../../../src/model';

/** Requests that a pod answered. */
export interface Answers {
  good: number;
  failed: number;
  /** Of both: those slower than any promise. */
  slow: number;
}

/** Labels of a pod as its PodMonitor gives them. */
export type Target = Readonly<Record<string, string>>;

/** One line of what a pod shows: its text up to the value, and the value. */
type Line = readonly [text: string, value: (answers: Answers) => number];

/** Time of an ordinary answer, and of a slow one, in seconds: under and over all that is promised. */
const ORDINARY = 0.08;
const SLOW = 4;

/** A status that the pattern of failures matches (`5..`), and one that it does not. */
const STATUSES = { good: '200', failed: '500' } as const;
const KINDS = ['good', 'failed'] as const;

const total = ({ good, failed }: Answers): number => good + failed;

/** What `/metrics` of one pod says. Its labels are put together once: Prometheus asks every second. */
export class Exposition {
  private readonly lines: readonly Line[];

  constructor(
    private readonly target: Target,
    private readonly metrics: RequestMetrics,
  ) {
    this.lines = [...this.counters(), ...this.histograms()];
  }

  /** Whole numbers, since programs count whole requests. */
  text(answers: Answers): string {
    return this.lines.map(([text, value]) => `${text} ${Math.floor(value(answers))}\n`).join('');
  }

  private counters(): readonly Line[] {
    const { requests } = this.metrics;
    if (requests.type === 'histogram') return []; // the histogram's own count
    return KINDS.map((kind): Line => [this.series(requests, '', STATUSES[kind]), answers => answers[kind]]);
  }

  /** Of a program that tells the status with the time, one for each; slow requests fail as often as the rest. */
  private histograms(): readonly Line[] {
    const { latency, failed } = this.metrics;
    if (!latency.labels.includes(failed.label)) return this.histogram(STATUSES.good, total, ({ slow }) => slow);
    return KINDS.flatMap(kind =>
      this.histogram(
        STATUSES[kind],
        answers => answers[kind],
        answers => (answers.slow * answers[kind]) / Math.max(1, total(answers)),
      ),
    );
  }

  private histogram(status: string, count: Line[1], slow: Line[1]): readonly Line[] {
    const { latency } = this.metrics;
    const below = (bound: number): Line[1] => {
      if (bound >= SLOW) return count;
      return bound >= ORDINARY ? answers => count(answers) - slow(answers) : () => 0;
    };
    const buckets = [...latency.buckets, Infinity].map((bound): Line => {
      const le = bound === Infinity ? '+Inf' : String(bound);
      return [this.series(latency, '_bucket', status, { le }), below(bound)];
    });
    return [...buckets, [this.series(latency, '_count', status), count]];
  }

  private series({ name, labels }: Metric, suffix: string, status: string, more: Target = {}): string {
    const { label: failedBy } = this.metrics.failed;
    const own = Object.fromEntries(labels.map(label => [label, label === failedBy ? status : 'any']));
    const all = Object.entries({ ...this.target, ...own, ...more }).map(([label, text]) => `${label}="${text}"`);
    return `${name}${suffix}{${all.join(',')}}`;
  }
}
