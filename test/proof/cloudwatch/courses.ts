import { exact } from '../../../src/constructs/monitoring';
import type { JudgedShare } from '../../../src/model';
import type { UnitTest } from '../alerts/promtool';
import type { Minute, Point } from './evaluator';

/** What a minute of requests is like; brim is as bad as may be, and slight is bad, too, but hardly. */
export type Kind = 'bad' | 'good' | 'quiet' | 'silent' | 'brim' | 'slight';

interface Requests {
  readonly all: number;
  /** Those that fail, or take too long. */
  readonly bad: number;
}

/** Requests of a minute: many are bad, none, all of a few, nobody asks, as many as may be, a fifth more. */
function requestsOf(kind: Kind, { above, bad }: JudgedShare): Requests {
  switch (kind) {
    case 'bad':
      return { all: 300, bad: 90 };
    case 'good':
      return { all: 300, bad: 0 };
    case 'quiet':
      return { all: 40, bad: 40 };
    case 'silent':
      return { all: 0, bad: 0 };
    case 'brim':
      return { all: 300, bad: bad.type === 'failed' ? 300 * above : 0 };
    case 'slight':
      return { all: 300, bad: 300 * above * 1.2 };
  }
}

/** Kinds that follow each other in every order. */
const MIXED: readonly Kind[] = ['bad', 'good', 'quiet', 'silent'];

/** Kinds of minutes, one after the other. */
export type Course = readonly Kind[];

/** Every course of so many minutes. */
export function coursesOf(minutes: number): readonly Course[] {
  let all: readonly Course[] = [[]];
  for (let minute = 0; minute < minutes; minute++) all = all.flatMap(course => MIXED.map(kind => [...course, kind]));
  return all;
}

/** A course between good minutes, in which everything that it begins ends. */
export function framed(course: Course): Course {
  return ['good', ...course, 'good', 'good', 'good'];
}

/** What API Gateway sends to CloudWatch in each minute; nothing in one in which nobody asks. */
export function sent(course: Course, judged: JudgedShare): readonly Minute[] {
  const { bad, above } = judged;
  const latency = `Latency p${exact((1 - above) * 100)}`;
  return course.map(kind => {
    const { all, bad: many } = requestsOf(kind, judged);
    const sentOf = (point: number): Point => (all === 0 ? undefined : point);
    const count = { 'Count SampleCount': sentOf(all) };
    if (bad.type === 'failed') return { ...count, '5XXError Average': sentOf(many / all) };
    return { ...count, [latency]: sentOf(percentileOf(kind, many / all > above, bad.seconds * 1000)) };
  });
}

/** Milliseconds of the percentile: those of a slow request as soon as more are slow than lie beyond it. */
function percentileOf(kind: Kind, areSlow: boolean, limit: number): number {
  if (kind === 'brim') return limit;
  if (kind === 'slight') return limit * 1.1;
  return areSlow ? 3000 : 100;
}

/** Seconds between two readings of Prometheus. */
const SCRAPE = 15;

/** What Prometheus reads of the same requests, which come evenly. */
export function read(course: Course, judged: JudgedShare): UnitTest['input_series'] {
  const { bad, matchers } = judged;
  const labels = Object.entries(matchers).map(([label, value]) => `${label}="${value}"`);
  const series = (name: string, ...more: readonly string[]): string => `${name}{${[...labels, ...more].join(',')}}`;
  const counted = (of: (requests: Requests) => number): string => {
    let count = 0;
    const perMinute = 60 / SCRAPE;
    const values = course.flatMap(kind =>
      Array.from({ length: perMinute }, () => (count += of(requestsOf(kind, judged)) / perMinute)),
    );
    return [0, ...values].join(' ');
  };
  const all = ({ all: many }: Requests): number => many;
  const good = ({ all: many, bad: few }: Requests): number => many - few;
  const requests = 'django_http_responses_total_by_status_total';
  if (bad.type === 'failed') {
    return [
      { series: series(requests, 'status="200"'), values: counted(good) },
      { series: series(requests, 'status="503"'), values: counted(each => each.bad) },
    ];
  }
  const { name } = bad.metric;
  return [
    { series: series(requests, 'status="200"'), values: counted(all) },
    { series: series(`${name}_count`), values: counted(all) },
    { series: series(`${name}_bucket`, `le="${bad.seconds}.0"`), values: counted(good) },
  ];
}

/** Whether nobody asked for a while between two bad minutes, with nothing else between them. */
export function isInterrupted(course: Course): boolean {
  return /bad( silent)+ bad/.test(course.join(' '));
}
