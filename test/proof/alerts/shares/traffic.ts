import type { JudgedShare, Metric } from '../../../../src/model';
import type { UnitTest } from '../promtool';

/** Requests that are answered between one sample and the next. */
export interface Step {
  readonly good: number;
  readonly bad: number;
}

/** Requests, sample after sample; the first sample is before all of them. */
export type Traffic = readonly Step[];

/** Nobody asks. */
export const QUIET: Step = { good: 0, bad: 0 };

/** As many requests at every step, of which a share is bad. */
export function steady(steps: number, requests: number, share: number): Traffic {
  return Array.from({ length: steps }, () => ({ good: requests * (1 - share), bad: requests * share }));
}

/** Quiet but for some steps (the first sample is step 0, so that nothing can come then). */
export function bursts(steps: number, at: Readonly<Record<number, Step>>): Traffic {
  return Array.from({ length: steps }, (_, index) => at[index + 1] ?? QUIET);
}

/** How a program shows its requests. */
export interface Shape {
  /** Value at which every counter starts: a program that has run for long. @default 0 */
  readonly from?: number;
  /** Share of the requests that each pod answers. @default two pods, unequal */
  readonly pods?: readonly number[];
  /** Share of the good answers that are the client's fault, which is no failure (LP-23). @default half */
  readonly refused?: number;
  /** Labels in place of the service's own. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Step after which every pod starts anew, its counters at 0. @default none does */
  readonly restart?: number;
}

/** The series of such requests, as the declaration of the alert says that they look. */
export function seriesOf(
  judged: JudgedShare,
  requests: Metric,
  traffic: Traffic,
  shape: Shape = {},
): UnitTest['input_series'] {
  const { pods = [0.7, 0.3], labels = {} } = shape;
  return pods.flatMap((part, index) => {
    const pod = { ...judged.matchers, ...labels, pod: `pod-${index}` };
    const own = traffic.map(({ good, bad }) => ({ good: good * part, bad: bad * part }));
    return podSeries(judged.bad, requests, own, shape, pod);
  });
}

function podSeries(
  bad: JudgedShare['bad'],
  requests: Metric,
  traffic: Traffic,
  { refused = 0.5, ...shape }: Shape,
  pod: Readonly<Record<string, string>>,
): UnitTest['input_series'] {
  const series = (name: string, labels: Readonly<Record<string, string>>, of: (step: Step) => number) => ({
    series: `${name}{${Object.entries({ ...pod, ...labels })
      .map(([label, value]) => `${label}="${value}"`)
      .join(',')}}`,
    values: values(traffic.map(of), shape),
  });
  const all = (step: Step): number => step.good + step.bad;
  if (bad.type === 'failed') {
    const name = counted(bad.metric);
    const status = (first: string): Record<string, string> => ({
      [bad.label]: bad.pattern.replace(/^5/, first).replaceAll('.', '0'),
    });
    const failed = traffic.some(step => step.bad > 0);
    return [
      series(name, status('2'), step => step.good * (1 - refused)),
      ...(refused > 0 ? [series(name, status('4'), step => step.good * refused)] : []),
      // A program that has never failed does not show the series.
      ...(failed ? [series(name, status('5'), step => step.bad)] : []),
    ];
  }
  const { name } = bad.metric;
  const bound = Number.isInteger(bad.seconds) ? `${bad.seconds}.0` : String(bad.seconds);
  return [
    series(`${name}_bucket`, { le: bound }, step => step.good),
    series(`${name}_bucket`, { le: '+Inf' }, all),
    series(`${name}_count`, {}, all),
    ...(counted(requests) === `${name}_count` ? [] : [series(counted(requests), {}, all)]),
  ];
}

/** Name of the series that counts the events of a metric. */
function counted({ name, type }: Metric): string {
  return type === 'histogram' ? `${name}_count` : name;
}

/** A counter in promtool's notation; steps of one size are written together. */
function values(steps: readonly number[], { from = 0, restart }: Shape): string {
  const written = [String(from)];
  let value = from;
  for (let at = 0; at < steps.length;) {
    const by = tidy(steps[at] ?? 0);
    const end = restart !== undefined && at < restart ? Math.min(restart, steps.length) : steps.length;
    let next = at + 1;
    while (next < end && tidy(steps[next] ?? 0) === by) next++;
    if (at === restart) value = 0;
    written.push(next - at === 1 ? String(tidy(value + by)) : `${tidy(value + by)}+${by}x${next - at - 1}`);
    value = tidy(value + by * (next - at));
    at = next;
  }
  return written.join(' ');
}

/** Without the dust of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(14));
}
