import { firesOn, type CalendarDay, type CronSchedule } from './cron-schedule';

/** How a window that two schedules make is kept from being one. */
export type Degenerate = 'never opens' | 'never ends' | 'never closes';

/** Days of the months of a leap year, so that the 29th of February is among them. */
const MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Zones that we plan in. The machine's own list would differ from place to place; another zone is a word here. */
export const TIME_ZONES: readonly unknown[] = ['Asia/Seoul', 'UTC'];

/** Every day of a year with each day of the week that it may fall on. */
const CALENDAR: readonly CalendarDay[] = MONTHS.flatMap((days, index) =>
  Array.from({ length: days }, (_, day) => ({ month: index + 1, day: day + 1 })).flatMap(date =>
    Array.from({ length: 7 }, (_, weekday) => ({ ...date, weekday })),
  ),
);

/**
 * What is wrong with the window from each firing of `start` to the next of `end`; undefined where it opens and closes.
 * KEDA takes a window whose start never comes, or always comes together with an end, as open for ever, and one whose
 * end never comes as closed for ever.
 */
export function degenerate(start: CronSchedule, end: CronSchedule): Degenerate | undefined {
  const [starts, ends] = [CALENDAR.filter(day => firesOn(start, day)), CALENDAR.filter(day => firesOn(end, day))];
  if (starts.length === 0) return 'never opens';
  if (ends.length === 0) return 'never ends';
  const endsToo = new Set(ends);
  const within = (some: ReadonlySet<number>, all: ReadonlySet<number>): boolean =>
    [...some].every(value => all.has(value));
  const sameTimes = within(start.minutes, end.minutes) && within(start.hours, end.hours);
  return sameTimes && starts.every(day => endsToo.has(day)) ? 'never closes' : undefined;
}
