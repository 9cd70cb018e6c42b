import { podSpecsOf } from '../schema/fields/pods';
import { shown, valueAt } from '../schema/json-path';
import { objectRule, type RuleTexts } from '../schema/object-rule';

/** Six hours, in seconds. */
const LONGEST = 6 * 3600;

const example = 'spec: { activeDeadlineSeconds: 600, template: … }';
const text: RuleTexts = {
  en: {
    rule: 'Every Job, also one that a CronJob makes, has a deadline of at most six hours.',
    reason: 'A Job that hangs holds its sync wave, and with it every later change, until somebody notices.',
    example,
  },
  ko: {
    rule: 'CronJob이 만드는 것까지 모든 Job에는 6시간 이하의 기한이 있다.',
    reason: '멈춘 Job은 누군가 알아챌 때까지 동기화 웨이브를, 그리고 이후의 모든 변경을 붙잡는다.',
    example,
  },
};

/** Work that ends has a time by which it must. */
export const jobDeadline = objectRule('job-deadline', text, function* (object) {
  for (const pod of podSpecsOf(object)) {
    if (pod.runs !== 'job') continue;
    const steps = [...pod.steps.slice(0, -2), 'activeDeadlineSeconds'];
    const deadline = valueAt(object, steps);
    if (typeof deadline === 'number' && deadline > 0 && deadline <= LONGEST) continue;
    yield {
      steps,
      message: `found ${shown(deadline)}`,
      expected: `seconds from 1 to ${LONGEST} (6 h)`,
      mend: 'state a deadline that the slowest good run keeps',
    };
  }
});
