import type { Lab } from './lab';
import { promiseChecks } from './promises';
import { HOUR } from './shop-queries';
import type { LabSurroundings } from './surroundings';

/** Minutes for which the experiment takes a pod away (LP-18), and which a pod may take to start (decision 084). */
const AWAY_MINUTES = 5;
const START_MINUTES = 5;

/** Scenario 3: a pod fails for minutes, the shop goes on, and it is whole again by itself. */
export function failureLab(surroundings: LabSurroundings): Lab {
  const { queries, services } = surroundings;
  const seconds = (AWAY_MINUTES + START_MINUTES) * 60;
  return {
    number: 3,
    title: { en: 'Failure and recovery', ko: '장애 대응과 복구' },
    goal: {
      en: 'Let a pod fail, measure how long the shop takes to recover and what its users notice.',
      ko: '파드에 장애를 일으키고 복구 시간과 서비스 영향도를 측정한다.',
    },
    checks: [
      {
        name: 'failed',
        what: {
          en: 'some pod was not ready: the experiment took place',
          ko: '준비되지 않은 파드가 있었다. 실험이 이루어졌다',
        },
        measure: queries.secondsNotReady(),
        holds: '> 0',
      },
      {
        name: 'recovered',
        what: {
          en: `that lasted at most ${seconds} seconds: ${AWAY_MINUTES} minutes away, ${START_MINUTES} to start`,
          ko: `그 시간이 ${seconds}초를 넘지 않았다. 장애 ${AWAY_MINUTES}분, 시작 ${START_MINUTES}분`,
        },
        measure: queries.secondsNotReady(),
        holds: `<= ${seconds}`,
      },
      {
        name: 'whole',
        what: {
          en: `all ${services.length} services have at least their fewest pods again`,
          ko: `서비스 ${services.length}개의 파드가 모두 다시 최소 개수 이상이다`,
        },
        measure: queries.whole(),
        holds: `== ${services.length}`,
      },
      {
        name: 'noticed',
        what: {
          en: 'TargetDown was pending or firing: the rules saw it',
          ko: 'TargetDown이 대기 또는 발생 상태였다. 규칙이 알아챘다',
        },
        measure: `count(max_over_time(ALERTS{alertname="TargetDown",system="shop"}[${HOUR}])) or vector(0)`,
        holds: '> 0',
      },
      {
        name: 'unwoken',
        what: {
          en: 'no critical alert of the shop fired: its users were served',
          ko: '쇼핑몰의 critical 알림이 울리지 않았다. 사용자는 계속 서비스를 받았다',
        },
        measure: `count(max_over_time(ALERTS{alertstate="firing",severity="critical",system="shop"}[${HOUR}])) or vector(0)`,
        holds: '== 0',
      },
      ...promiseChecks(surroundings),
    ],
  };
}
