import type { KubeObject } from '../../model';
import { shown, valueAt, type Step } from '../schema/json-path';
import { objectRule, type RuleTexts } from '../schema/object-rule';
import { CANARY, isRollout } from './rollout';

/** Seconds that pods stay after the weights have left them: less, and the load balancer still sends to some that are gone. */
const LEAST_DELAY = 30;

/** How long aborted pods stay, and those of the old version at the end. */
const ABORTED = [...CANARY, 'abortScaleDownDelaySeconds'];
const OLD = [...CANARY, 'scaleDownDelaySeconds'];

const example =
  'progressDeadlineSeconds: 600\nprogressDeadlineAbort: true\nstrategy: { canary: { maxUnavailable: 0, abortScaleDownDelaySeconds: 30, scaleDownDelaySeconds: 300 } }';
const text: RuleTexts = {
  en: {
    rule: 'A Rollout gives up by itself: it aborts where the new pods do not get ready in time, keeps the old version at its full size until the end, and takes no pods away before the load balancer has let go of them.',
    reason:
      'Without progressDeadlineAbort a version that never gets ready stands at its weight for ever. A stable version that shrinks with the weights has no pods to go back to: the way back is a release of its own. abortScaleDownDelaySeconds 0 means never.',
    example,
  },
  ko: {
    rule: 'Rollout은 스스로 그만둔다. 새 파드가 제때 준비되지 않으면 중단하고, 옛 버전은 끝까지 온전한 크기로 남으며, 로드 밸런서가 놓기 전에 파드를 없애지 않는다.',
    reason:
      'progressDeadlineAbort가 없으면 준비되지 않는 버전이 자기 가중치에 영원히 머문다. 가중치를 따라 줄어드는 옛 버전에는 돌아갈 파드가 없어, 되돌리기가 또 하나의 릴리스가 된다. abortScaleDownDelaySeconds 0은 영원히 두라는 뜻이다.',
    example,
  },
};

/** A setting, and what it has to be. */
interface Setting {
  readonly steps: readonly Step[];
  readonly fits: (value: unknown, object: KubeObject) => boolean;
  readonly expected: string;
  readonly mend: string;
}

/** What new pods may have to wait for: to stay ready for a while, and for the room of a version that is still there. */
const WAITED_FOR = [['spec', 'minReadySeconds'], ABORTED, OLD];

function isLater(value: unknown, object: KubeObject): boolean {
  const waits = WAITED_FOR.map(steps => valueAt(object, steps)).filter(each => typeof each === 'number');
  return typeof value === 'number' && value > Math.max(0, ...waits);
}

function isPatient(value: unknown): boolean {
  return typeof value === 'number' && value >= LEAST_DELAY;
}

const SETTINGS: readonly Setting[] = [
  {
    steps: ['spec', 'progressDeadlineAbort'],
    fits: value => value === true,
    expected: 'true',
    mend: 'set progressDeadlineAbort: true; without it the deadline is only reported',
  },
  {
    steps: ['spec', 'progressDeadlineSeconds'],
    fits: isLater,
    expected: 'a stated number of seconds above minReadySeconds and above both scale-down delays',
    mend: 'state how long new pods may take: a release right behind another waits for the room of a version that stays',
  },
  {
    steps: [...CANARY, 'maxUnavailable'],
    fits: value => value === 0 || value === '0%',
    expected: '0',
    mend: 'set maxUnavailable: 0; a release adds pods and takes none away',
  },
  {
    steps: [...CANARY, 'dynamicStableScale'],
    fits: value => value !== true,
    expected: 'false, or nothing',
    mend: 'leave the old version at its full size until the end',
  },
  {
    steps: ABORTED,
    fits: isPatient,
    expected: `at least ${LEAST_DELAY}; 0 means that the aborted pods stay for ever`,
    mend: 'state how long the aborted pods stay behind the load balancer',
  },
  {
    steps: OLD,
    fits: isPatient,
    expected: `at least ${LEAST_DELAY}`,
    mend: 'state how long the old version stays for the instant way back',
  },
  {
    steps: ['spec', 'rollbackWindow'],
    fits: value => value === undefined,
    expected:
      'nothing: within the window the version before gets all requests with its first ready pod (argo-rollouts#3941)',
    mend: 'leave it out; a revert is a release, or is promoted by a person once its pods are complete',
  },
];

/** A release that goes wrong ends by itself, and the old version is there. */
export const releaseAbort = objectRule('release-abort', text, function* (object) {
  if (!isRollout(object)) return;
  for (const { steps, fits, expected, mend } of SETTINGS) {
    const value = valueAt(object, steps);
    if (!fits(value, object)) yield { steps, message: `found ${shown(value)}`, expected, mend };
  }
});
