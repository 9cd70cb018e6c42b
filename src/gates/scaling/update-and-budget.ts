import type { Manifest } from '../../model';
import { objectName } from '../finding';
import { modelRule } from '../pod/rule-forms';
import { shown, valueAt } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { budgetsOf, evictable } from './budget';
import { rollingUpdateSteps } from './rolling-update';
import { podsOf } from './workload';

const example =
  'strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }   # PodDisruptionBudget: minAvailable 2 of 3';
const text: RuleTexts = {
  en: {
    rule: 'A rolling update takes away no more pods at a time than the PodDisruptionBudget lets go.',
    reason:
      'Rollouts do not ask the budget. What it promises for a drained node is broken by every release unless both say the same.',
    example,
  },
  ko: {
    rule: '롤링 업데이트가 한 번에 빼는 파드는 PodDisruptionBudget이 내보낼 수 있는 수를 넘지 않는다.',
    reason: '롤아웃은 예산을 묻지 않는다. 둘이 같은 말을 하지 않으면 노드를 비울 때의 약속이 릴리스마다 깨진다.',
    example,
  },
};

/** A release leaves as many pods running as a drained node does. */
export const updateAndBudget = modelRule('update-and-budget', text, function* (model) {
  for (const budget of budgetsOf(model)) {
    const free = evictable(budget);
    if (free === undefined || free < 1) continue;
    for (const { manifest, fewest } of budget.workloads) {
      const steps = rollingUpdateSteps(manifest);
      const recreated = valueAt(manifest.object, ['spec', 'strategy', 'type']) === 'Recreate';
      if (steps === undefined || fewest < 2 || routed(manifest)) continue;
      const stated = valueAt(manifest.object, [...steps, 'maxUnavailable']) ?? '25%';
      const taken = recreated ? fewest : podsOf(stated, fewest, Math.floor);
      if (taken === undefined || taken <= free) continue;
      yield [
        manifest,
        {
          steps: recreated ? ['spec', 'strategy', 'type'] : [...steps, 'maxUnavailable'],
          message: `${recreated ? 'a release takes all' : `found ${shown(stated)}, which takes ${taken} of`} ${fewest} pods, but ${objectName(budget.manifest.object)} lets ${free} go`,
          expected: `at most ${free}`,
          mend: 'set maxUnavailable: 0 and maxSurge: 1',
        },
      ];
    }
  }
});

/** A Rollout that routes traffic keeps all stable pods until the end, and a blue-green one all of one colour. */
function routed({ object }: Manifest): boolean {
  return (
    object.kind === 'Rollout' &&
    (valueAt(object, ['spec', 'strategy', 'canary', 'trafficRouting']) !== undefined ||
      valueAt(object, ['spec', 'strategy', 'blueGreen']) !== undefined)
  );
}
