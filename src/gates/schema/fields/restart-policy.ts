import { shown } from '../json-path';
import { objectRule, type RuleTexts } from '../object-rule';
import { containersOf, podSpecsOf } from './pods';

const allowed = {
  service: ['Always', undefined],
  job: ['OnFailure', 'Never'],
  pod: ['Always', 'OnFailure', 'Never', undefined],
};
const expected = {
  service: 'Always, or no restartPolicy',
  job: 'OnFailure or Never',
  pod: 'Always, OnFailure or Never',
};

const example = 'kind: Job\nspec: { template: { spec: { restartPolicy: Never } } }';
const text: RuleTexts = {
  en: {
    rule: 'restartPolicy is one that the kind allows: Always for what runs on, OnFailure or Never for what ends.',
    reason:
      'The schema takes all three everywhere; the API server refuses a Deployment that never restarts and a Job that always does.',
    example,
  },
  ko: {
    rule: 'restartPolicy는 종류가 허용하는 값이어야 한다. 계속 도는 것은 Always, 끝나는 것은 OnFailure 또는 Never다.',
    reason:
      '스키마는 어디서나 셋을 다 받지만, API 서버는 다시 시작하지 않는 Deployment와 늘 다시 시작하는 Job을 거부한다.',
    example,
  },
};

/** `restartPolicy` is one that the kind allows: Always for what runs on, OnFailure or Never for what ends. */
export const restartPolicy = objectRule('restart-policy', text, function* (object) {
  for (const pod of podSpecsOf(object)) {
    const found = pod.spec.restartPolicy;
    if (!allowed[pod.runs].some(policy => policy === found)) {
      const message =
        found === undefined ? 'found no restartPolicy, which means Always' : `found the restartPolicy ${shown(found)}`;
      yield {
        steps: [...pod.steps, 'restartPolicy'],
        message,
        expected: expected[pod.runs],
        mend: `set ${expected[pod.runs]}`,
      };
    }
    for (const { container, list, steps } of containersOf(pod)) {
      const own = container.restartPolicy;
      if (own === undefined || (list === 'initContainers' && own === 'Always')) continue;
      yield {
        steps: [...steps, 'restartPolicy'],
        message: `found the restartPolicy ${shown(own)} on a container`,
        expected: 'none, or Always on an init container that runs beside the others',
        mend: 'leave it out',
      };
    }
  }
});
