import type { Declared, Finding, Manifest, Model, Rule, ScheduleDeclaration, Weekday } from '../../model';
import { declaredOf, findingAbout } from '../capacity/declared';
import { findingFor } from '../finding';
import { namespaceOf } from '../pod/pod-template';
import { shown } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { cronSchedule, type CronSchedule } from './cron-schedule';
import { cronTriggers, isScaledObject, scaledName, type CronTrigger } from './scaled-object';

const code = 'schedule-declared';
const WEEKDAYS: readonly Weekday[] = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const example =
  "replicas: scheduled({ count: 1, hours: { days: ['Mon'], start: '09:00', end: '18:00', timeZone: 'Asia/Seoul' } })";
const text: RuleTexts = {
  en: {
    rule: 'Every ScaledObject with windows has a declared schedule of the same hours, time zone and count, and the other way round.',
    reason:
      'What `garam list --at` answers, what the cost view counts and which hours an SLO leaves out come from the declaration: where the cluster keeps other hours, all three are wrong.',
    example,
  },
  ko: {
    rule: '창이 있는 ScaledObject마다 같은 시각, 시간대, 파드 수의 선언된 일정이 있고, 그 반대도 같다.',
    reason:
      '`garam list --at`의 답, 비용 보기의 계산, SLO가 빼는 시간은 모두 선언에서 온다. 클러스터의 시각이 다르면 셋 다 틀린다.',
    example,
  },
};

/** What is said of a schedule is what the cluster keeps. */
export const scheduleDeclared: Rule = { code, text, check: model => [...findings(model)] };

function* findings(model: Model): Iterable<Finding> {
  const windows = new Map(windowed(model).map(manifest => [keyOf(manifest), manifest]));
  for (const schedule of declaredOf(model, 'schedule')) {
    const { environment, namespace, workload } = schedule;
    const key = `${environment} ${namespace} ${workload}`;
    const manifest = windows.get(key);
    if (manifest === undefined) yield unkept(schedule);
    else if (!keeps(manifest, schedule)) yield otherHours(manifest, schedule);
    windows.delete(key);
  }
  for (const manifest of windows.values()) {
    yield findingFor(manifest, code, {
      path: '$.spec.triggers',
      message: `found windows of ${shown(scaledName(manifest.object))}, for which no schedule is declared`,
      expected: 'a declared schedule',
      mend: 'make the workload with scheduled({ count, hours })',
    });
  }
}

function windowed(model: Model): readonly Manifest[] {
  return model.manifests.filter(({ object }) => isScaledObject(object) && cronTriggers(object).length > 0);
}

function keyOf(manifest: Manifest): string {
  return `${manifest.environment} ${namespaceOf(manifest)} ${String(scaledName(manifest.object))}`;
}

function keeps({ object }: Manifest, { hours, count }: ScheduleDeclaration): boolean {
  const [trigger, ...more] = cronTriggers(object);
  if (trigger === undefined || more.length > 0) return false;
  const days = hours.days.map(day => WEEKDAYS.indexOf(day));
  return (
    trigger.timeZone === hours.timeZone &&
    trigger.desiredReplicas === String(count) &&
    firesAt(trigger, 'start', hours.start, days) &&
    firesAt(trigger, 'end', hours.end, days)
  );
}

function firesAt(trigger: CronTrigger, field: 'start' | 'end', time: string, days: readonly number[]): boolean {
  const schedule: CronSchedule | undefined = cronSchedule(trigger[field]);
  if (schedule === undefined) return false;
  const [hour, minute] = time.split(':').map(Number);
  const exactly = (set: ReadonlySet<number>, values: readonly unknown[]): boolean =>
    set.size === values.length && [...set].every(value => values.includes(value));
  const daily = schedule.months.size === 12 && schedule.days.size === 31;
  return (
    daily && exactly(schedule.weekdays, days) && exactly(schedule.hours, [hour]) && exactly(schedule.minutes, [minute])
  );
}

function unkept(schedule: Declared<ScheduleDeclaration>): Finding {
  const { namespace, workload } = schedule;
  return findingAbout(schedule, code, {
    path: 'replicas.hours',
    message: `${namespace}/${workload} has declared hours, and no ScaledObject with windows keeps them`,
    expected: 'a ScaledObject of that Deployment',
    mend: 'make it with ScheduledScaler, or take the declaration out',
  });
}

function otherHours(manifest: Manifest, { hours, count }: ScheduleDeclaration): Finding {
  const declared = `${hours.days.join(', ')} ${hours.start} to ${hours.end} ${hours.timeZone} with ${count}`;
  return findingFor(manifest, code, {
    path: '$.spec.triggers',
    message: `found ${shown(cronTriggers(manifest.object).map(({ start, end }) => `${String(start)} to ${String(end)}`))}, declared is ${declared}`,
    expected: 'exactly one window, of the declared hours',
    mend: 'let ScheduledScaler write it from the declared hours',
  });
}
