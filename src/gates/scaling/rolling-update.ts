import type { Manifest } from '../../model';
import { groupOf } from '../pod/pod-template';
import { shown, valueAt } from '../schema/json-path';
import { objectRule, type RuleTexts } from '../schema/object-rule';
import { podsOf } from './workload';

const example = 'strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }';
const text: RuleTexts = {
  en: {
    rule: 'A rolling update may add a pod or take one away: maxSurge and maxUnavailable are not both 0.',
    reason: 'With both at 0 no step is allowed; the API server refuses the object, or the rollout stands still.',
    example,
  },
  ko: {
    rule: '롤링 업데이트는 파드를 더하거나 뺄 수 있어야 한다. maxSurge와 maxUnavailable이 둘 다 0일 수 없다.',
    reason: '둘 다 0이면 한 걸음도 나갈 수 없어, API 서버가 거부하거나 롤아웃이 멈춰 선다.',
    example,
  },
};

/** Where a kind keeps the bounds of its rolling updates. */
export function rollingUpdateSteps(manifest: Manifest): readonly string[] | undefined {
  const kind = `${groupOf(manifest)}/${manifest.object.kind}`;
  switch (kind) {
    case 'apps/Deployment':
      return ['spec', 'strategy', 'rollingUpdate'];
    case 'apps/DaemonSet':
      return ['spec', 'updateStrategy', 'rollingUpdate'];
    case 'argoproj.io/Rollout':
      return ['spec', 'strategy', 'canary'];
    default:
      return undefined;
  }
}

/** A rolling update can take a step. */
export const rollingUpdate = objectRule('rolling-update', text, function* (object, manifest) {
  const steps = rollingUpdateSteps(manifest);
  if (steps === undefined) return;
  const { maxSurge, maxUnavailable } = (valueAt(object, steps) ?? {}) as Readonly<Record<string, unknown>>;
  // Only what is nothing of any number of pods is nothing; a percentage that rounds to 0 is raised by Kubernetes.
  if (podsOf(maxSurge, 100, Math.ceil) !== 0 || podsOf(maxUnavailable, 100, Math.floor) !== 0) return;
  yield {
    steps: [...steps, 'maxUnavailable'],
    message: `found maxSurge ${shown(maxSurge)} and maxUnavailable ${shown(maxUnavailable)}: no step is allowed`,
    expected: 'one of the two above 0',
    mend: 'set maxSurge: 1 (new pods first), or maxUnavailable: 1 where there is no room for one more',
  };
});
