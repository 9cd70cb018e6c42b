import { answering, CONTAINER_LAST_END, CONTAINER_READY, restartsWithin, type WatchedPods } from '../monitoring';
import type { Asked, Panel } from './panel';

/** Some of them, with a line each. */
type Pods = readonly [WatchedPods, ...WatchedPods[]];

/** Time over which starts are counted. */
const WITHIN = '1h';

function asked(pods: Pods, of: (each: WatchedPods) => Asked): Panel['asks'] {
  const [first, ...others] = pods;
  return [of(first), ...others.map(of)];
}

/** How many pods of each workload answer Prometheus. */
export function answeringPods(pods: Pods): Panel {
  return {
    title: { en: 'Pods that answer', ko: '응답하는 파드' },
    description: {
      en: 'Pods that Prometheus reads, by workload. At 0 nothing else on this page is known of the workload.',
      ko: '워크로드별로 Prometheus가 읽고 있는 파드의 수. 0이면 그 워크로드에 대해 이 화면의 다른 값도 알 수 없다.',
    },
    unit: 'short',
    asks: asked(pods, each => ({ expr: `sum(${answering(each)}) or vector(0)`, legend: each.name })),
    bad: { below: 1 },
  };
}

/** How many pods of each workload are ready, as the cluster says. @param needs fewer serve nobody */
export function readyPods(pods: Pods, needs = 1): Panel {
  return {
    title: { en: 'Ready pods', ko: '준비된 파드' },
    description: {
      en: 'Pods whose readiness probe succeeds, by workload, as kube-state-metrics tells. At 0 nobody is served.',
      ko: 'kube-state-metrics가 알려 주는, 준비 상태 프로브에 성공한 파드의 수. 0이면 아무도 서비스를 받지 못한다.',
    },
    unit: 'short',
    asks: asked(pods, ({ name, namespace }) => ({
      expr: `sum(${CONTAINER_READY.name}{namespace="${namespace}",container="${name}"}) or vector(0)`,
      legend: name,
    })),
    bad: { below: needs },
  };
}

/** How often pods started again. */
export function restartedPods(pods: Pods): Panel {
  return {
    title: { en: 'Restarts within an hour', ko: '한 시간 동안의 재시작' },
    description: {
      en: 'How often the main container of each pod has started again in the last hour. A pod that never failed is at 0.',
      ko: '지난 한 시간 동안 각 파드의 주 컨테이너가 다시 시작한 횟수. 실패한 적이 없는 파드는 0이다.',
    },
    unit: 'short',
    asks: asked(pods, each => ({ expr: restartsWithin(WITHIN, each), legend: '{{pod}}' })),
    bad: { from: 1 },
  };
}

/** Containers that the kernel ended because they took more memory than their limit. */
export function outOfMemory(pods: Pods): Panel {
  return {
    title: { en: 'Ended for want of memory', ko: '메모리 부족으로 종료' },
    description: {
      en: 'Containers that last ended because they reached their memory limit (OOMKilled), by workload. 1 or more: raise the limit or find the leak.',
      ko: '마지막 종료 이유가 메모리 한도 도달(OOMKilled)인 컨테이너의 수. 1 이상이면 한도를 올리거나 누수를 찾는다.',
    },
    unit: 'short',
    asks: asked(pods, ({ name, namespace }) => ({
      expr:
        `sum(${CONTAINER_LAST_END.name}{namespace="${namespace}",container="${name}",reason="OOMKilled"}) ` +
        // Nothing where kube-state-metrics is away: a zero would say that all is well.
        `or 0 * sum(${CONTAINER_READY.name}{namespace="${namespace}",container="${name}"})`,
      legend: name,
    })),
    bad: { from: 1 },
  };
}
