import { shown, valueAt } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';
import { cronSchedule } from './cron-schedule';
import { cronTriggers, isScaledObject, type CronTrigger } from './scaled-object';
import { degenerate, TIME_ZONES } from './window';

const example =
  'triggers:\n  - type: cron\n    metadata: { timezone: Asia/Seoul, start: 0 9 * * 1-5, end: 0 18 * * 1-5, desiredReplicas: "1" }';
const text: RuleTexts = {
  en: {
    rule: 'A cron trigger names a time zone and two schedules of five fields between which a window opens and closes, and asks for no more pods than the maximum.',
    reason:
      'KEDA tells of a trigger that it cannot read only in its own status, and leaves the pods as they are. A window without a start is open for ever, one without an end never opens.',
    example,
  },
  ko: {
    rule: 'cron 트리거는 시간대와 다섯 필드짜리 일정 두 개를 적고, 그 사이에서 창이 열리고 닫히며, 최댓값보다 많은 파드를 요구하지 않는다.',
    reason:
      'KEDA는 읽지 못한 트리거를 자기 상태에만 적고 파드를 그대로 둔다. 시작이 오지 않는 창은 영영 열려 있고, 끝이 오지 않는 창은 영영 열리지 않는다.',
    example,
  },
};

/** Windows of scheduled workloads are what KEDA reads, and they open and close. */
export const scheduleWindow = objectRule('schedule-window', text, function* (object) {
  if (!isScaledObject(object)) return;
  const most = valueAt(object, ['spec', 'maxReplicaCount']) ?? 100;
  for (const trigger of cronTriggers(object)) {
    yield* zone(trigger);
    yield* window(trigger);
    yield* count(trigger, most);
  }
});

const at = ({ index }: CronTrigger, field: string): (string | number)[] => [
  ...['spec', 'triggers', index, 'metadata'],
  field,
];

function* zone(trigger: CronTrigger): Iterable<ComplaintAt> {
  if (TIME_ZONES.includes(trigger.timeZone)) return;
  yield {
    steps: at(trigger, 'timezone'),
    message: `found ${shown(trigger.timeZone)}, which is no time zone that we plan in`,
    expected: `one of ${TIME_ZONES.join(', ')}, in the spelling of the IANA database: Go tells asia/seoul from it`,
    mend: 'name the zone in whose clock the hours are meant, or add it to TIME_ZONES of src/gates/scaling/window.ts',
  };
}

function* window(trigger: CronTrigger): Iterable<ComplaintAt> {
  const [start, end] = [cronSchedule(trigger.start), cronSchedule(trigger.end)];
  for (const [field, schedule] of [['start', start] as const, ['end', end] as const]) {
    if (schedule !== undefined) continue;
    yield {
      steps: at(trigger, field),
      message: `found ${shown(trigger[field])}, which is no cron schedule`,
      expected: 'minute, hour, day of the month, month and day of the week, Sunday being 0 (0 9 * * 1-5)',
      mend: 'write the schedule in five fields',
    };
  }
  const fault = start && end && degenerate(start, end);
  if (fault === undefined) return;
  yield {
    steps: at(trigger, fault === 'never opens' ? 'start' : 'end'),
    message: `the window from ${shown(trigger.start)} to ${shown(trigger.end)} ${fault}`,
    expected: 'a start and an end that come, at different times',
    mend: 'correct the schedules; what runs always has replicas and no ScaledObject',
  };
}

function* count(trigger: CronTrigger, most: unknown): Iterable<ComplaintAt> {
  const { desiredReplicas } = trigger;
  const pods = typeof desiredReplicas === 'string' && /^[1-9]\d*$/.test(desiredReplicas) ? Number(desiredReplicas) : 0;
  if (pods > 0 && typeof most === 'number' && pods <= most) return;
  yield {
    steps: at(trigger, 'desiredReplicas'),
    message: `found ${shown(desiredReplicas)} pods, with a maximum of ${shown(most)}`,
    expected: `a text from "1" to ${shown(String(most))}`,
    mend: 'ask for as many pods as the maximum allows, or raise maxReplicaCount',
  };
}
