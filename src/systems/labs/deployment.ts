import { PROBE, recordedOf as series } from '../../constructs/monitoring';
import type { LabCheck } from '../../model';
import type { Lab } from './lab';
import type { LabSurroundings } from './surroundings';

/** Targets of which every node has one, and of which those have one that systems' pods may have. */
const ON_NODES = { all: 'node-exporter', forSystems: 'fluent-bit' } as const;

/** Scenario 1: the cluster stands, the shop runs on it and answers, and Prometheus sees all of it. */
export function deploymentLab({ queries, services, addresses, nodes }: LabSurroundings): Lab {
  const { all, forSystems } = ON_NODES;
  const others = nodes.all - nodes.forSystems;
  return {
    number: 1,
    title: { en: 'Deployment and monitoring', ko: '기본 배포와 모니터링' },
    goal: {
      en: 'Build the EKS cluster, bring the shop onto it, and see it in Prometheus and Grafana.',
      ko: 'EKS 클러스터를 구축하고 쇼핑몰을 배포한 뒤 Prometheus와 Grafana에서 확인한다.',
    },
    checks: [
      ...addresses.map(({ service, namespace }) => ({
        name: `address-${service}`,
        what: { en: `the world reaches ${service} at its address`, ko: `인터넷에서 ${service}의 주소가 응답한다` },
        measure: `min(${series(PROBE.success.name, { namespace, job: `${service}-public` })})`,
        holds: '== 1',
      })),
      ...services.map(service => ({
        name: `pods-${service.name}`,
        what: {
          en: `at least ${service.fewestPods} pods of ${service.name} are ready`,
          ko: `${service.name} 파드가 ${service.fewestPods}개 이상 준비되어 있다`,
        },
        measure: queries.ready(service),
        holds: `>= ${service.fewestPods}`,
      })),
      {
        name: 'targets',
        what: {
          en: 'Prometheus reads every target: none is away',
          ko: 'Prometheus가 모든 대상을 읽는다. 빠진 것이 없다',
        },
        measure: 'count(up) - sum(up)',
        holds: '== 0',
      },
      nodesCheck('application-nodes', nodes.forSystems, up(forSystems), {
        en: `the application group has at least ${nodes.forSystems} nodes`,
        ko: `애플리케이션 노드 그룹에 노드가 ${nodes.forSystems}개 이상 있다`,
      }),
      nodesCheck('system-nodes', others, `${up(all)} - ${up(forSystems)}`, {
        en: `the system group has at least ${others} nodes`,
        ko: `시스템 노드 그룹에 노드가 ${others}개 이상 있다`,
      }),
    ],
  };
}

const up = (job: string): string => `sum(up{job="${job}"})`;

function nodesCheck(name: string, fewest: number, measure: string, what: LabCheck['what']): LabCheck {
  return { name, what, measure, holds: `>= ${fewest}` };
}
