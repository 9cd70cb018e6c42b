import { Duration } from 'cdk8s';
import { utcOffsetOf } from '../scaling';

/** When backups are made. */
export interface BackupSchedule {
  /** Minutes, hours and weekdays as cron writes them (`0 3 * * 0`). */
  readonly cron: string;
  /** IANA name of a zone without summer time. */
  readonly timeZone: string;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

const WEEK = 7 * 24 * 60;

/**
 * Longest time between two starts of a schedule.
 * @throws Error where it is not the same each week: days of a month, months, and zones with a summer time
 */
export function longestGap({ cron, timeZone }: BackupSchedule): Duration {
  utcOffsetOf(timeZone);
  const [minutes = '', hours = '', day, month, weekdays = '', ...others] = cron.split(' ');
  if (day !== '*' || month !== '*' || others.length > 0) throw refused(cron);
  const days = valuesOf(weekdays, 7, cron).map(each => each % 7);
  const starts = days
    .flatMap(each => valuesOf(hours, 23, cron).map(hour => each * 24 + hour))
    .flatMap(hour => valuesOf(minutes, 59, cron).map(minute => hour * 60 + minute))
    .sort((a, b) => a - b);
  const next = (index: number): number => starts[index + 1] ?? (starts[0] ?? 0) + WEEK;
  return Duration.minutes(Math.max(...starts.map((start, index) => next(index) - start)));
}

/** Values that a field of a schedule names: each, one, from one to another, all or every so many. */
function valuesOf(field: string, most: number, cron: string): readonly number[] {
  return field.split(',').flatMap(part => {
    const [found, one, last, step = '1'] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    const [from, to] = [Number(one ?? 0), Number(last ?? one ?? most)];
    const isOpen = one !== undefined && last === undefined && step !== '1';
    if (found === undefined || isOpen || from > to || to > most || Number(step) < 1) throw refused(cron);
    return Array.from(
      { length: Math.floor((to - from) / Number(step)) + 1 },
      (_, index) => from + index * Number(step),
    );
  });
}

function refused(cron: string): Error {
  return new Error(`backup schedule: got "${cron}", expected minutes, hours and weekdays, with * for day and month`);
}
