import type { OfficeHours } from '../../../model';
import { beginningLater, minuteOf, runsOf, utcOffsetOf } from '../../scaling';

/** Seconds of a day. */
const DAY = 86_400;

/**
 * Minutes from the beginning of the hours until pods are judged: KEDA looks at the clock every 30 seconds, the image may
 * have to be fetched, and the startup probe of a JVM has five minutes (TG-05).
 */
const COMING_UP = 10;

/** The part of some hours in which what runs in them is judged. */
export function judgedIn(hours: OfficeHours): OfficeHours {
  return beginningLater(hours, COMING_UP);
}

/**
 * An expression that holds in some hours only: the schedule that starts and stops the pods, in UTC, since PromQL knows no
 * other clock. Outside, nobody is promised an answer (D-08).
 * @param hours @default it holds at every hour
 */
export function onlyIn(hours: OfficeHours | undefined, expr: string): string {
  return hours ? `${expr} and on () (${inHours(hours)})` : expr;
}

/** One value without labels in the hours, and none outside. */
function inHours({ days, start, end, timeZone }: OfficeHours): string {
  const offset = utcOffsetOf(timeZone) * 60;
  const clock = `vector(time()${offset === 0 ? '' : ` + ${offset}`})`;
  const time = `${clock} % ${DAY} >= ${minuteOf(start) * 60} < ${minuteOf(end) * 60}`;
  const weekday = `day_of_week(${clock})`;
  const runs = runsOf(days).map(run => `${weekday} >= ${run[0]} <= ${run.at(-1)}`);
  return runs.length > 0 ? `${time} and ${runs.length > 1 ? `(${runs.join(' or ')})` : runs[0]}` : time;
}
