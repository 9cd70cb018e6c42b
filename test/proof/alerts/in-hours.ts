import { minuteOf, utcOffsetOf } from '../../../src/constructs/scaling';
import type { OfficeHours, Weekday } from '../../../src/model';
import { courseTest } from './by-hand';
import type { Course } from './courses/course';
import type { TestFile, UnitTest } from './promtool';
import type { ShippedAlert } from './rules';
import { seconds, ShareCase } from './shares/share-case';
import { steady } from './shares/traffic';
import { stepOf } from './shares/windows';

/** How often Prometheus judges, in seconds. */
const EVALUATION = 30;

/** A week of November, its Sunday first. */
const WEEK = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const satisfies readonly Weekday[];
const FIRST_DAY = Date.UTC(2026, 10, 15) / 1000;

/** Seconds since 1970 at which it is so late (`08:10`) on the clocks of the hours. */
function at({ timeZone }: OfficeHours, day: Weekday, time: string): number {
  return FIRST_DAY + WEEK.indexOf(day) * 86_400 + minuteOf(time) * 60 - utcOffsetOf(timeZone) * 60;
}

/**
 * The tests of an alert that judges in some hours: those that it would have at every hour, put into the hours, and what
 * happens where they begin and end (D-08).
 */
export function judgedInHours(
  alert: ShippedAlert,
  hours: OfficeHours,
  files: readonly TestFile[],
): readonly TestFile[] {
  const lasting = seconds(alert.declared.for);
  const placed = files.map(({ tests, ...file }) => ({
    ...file,
    tests: tests.map(each => ({ ...each, start_timestamp: placeOf(each, hours, lasting) })),
  }));
  return [...borders(alert, hours), ...placed];
}

/** The start by which all that a test looks at is in one day's hours; of a longer one, its last firing. */
function placeOf({ alert_rule_test: looks }: UnitTest, hours: OfficeHours, lasting: number): number {
  const times = (some: typeof looks): readonly number[] => some.map(({ eval_time }) => Number.parseInt(eval_time, 10));
  const firing = times(looks.filter(({ exp_alerts }) => exp_alerts.length > 0));
  const [day = 'Mon'] = hours.days.slice(-2);
  const [first, last] = [at(hours, day, hours.start), at(hours, day, hours.end) - EVALUATION];
  const end = Math.max(...times(looks));
  const begin = Math.min(...(firing.length > 0 ? firing : [end])) - lasting;
  return last - (end - begin <= last - first ? end : Math.max(...firing));
}

/** What is true all the time is told in the hours alone. */
function borders(alert: ShippedAlert, hours: OfficeHours): readonly TestFile[] {
  const { judged } = alert.declared;
  return judged.type === 'share'
    ? shareBorders(new ShareCase(alert, judged), hours)
    : [{ interval: `${EVALUATION}s`, tests: courseBorders(alert, hours) }];
}

/** When looks are made, in steps from the start, so that the hours begin at the second of them or end. */
function looksOf(lasting: number): { readonly opens: number; readonly fires: number; readonly closes: number } {
  const opens = 2;
  return { opens, fires: opens + lasting, closes: opens + lasting + 2 };
}

/** Days on which the hours begin first, end last, and are not. */
function daysOf({ days }: OfficeHours): { readonly first: Weekday; readonly last: Weekday; readonly off: Weekday[] } {
  const [first = 'Mon', last = first] = [days[0], days.at(-1)];
  return { first, last, off: WEEK.filter(day => !days.includes(day)) };
}

function shareBorders(share: ShareCase, hours: OfficeHours): readonly TestFile[] {
  const step = share.recorded ? stepOf(share) : EVALUATION;
  const { opens, fires, closes } = looksOf(share.lasting / step);
  const { first, last, off } = daysOf(hours);
  const traffic = steady(closes + 1, share.minimum * 2, share.justAbove);
  const [above, name] = [share.justAbove, 'is told of no requests outside its hours'];
  const tests = [
    {
      ...share.test(`${name}: before they begin`, step, traffic, { silent: [fires - 1], firing: { [fires]: above } }),
      start_timestamp: at(hours, first, hours.start) - opens * step,
    },
    {
      ...share.test(`${name}: when they end`, step, traffic, { silent: [closes], firing: { [closes - 1]: above } }),
      start_timestamp: at(hours, last, hours.end) - closes * step,
    },
    ...off.map(day => ({
      ...share.test(`${name}: on ${day}`, step, traffic, { silent: [fires] }),
      start_timestamp: at(hours, day, '12:00') - fires * step,
    })),
  ];
  return [{ interval: `${step}s`, tests }];
}

/** Pods that do not answer, or are not found: what an alert by hand fires at. */
const AWAY: Readonly<Record<string, Pick<Course, 'series'> & { readonly with: Readonly<Record<string, string>> }>> = {
  StoreDown: { series: { '$free{job="$job-exporter",pod="a"}': '0x60' }, with: {} },
  TargetsMissing: { series: {}, with: {} },
  TargetDown: {
    series: { 'up{job="$job",pod="a",instance="192.0.2.1:80"}': '0x60' },
    with: { job: '$job', pod: 'a', instance: '192.0.2.1:80' },
  },
};

function courseBorders(alert: ShippedAlert, hours: OfficeHours): readonly UnitTest[] {
  const away = AWAY[alert.declared.name];
  if (!away) throw new Error(`${alert.declared.name}: nobody says at what it fires all the time`);
  const { first, last, off } = daysOf(hours);
  const { opens, fires, closes } = looksOf(seconds(alert.declared.for) / EVALUATION);
  const minutes = (look: number): number => (look * EVALUATION) / 60;
  const course = (name: string, silent: number, firing?: number): UnitTest =>
    courseTest(alert, {
      name: `misses nobody outside its hours: ${name}`,
      series: away.series,
      silent: [minutes(silent)],
      ...(firing !== undefined && { firing: { minutes: [minutes(firing)], with: away.with } }),
    });
  return [
    {
      ...course('before they begin', fires - 1, fires),
      start_timestamp: at(hours, first, hours.start) - opens * EVALUATION,
    },
    {
      ...course('when they end', closes, closes - 1),
      start_timestamp: at(hours, last, hours.end) - closes * EVALUATION,
    },
    ...off.map(day => ({
      ...course(`on ${day}`, fires),
      start_timestamp: at(hours, day, '12:00') - fires * EVALUATION,
    })),
  ];
}
