import type { Lab } from './lab';
import { promiseChecks } from './promises';
import { minutesSinceSuccess } from './since-success';
import type { LabSurroundings } from './surroundings';

/** Load tests of the shop that this scenario asks for, in the namespace of its front end (LP-17). */
const LOAD_TESTS = ['load-test-normal', 'load-test-spike'] as const;

/** Scenario 2: under load the autoscalers add pods, and the promise is kept. */
export function scalingLab(surroundings: LabSurroundings): Lab {
  const { queries, entry } = surroundings;
  return {
    number: 2,
    title: { en: 'Autoscaling and load', ko: '오토스케일링과 성능 테스트' },
    goal: {
      en: 'Put the shop under load and watch its autoscalers keep the promise.',
      ko: '쇼핑몰에 부하를 주고 오토스케일러가 약속을 지키는지 관찰한다.',
    },
    checks: [
      ...LOAD_TESTS.map(cronjob => ({
        name: cronjob,
        what: {
          en: `${cronjob}: it succeeded within the last 60 minutes`,
          ko: `${cronjob}: 최근 60분 안에 성공했다`,
        },
        measure: minutesSinceSuccess({ namespace: entry.namespace, cronjob }),
        holds: '<= 60',
      })),
      {
        name: 'scaled',
        what: {
          en: 'some service had more pods than its fewest',
          ko: '어떤 서비스의 파드가 최소 개수보다 많아졌다',
        },
        measure: queries.mostBeyondFewest(),
        holds: '> 0',
      },
      ...promiseChecks(surroundings),
    ],
  };
}
