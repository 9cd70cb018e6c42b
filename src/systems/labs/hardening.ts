import { increaseFromNothing, NETWORK_POLICY_CREATED } from '../../constructs/monitoring';
import { FINDINGS, SECURITY } from '../security/endpoints';
import type { Lab } from './lab';
import { minutesSinceSuccess } from './since-success';
import type { LabSurroundings } from './surroundings';

/** The benchmark of the CIS, which runs every week on a node of each group (LP-13). */
const BENCHMARKS = ['kube-bench', 'kube-bench-system'] as const;

const WEEK_DAYS = 7;

/** Scenario 4: the cluster is measured against the benchmark, and nothing talks to what nobody declared. */
export function hardeningLab({ namespaces }: LabSurroundings): Lab {
  const closed = `${NETWORK_POLICY_CREATED.name}{namespace=~"${namespaces.join('|')}",networkpolicy="default-deny"}`;
  return {
    number: 4,
    title: { en: 'Hardening and compliance', ko: '보안 강화와 컴플라이언스' },
    goal: {
      en: 'Measure the cluster against the CIS benchmark, see a threat, and prove that policies hold.',
      ko: '클러스터를 CIS 벤치마크로 측정하고 위협을 탐지하며 네트워크 정책을 확인한다.',
    },
    checks: [
      ...BENCHMARKS.map(cronjob => ({
        name: cronjob,
        what: {
          en: `${cronjob} found no more failures than its best within the last ${WEEK_DAYS} days (in minutes)`,
          ko: `${cronjob}의 결과가 최근 ${WEEK_DAYS}일 안에 최고 기록보다 나빠지지 않았다(분)`,
        },
        measure: minutesSinceSuccess({ namespace: SECURITY, cronjob }),
        holds: `<= ${WEEK_DAYS * 24 * 60}`,
      })),
      {
        name: 'threat',
        what: {
          en: 'Falco found something within the last hour: it sees what you did',
          ko: '지난 한 시간에 Falco가 위협을 탐지했다. 당신이 한 일을 보았다',
        },
        measure: `sum(${increaseFromNothing(`${FINDINGS.name}{namespace="${SECURITY}"}`, '60m')})`,
        holds: '> 0',
      },
      {
        name: 'policies',
        what: {
          en: `each of the ${namespaces.length} namespaces denies what nobody declared`,
          ko: `네임스페이스 ${namespaces.length}개가 모두 선언되지 않은 통신을 막는다`,
        },
        measure: `count(count by (namespace) (${closed}))`,
        holds: `== ${namespaces.length}`,
      },
    ],
  };
}
