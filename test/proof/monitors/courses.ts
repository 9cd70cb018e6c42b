import type { UnitTest } from '../alerts/promtool';
import { READ, type Figure } from './figure';
import type { Point, Points } from './point';

/** What a while is like: well, exactly at the limit, a little beyond it, beyond it for one reading, without a word. */
export type Kind = 'well' | 'brim' | 'slight' | 'peak' | 'silent';

/** Whiles, one after the other. */
export type Course = readonly Kind[];

/** Whiles that fill the longest window that is judged. */
const FILLING = 5;

/** Those along the limit, the one that never leaves it first, and every course of five whiles of three kinds. */
export const COURSES: readonly Course[] = [
  ...every(['brim', 'slight']),
  ...every(['well', 'slight', 'peak']),
  ...every(['well', 'slight', 'silent']).filter(course => course.includes('silent')),
].map(framed);

function every(kinds: readonly Kind[]): readonly Course[] {
  let all: readonly Course[] = [[]];
  for (let at = 0; at < FILLING; at++) all = all.flatMap(course => kinds.map(kind => [...course, kind]));
  return all;
}

/** A course whose first window is well, and in which everything that it begins ends. */
function framed(course: Course): Course {
  const well = (count: number): Course => Array.from({ length: count }, () => 'well');
  return [...well(FILLING), ...course, ...well(11)];
}

/** Readings in a minute. */
const PER_MINUTE = 4;

/** Seconds between two readings. */
export const APART = 60 / PER_MINUTE;

/** What somebody looks at each quarter of a minute, in Prometheus' units; of events how many came since. */
type Readings = readonly (number | undefined)[];

/** Readings of a minute. No mixture of the shares is the limit on average. */
function minuteOf(kind: Kind, { form, limit, over }: Figure): Readings {
  const alike = (reading: number | undefined): Readings => Array.from({ length: PER_MINUTE }, () => reading);
  const last = (reading: number, others: number): Readings => [...alike(others).slice(1), reading];
  if (kind === 'silent') return alike(undefined);
  if ('below' in limit) {
    const { below } = limit;
    return { well: alike(below), brim: alike(below), slight: alike(below - 1), peak: last(below, below - 1) }[kind];
  }
  const { above } = limit;
  if (form === 'events') {
    const few = above / over;
    return { well: alike(0), brim: last(few, 0), slight: last(few + 1, 0), peak: last(above + 1, 0) }[kind];
  }
  const step = Number.isInteger(above) ? 1 : 0;
  const slight = step + (step === 1 ? Math.floor(above * 1.029) : above * 1.029);
  const well = step === 1 ? Math.floor(above * 0.5037) : above * 0.5037;
  return { well: alike(well), brim: alike(above), slight: alike(slight), peak: last(slight, well) }[kind];
}

/** Minutes of a while: a fifth of the window, and one at least. */
function whileOf({ over }: Figure): number {
  return Math.max(over / FILLING, 1);
}

/** Readings of a whole course. */
function readingsOf(course: Course, figure: Figure): Readings {
  return course.flatMap(kind => Array.from({ length: whileOf(figure) }, () => minuteOf(kind, figure)).flat());
}

/** Minutes that a course takes. */
export function minutesOf(course: Course, figure: Figure): number {
  return course.length * whileOf(figure);
}

/** How a cloud is sent a metric. */
export interface Sending {
  /** Minutes that one point stands for. */
  readonly every: number;
  /** What Prometheus reads, in the cloud's unit: 80 of 0.8 where it is percent. */
  readonly counted: (reading: number) => number;
}

/** What a service of a cloud sends of a course. */
export function sent(course: Course, figure: Figure, { every: interval, counted }: Sending): Points {
  const readings = readingsOf(course, figure);
  return Array.from({ length: readings.length / PER_MINUTE }, (_, at) => {
    const minute = at + 1;
    if (minute % interval !== 0) return undefined;
    return pointOf(readings.slice((minute - interval) * PER_MINUTE, minute * PER_MINUTE), counted);
  });
}

function pointOf(readings: Readings, counted: Sending['counted']): Point | undefined {
  const there = readings.filter(reading => reading !== undefined).map(counted);
  if (there.length === 0) return undefined;
  const sum = there.reduce((all, reading) => all + reading, 0);
  return { sum, count: there.length, minimum: Math.min(...there), maximum: Math.max(...there) };
}

/** What Prometheus reads of the same course: a gauge is absent in silence, a counter stands still. */
export function read(course: Course, figure: Figure, labels: string): UnitTest['input_series'][number] {
  const series = `${READ}{${labels}}`;
  const readings = readingsOf(course, figure);
  if (figure.form !== 'events') return { series, values: ['_', ...readings.map(reading => reading ?? '_')].join(' ') };
  let count = 0;
  return { series, values: [0, ...readings.map(reading => (count += reading ?? 0))].join(' ') };
}
