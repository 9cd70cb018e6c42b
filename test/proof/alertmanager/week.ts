import type { TimeInterval } from '../../../src/constructs/alerting';
import { minuteOf } from '../../../src/constructs/scaling';
import type { OfficeHours } from '../../../src/model';

/** Minutes of a day, and of a week, which begins with its Sunday in UTC. */
const DAY = 1440;
export const WEEK = 7 * DAY;

/** Milliseconds of a minute. */
export const MINUTE = 60_000;

/** Days as Alertmanager names them, and as clocks do. */
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const SHORT = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** From a minute of the week on, before another one. */
type Stretch = readonly [from: number, to: number];

/** Minute of the week, in UTC. */
export function weekMinuteOf(moment: Date): number {
  return moment.getUTCDay() * DAY + moment.getUTCHours() * 60 + moment.getUTCMinutes();
}

/** A minute of the week as people say it (`Sun 23:00`). */
export function sayMinute(minute: number): string {
  return `${SHORT[Math.floor(minute / DAY)]} ${clock(minute % DAY)}`;
}

/**
 * An element of `time_intervals` that can be shifted: days and times of a week. Months and years do not come again every
 * week, and with a zone the week would be another one than UTC's.
 */
export function weekly(found: object): TimeInterval {
  const { weekdays = ['sunday:saturday'], times, ...others } = found as Partial<TimeInterval>;
  if (Object.keys(others).length > 0)
    throw new Error(
      `mute times: found ${Object.keys(others).join(', ')}; expected weekdays and times alone, in UTC (decision 142); ` +
        'mend the times, or have shifted() know more',
    );
  return { weekdays: weekdays.flatMap(daysIn), ...(times && { times }) };
}

/** Days of a range (`monday:friday`), which may not reach over Saturday. */
function daysIn(range: string): readonly string[] {
  const [first = '', last = first] = range.split(':');
  const days = DAYS.slice(DAYS.indexOf(first), DAYS.indexOf(last) + 1);
  if (!DAYS.includes(first) || days.length === 0)
    throw new Error(
      `mute times: found the days ${range}; expected ${DAYS.join(', ')} or a range of them in this order`,
    );
  return days;
}

/** Whether Alertmanager mutes in a minute, by its own rule: a day that is named, and a stretch of it without its end. */
export function isMuted(intervals: readonly TimeInterval[], weekMinute: number): boolean {
  const minute = weekMinute % DAY;
  return intervals
    .filter(({ weekdays }) => weekdays.includes(DAYS[Math.floor(weekMinute / DAY)] ?? ''))
    .some(
      ({ times }) =>
        times?.some(each => minute >= dayMinute(each.start_time) && minute < dayMinute(each.end_time)) ?? true,
    );
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The clock on the wall of a place. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
  clocks.set(timeZone, made);
  return made;
}

/** Whether people are at work, by the clocks on their wall. */
export function isOffice({ days, start, end, timeZone }: OfficeHours, moment: Date): boolean {
  const { weekday, hour, minute } = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const now = minuteOf(`${hour}:${minute}`);
  return days.some(each => each === weekday) && now >= minuteOf(start) && now < minuteOf(end);
}

/** Minutes of the week in which a stretch begins or ends, in order: also where two of them meet at midnight. */
export function edgesOf(intervals: readonly TimeInterval[]): readonly number[] {
  return sorted(intervals.flatMap(stretchesOf).flatMap(([from, to]) => [from, to % WEEK]));
}

/** Minutes of the week in which work begins or ends. */
export function edgesOfHours(hours: OfficeHours): readonly number[] {
  const sunday = Date.UTC(2026, 10, 15);
  const works = (minute: number): boolean => isOffice(hours, new Date(sunday + minute * MINUTE));
  return everyMinute().filter(minute => works(minute) !== works(minute - 1));
}

/** Every minute of a week. */
export function everyMinute(): readonly number[] {
  return Array.from({ length: WEEK }, (_, minute) => minute);
}

/** Times that are the same, some minutes of the week later: what then reaches over midnight stands at both days. */
export function shifted(intervals: readonly TimeInterval[], minutes: number): readonly TimeInterval[] {
  return intervals.flatMap(each => intervalsOf(stretchesOf(each).flatMap(stretch => moved(stretch, minutes))));
}

function moved([from, to]: Stretch, by: number): readonly Stretch[] {
  const start = remainder(from + by);
  const days = DAYS.flatMap((_, day) => [day * DAY, day * DAY + WEEK]);
  return days
    .map((day): Stretch => [Math.max(start, day), Math.min(start + to - from, day + DAY)])
    .filter(([first, last]) => first < last)
    .map(([first, last]): Stretch => [first % WEEK, (first % WEEK) + last - first]);
}

/** A number of minutes as one of a single week. */
export function remainder(minutes: number): number {
  return ((minutes % WEEK) + WEEK) % WEEK;
}

function stretchesOf({ weekdays, times }: TimeInterval): readonly Stretch[] {
  const ofDay = times?.map((each): Stretch => [dayMinute(each.start_time), dayMinute(each.end_time)]) ?? [[0, DAY]];
  return weekdays
    .map(name => DAYS.indexOf(name) * DAY)
    .flatMap(day => ofDay.map(([from, to]): Stretch => [day + from, day + to]));
}

/** Days that are alike together, and whole ones without times, as what is committed has them. */
function intervalsOf(stretches: readonly Stretch[]): readonly TimeInterval[] {
  const alike = new Map<string, string[]>();
  for (const [day, name] of DAYS.entries()) {
    const times = [...stretches]
      .filter(([from]) => Math.floor(from / DAY) === day)
      .sort(([a], [b]) => a - b)
      .map(([from, to]) => ({ start_time: clock(from - day * DAY), end_time: clock(to - day * DAY) }));
    const key = JSON.stringify(times);
    if (times.length > 0) alike.set(key, [...(alike.get(key) ?? []), name]);
  }
  return [...alike].map(([key, weekdays]) => ({
    weekdays,
    ...(key !== WHOLE_DAY && { times: JSON.parse(key) as [] }),
  }));
}

const WHOLE_DAY = JSON.stringify([{ start_time: '00:00', end_time: '24:00' }]);

function dayMinute(time: string): number {
  return time === '24:00' ? DAY : minuteOf(time);
}

function clock(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map(part => String(part).padStart(2, '0')).join(':');
}

function sorted(minutes: readonly number[]): readonly number[] {
  return [...new Set(minutes)].sort((a, b) => a - b);
}
