import type { OfficeHours, Weekday } from '../../model';

/** Days in the order of a week at work; cron counts Sunday as 0. */
const WEEK: readonly Weekday[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * Office hours that can be: at least one day, none twice, and an end after the start on the same day.
 * @throws Error in plain words, for the line of the environment that gives the hours
 */
export function checkedHours(hours: OfficeHours): OfficeHours {
  const { days, start, end } = hours;
  if (days.length === 0 || new Set(days).size < days.length) {
    throw new Error(`office hours: got days ${days.join(', ') || 'none'}, expected at least one, each once`);
  }
  if (minuteOf(start) >= minuteOf(end)) {
    throw new Error(`office hours: got ${start} to ${end}, expected an end after the start, on the same day`);
  }
  return hours;
}

/** Cron schedules, in the hours' own time zone, of the minutes in which the hours begin and end. */
export function cronOf({ days, start, end }: OfficeHours): { readonly start: string; readonly end: string } {
  const at = (time: string): string => {
    const minute = minuteOf(time);
    return `${minute % 60} ${Math.floor(minute / 60)} * * ${weekdays(days)}`;
  };
  return { start: at(start), end: at(end) };
}

/** Minute of the day of a time (`08:30`: 510). */
export function minuteOf(time: string): number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hour === undefined) throw new Error(`office hours: got "${time}", expected a time from 00:00 to 23:59`);
  return Number(hour) * 60 + Number(minute);
}

/** Days as cron writes them: runs of three and more as a range (`1-5`), Sunday as 0. */
function weekdays(days: readonly Weekday[]): string {
  return runsOf(days)
    .map(run => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(',')))
    .join(',');
}

/** Numbers of days that follow each other, Sunday as 0: cron, PromQL and Alertmanager count alike. */
export function runsOf(days: readonly Weekday[]): readonly (readonly number[])[] {
  const numbers = days.map(day => (WEEK.indexOf(day) + 1) % 7).sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}

/**
 * Minutes by which clocks are before UTC, of every zone that we plan in: none has a summer time, so that one figure is
 * true all year. PromQL knows UTC alone.
 */
const UTC_OFFSETS: Readonly<Record<string, number>> = { 'Asia/Seoul': 540, UTC: 0 };

/**
 * Minutes by which the clocks of a time zone are before UTC.
 * @throws Error for a zone whose clocks we do not know, or that has a summer time
 */
export function utcOffsetOf(timeZone: string): number {
  const offset = UTC_OFFSETS[timeZone];
  if (offset !== undefined) return offset;
  throw new Error(
    `office hours: got time zone "${timeZone}", expected one without summer time: ${Object.keys(UTC_OFFSETS).join(', ')}`,
  );
}

/** The same hours, beginning some minutes later: what starts with them has to come up first. */
export function beginningLater(hours: OfficeHours, minutes: number): OfficeHours {
  const start = minuteOf(hours.start) + minutes;
  const two = (part: number): string => String(part).padStart(2, '0');
  return checkedHours({ ...hours, start: `${two(Math.floor(start / 60))}:${two(start % 60)}` });
}
