import type { OfficeHours } from '../../model';
import { minuteOf, runsOf, utcOffsetOf } from '../scaling';

/** Minutes of a day, and of a week. */
const DAY = 1440;
const WEEK = 7 * DAY;

/** Days as Alertmanager names them, Sunday first. */
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** From a minute of the week on, before another one. */
type Stretch = readonly [from: number, to: number];

/** An element of `time_intervals`: stretches of some days, or the whole of them. */
export interface TimeInterval {
  readonly weekdays: readonly string[];
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
}

/**
 * All times outside some hours, as Alertmanager reads them. They stand in UTC, its default: it refuses its whole
 * configuration where its image does not know a zone (docs/decisions/monitoring/142-mute-times-in-utc.md).
 */
export function timesOutside(hours: OfficeHours): readonly TimeInterval[] {
  const inHours = stretchesOf(hours);
  const days = DAYS.map((name, day) => ({ name, times: outside(inHours, [day * DAY, (day + 1) * DAY]) }));
  const alike = new Map<string, { readonly names: string[]; readonly times: readonly Stretch[] }>();
  for (const { name, times } of days.filter(each => each.times.length > 0)) {
    const key = JSON.stringify(times);
    alike.set(key, { times, names: [...(alike.get(key)?.names ?? []), name] });
  }
  return [...alike.values()].map(({ names, times }) => ({
    weekdays: names,
    ...(!isWholeDay(times) && {
      times: times.map(([from, to]) => ({ start_time: clock(from), end_time: clock(to) })),
    }),
  }));
}

/** The hours in minutes of UTC's week, in order; what reaches over its end stands at both. */
function stretchesOf({ days, start, end, timeZone }: OfficeHours): readonly Stretch[] {
  const offset = utcOffsetOf(timeZone);
  return runsOf(days)
    .flat()
    .flatMap((day): Stretch[] => {
      const [from, to] = [minuteOf(start), minuteOf(end)].map(minute => day * DAY + minute - offset) as [
        number,
        number,
      ];
      return [-WEEK, 0, WEEK].map(by => [Math.max(0, from + by), Math.min(WEEK, to + by)]);
    })
    .filter(([from, to]) => from < to)
    .sort(([a], [b]) => a - b);
}

/** What is left of a day, in minutes of that day. */
function outside(inHours: readonly Stretch[], [first, last]: Stretch): readonly Stretch[] {
  const left: Stretch[] = [];
  let at = first;
  for (const [from, to] of [...inHours, [last, last] as const]) {
    if (Math.min(from, last) > at) left.push([at - first, Math.min(from, last) - first]);
    at = Math.max(at, Math.min(to, last));
  }
  return left;
}

function isWholeDay(times: readonly Stretch[]): boolean {
  return times.length === 1 && times[0]?.[0] === 0 && times[0][1] === DAY;
}

function clock(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map(part => String(part).padStart(2, '0')).join(':');
}
