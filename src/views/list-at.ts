import type { Declared, Model, OfficeHours, ScheduleDeclaration, Weekday } from '../model';
import { declared } from './declared';
import { plain, type Paint } from './paint';
import { textTable } from './table';

/** What a clock on a wall of some place shows. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: Weekday;
  readonly hour: number;
  readonly minute: number;
}

/** Tells what clocks show at the moment that is asked about, by IANA name of the time zone. */
export type Clock = (timeZone: string) => WallTime;

/** What a workload does at a moment. */
export interface WorkloadAt {
  readonly namespace: string;
  readonly workload: string;
  readonly state: 'runs' | 'sleeps';
  /** What the clock of its hours shows when that ends (`Mon 2026-11-23 09:00`); absent where it never does. */
  readonly until?: string;
  readonly timeZone?: string;
  /** Pods in its hours, where hours are declared. */
  readonly count?: number;
  /** Whether the hours are assumed. */
  readonly assumed?: boolean;
}

/** What runs in one environment at a moment. */
export interface EnvironmentAt {
  readonly environment: string;
  readonly workloads: readonly WorkloadAt[];
}

/** What a reader must know of the answer. */
export const AT_NOTES: readonly string[] = [
  'Holidays are days like any other: KEDA’s windows know none.',
  'KEDA looks every 30 s, so a window opens and closes up to half a minute later.',
  'Jobs run at times of their own and are not listed.',
];

/** Which services run at a moment and which sleep, and until when, from what is declared. */
export function workloadsAt(
  model: Pick<Model, 'environments' | 'declarations'>,
  clock: Clock,
): readonly EnvironmentAt[] {
  const services = declared(model, 'workload').filter(({ runs }) => runs === 'service');
  const schedules = declared(model, 'schedule');
  return model.environments.map(({ name }) => ({
    environment: name,
    workloads: services
      .filter(({ environment }) => environment === name)
      .map(({ name: workload, namespace }) => {
        const schedule = schedules.find(
          each => each.environment === name && each.namespace === namespace && each.workload === workload,
        );
        return schedule === undefined ? { namespace, workload, state: 'runs' } : stateOf(schedule, clock);
      }),
  }));
}

function stateOf(schedule: Declared<ScheduleDeclaration>, clock: Clock): WorkloadAt {
  const { namespace, workload, count, hours, assumed } = schedule;
  const { timeZone } = hours;
  const now = clock(timeZone);
  const minute = now.hour * 60 + now.minute;
  const works = hours.days.includes(now.weekday);
  const runs = works && minuteOf(hours.start) <= minute && minute < minuteOf(hours.end);
  const until = runs ? shownAt(now, hours.end) : nextStart(hours, now, minute);
  return { namespace, workload, state: runs ? 'runs' : 'sleeps', until, timeZone, count, assumed };
}

function nextStart({ days, start }: OfficeHours, now: WallTime, minute: number): string {
  if (days.includes(now.weekday) && minute < minuteOf(start)) return shownAt(now, start);
  let next = dayAfter(now);
  while (!days.includes(next.weekday)) next = dayAfter(next);
  return shownAt(next, start);
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

type Day = Pick<WallTime, 'year' | 'month' | 'day' | 'weekday'>;

const WEEK: readonly Weekday[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function dayAfter({ year, month, day, weekday }: Day): Day {
  const next = WEEK[(WEEK.indexOf(weekday) + 1) % 7] ?? 'Mon';
  if (day < daysOf(year, month)) return { year, month, day: day + 1, weekday: next };
  return month < 12
    ? { year, month: month + 1, day: 1, weekday: next }
    : { year: year + 1, month: 1, day: 1, weekday: next };
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function shownAt({ weekday, year, month, day }: Day, time: string): string {
  const two = (figure: number): string => String(figure).padStart(2, '0');
  return `${weekday} ${year}-${two(month)}-${two(day)} ${time}`;
}

/** What runs at a moment as people read it. @param at the moment in UTC (`2026-11-23T01:00:00Z`) */
export function atText(at: string, environments: readonly EnvironmentAt[], clock: Clock, paint: Paint = plain): string {
  const zones = [
    ...new Set(environments.flatMap(({ workloads }) => workloads.flatMap(({ timeZone }) => timeZone ?? []))),
  ];
  const local = zones.map(zone => {
    const now = clock(zone);
    return `${shownAt(now, `${String(now.hour).padStart(2, '0')}:${String(now.minute).padStart(2, '0')}`)} ${zone}`;
  });
  const parts = environments.map(({ environment, workloads }) =>
    [paint.strong(environment), workloads.length === 0 ? 'no services' : tableOf(workloads)].join('\n'),
  );
  return [[at, ...local].join(' = '), ...parts, AT_NOTES.join('\n')].join('\n\n');
}

function tableOf(workloads: readonly WorkloadAt[]): string {
  return textTable(
    ['workload', 'state', 'until', 'hours'].map(heading => ({ heading })),
    workloads.map(({ namespace, workload, state, until, timeZone, count, assumed }) => [
      `${namespace}/${workload}`,
      state,
      until === undefined ? 'always' : `${until} ${timeZone}`,
      until === undefined ? '' : `${count} ${count === 1 ? 'pod' : 'pods'}${assumed ? ', assumed' : ''}`,
    ]),
  );
}
