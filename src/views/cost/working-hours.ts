import type { OfficeHours, Weekday } from '../../model';

const WEEK: readonly Weekday[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const DAY = 24 * 60;

/**
 * Share of a week outside all of the hours, from 0 to 1; hours that overlap count once. Hours of other time zones are
 * taken as they stand: environments keep one clock.
 */
export function shareOutside(all: readonly OfficeHours[]): number {
  const open = new Set<number>();
  for (const { days, start, end } of all) {
    for (const day of days) {
      const midnight = WEEK.indexOf(day) * DAY;
      for (let minute = minuteOf(start); minute < minuteOf(end); minute++) open.add(midnight + minute);
    }
  }
  return 1 - open.size / (7 * DAY);
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
