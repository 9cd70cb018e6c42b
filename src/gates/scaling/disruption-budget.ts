import type { Model } from '../../model';
import { objectName } from '../finding';
import { labelSteps } from '../pod/pod-template';
import { modelRule, type Complained } from '../pod/rule-forms';
import { shown } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { budgetsOf, evictable, type Budget } from './budget';
import { workloadsOf, type Workload } from './workload';

const example =
  'kind: PodDisruptionBudget\nspec: { minAvailable: 2, selector: { matchLabels: { app: web } } }   # 3 replicas';
const text: RuleTexts = {
  en: {
    rule: 'Every workload of two or more pods has exactly one PodDisruptionBudget, which leaves at least one pod to evict; one of a single pod has none.',
    reason:
      'Without a budget a drain takes all pods at once. A budget that lets none go holds the node for ever, and with it every upgrade of the cluster. Where two budgets select a pod, the API server refuses each eviction.',
    example,
  },
  ko: {
    rule: '파드가 둘 이상인 워크로드에는 PodDisruptionBudget이 정확히 하나 있고 적어도 파드 하나는 내보낼 수 있다. 파드가 하나인 것에는 없다.',
    reason:
      '예산이 없으면 노드를 비울 때 모든 파드가 한꺼번에 사라진다. 하나도 못 내보내는 예산은 노드를 영영 붙들어 클러스터 업그레이드를 막는다. 한 파드를 두 예산이 고르면 API 서버가 모든 축출을 거부한다.',
    example,
  },
};

/** Nodes can be drained, and a drain leaves the service running. */
export const disruptionBudget = modelRule('disruption-budget', text, function* (model: Model) {
  const workloads = workloadsOf(model);
  const budgets = budgetsOf(model, workloads);
  const covering = new Map<Workload, Budget>();
  for (const budget of budgets) {
    yield* bounds(budget);
    for (const workload of budget.workloads) {
      const first = covering.get(workload);
      if (first === undefined) covering.set(workload, budget);
      else yield second(budget, first, workload);
    }
  }
  for (const workload of workloads) {
    if (workload.fewest >= 2 && !covering.has(workload)) yield uncovered(workload);
  }
});

function* bounds(budget: Budget): Iterable<Complained> {
  const { manifest, workloads, minAvailable, maxUnavailable } = budget;
  if ((minAvailable === undefined) === (maxUnavailable === undefined)) {
    const message = `found ${minAvailable === undefined ? 'neither' : 'both'} minAvailable ${minAvailable === undefined ? 'nor' : 'and'} maxUnavailable`;
    yield [manifest, { steps: ['spec'], message, expected: 'one of the two', mend: 'state one of them' }];
    return;
  }
  const single = workloads.find(({ fewest }) => fewest < 2);
  if (single !== undefined) yield ofOne(budget, single);
  const free = evictable(budget);
  if (single !== undefined || workloads.length === 0 || free === undefined || free >= 1) return;
  const field = minAvailable === undefined ? 'maxUnavailable' : 'minAvailable';
  yield [
    manifest,
    {
      steps: ['spec', field],
      message: `found ${field} ${shown(budget[field])} over ${budget.fewest} pods: none can be evicted, so that no node can be drained`,
      expected: field === 'minAvailable' ? `at most ${budget.fewest - 1}` : 'at least 1',
      mend: field === 'minAvailable' ? 'lower minAvailable, or run more pods' : 'raise maxUnavailable',
    },
  ];
}

function ofOne({ manifest }: Budget, { manifest: workload, fewest }: Workload): Complained {
  const message = `covers ${objectName(workload.object)}, which runs ${fewest === 1 ? 'one pod' : `${fewest} pods`} at the least`;
  return [
    manifest,
    { steps: ['spec', 'selector'], message, expected: 'two or more pods', mend: 'remove the budget, or run two pods' },
  ];
}

function second({ manifest }: Budget, first: Budget, workload: Workload): Complained {
  const both = `${objectName(first.manifest.object)} and this budget`;
  const message = `${both} select the pods of ${objectName(workload.manifest.object)}`;
  return [
    manifest,
    { steps: ['spec', 'selector'], message, expected: 'one budget a pod', mend: 'narrow the selectors, or remove one' },
  ];
}

function uncovered({ manifest, template, fewest }: Workload): Complained {
  return [
    manifest,
    {
      steps: labelSteps(template),
      message: `no PodDisruptionBudget selects its ${fewest} pods`,
      expected: 'a PodDisruptionBudget with these labels as its selector',
      mend: `add one with maxUnavailable: 1 or minAvailable: ${fewest - 1}`,
    },
  ];
}
