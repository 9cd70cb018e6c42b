import type { Course, Kind } from '../monitors/courses';
import type { Watched } from './figures';

/** Minutes, the first of them 1, from the first to the last; [] of none. */
export type Minutes = readonly number[];

/** A course with silence, and the minutes at whose end each says that something is wrong. */
export interface Silence {
  readonly name: string;
  readonly course: Course;
  readonly cloudWatch: Minutes;
  readonly prometheus: Minutes;
}

const times = (count: number, kind: Kind): Course => Array.from({ length: count }, () => kind);

const between = (first: number, last: number): Minutes =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

const [WELL, SILENT] = [times(7, 'well'), times(10, 'silent')];

const gap: Silence = {
  name: 'a minute is silent among five that are too much: CloudWatch takes them for neighbours',
  course: [...WELL, 'slight', 'slight', 'silent', 'slight', 'slight', 'slight', 'well'],
  cloudWatch: [13],
  prometheus: [],
};

/** What silence does by what a missing point is taken for; where the two differ, the difference stands here. */
export const SILENCES: Readonly<Record<Watched['silence'], readonly Silence[]>> = {
  breaching: [
    {
      name: 'silence is an alarm, after two minutes more than the five, until the first point',
      course: [...WELL, ...SILENT, 'well'],
      cloudWatch: between(14, 17),
      prometheus: [],
    },
    {
      name: 'it is one sooner after two minutes that were too much',
      course: [...WELL, ...times(2, 'slight'), ...SILENT, 'well'],
      cloudWatch: between(14, 19),
      prometheus: [],
    },
    {
      name: 'an alarm goes on in silence, where Prometheus ends',
      course: [...WELL, ...times(6, 'slight'), ...SILENT, 'well'],
      cloudWatch: between(12, 23),
      prometheus: [12, 13],
    },
    gap,
  ],
  missing: [
    { name: 'silence is no alarm', course: [...WELL, ...SILENT, 'well'], cloudWatch: [], prometheus: [] },
    {
      name: 'one minute too much, and silence: CloudWatch rings for the minute in which it sees nothing else',
      course: [...WELL, 'slight', ...SILENT, 'well'],
      cloudWatch: [14],
      prometheus: [],
    },
    {
      name: 'an alarm goes on for six minutes of silence, and then nobody knows; Prometheus ends at once',
      course: [...WELL, ...times(6, 'slight'), ...SILENT, 'well'],
      cloudWatch: between(12, 19),
      prometheus: [12, 13],
    },
    gap,
  ],
  notBreaching: [
    { name: 'silence is well', course: SILENT, cloudWatch: [], prometheus: [] },
    {
      name: 'CloudWatch sees the last point for two minutes more, Prometheus ends at once',
      course: [...times(3, 'silent'), 'slight', ...SILENT],
      cloudWatch: [4, 5, 6],
      prometheus: [4],
    },
    {
      name: 'it is one alarm while no three minutes are silent, where Prometheus begins anew',
      course: [...times(3, 'silent'), 'slight', 'silent', 'silent', 'slight', ...SILENT],
      cloudWatch: between(4, 9),
      prometheus: [4, 7],
    },
  ],
};
