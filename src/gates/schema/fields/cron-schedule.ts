import type { KubeObject } from '../../../model';
import { recordsIn, shown, valueAt, type Step } from '../json-path';
import { objectRule, type RuleTexts } from '../object-rule';
import { cronError } from './cron';

function syncWindows(object: KubeObject): readonly Step[][] {
  return recordsIn(valueAt(object, ['spec', 'syncWindows'])).map(([index]) => [
    'spec',
    'syncWindows',
    index,
    'schedule',
  ]);
}

function kedaTriggers(object: KubeObject): readonly Step[][] {
  return recordsIn(valueAt(object, ['spec', 'triggers']))
    .filter(([, trigger]) => trigger.type === 'cron')
    .flatMap(([index]) => ['start', 'end'].map(end => ['spec', 'triggers', index, 'metadata', end]));
}

function schedulesOf(object: KubeObject): readonly Step[][] {
  if (object.kind === 'CronJob' || object.kind === 'Schedule') return [['spec', 'schedule']];
  if (object.kind === 'AppProject') return syncWindows(object);
  if (object.kind === 'ScaledObject' || object.kind === 'ScaledJob') return kedaTriggers(object);
  return [];
}

const example = "schedule: '0 3 * * 1-5' # at three from Monday to Friday";
const text: RuleTexts = {
  en: {
    rule: 'Every cron schedule can be read by the controller that runs it.',
    reason: 'A schedule that cannot be read is refused at the sync, or silently never runs (KEDA, sync windows).',
    example,
  },
  ko: {
    rule: '모든 cron 일정은 그것을 실행하는 컨트롤러가 읽을 수 있어야 한다.',
    reason: '읽을 수 없는 일정은 동기화 때 거부되거나, 소리 없이 한 번도 실행되지 않는다(KEDA, 동기화 창).',
    example,
  },
};

/** Every cron schedule can be read by the controller that runs it: CronJobs, KEDA, sync windows, chaos schedules. */
export const cronSchedule = objectRule('cron-schedule', text, function* (object) {
  for (const steps of schedulesOf(object)) {
    const value = valueAt(object, steps);
    const error = typeof value === 'string' ? cronError(value) : undefined;
    if (error === undefined) continue;
    yield {
      steps,
      message: `found ${shown(value)}: ${error}`,
      expected: 'a cron schedule of five fields (0 3 * * 1-5: at three from Monday to Friday)',
      mend: 'write minute, hour, day of the month, month and day of the week',
    };
  }
});
