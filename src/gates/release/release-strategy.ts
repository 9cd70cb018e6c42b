import type { KubeObject } from '../../model';
import { isRecord, shown, valueAt, type Step } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';
import { ALB, CANARY, isRollout } from './rollout';

const example =
  'strategy: { canary: { pingPong: { pingService: web-ping, pongService: web-pong }, trafficRouting: { alb: { … } } } }';
const text: RuleTexts = {
  en: {
    rule: 'A Rollout moves the weights of an AWS load balancer, as a canary with pingPong, and holds its pods itself; git holds nothing that a person decides (paused, restartAt).',
    reason:
      'blueGreen behind an ALB has downtime (argo-rollouts#4834), a canary without pingPong answers 503 at its end (#4433), and without a router a weight is a number of pods: 5 % of three pods is a third of all requests. A decision in git is taken back by every sync.',
    example,
  },
  ko: {
    rule: 'Rollout은 pingPong을 쓰는 canary로 AWS 로드 밸런서의 가중치를 옮기고, 파드를 스스로 가진다. 사람이 정하는 것(paused, restartAt)은 git에 없다.',
    reason:
      'ALB 뒤의 blueGreen은 중단이 있고(argo-rollouts#4834), pingPong 없는 canary는 끝에서 503을 내며(#4433), 라우터가 없으면 가중치는 파드 수가 된다. 파드 셋의 5 %는 전체 요청의 3분의 1이다. git에 적힌 결정은 동기화할 때마다 되돌아온다.',
    example,
  },
};

/** Fields that say what a person decides at the moment, and the command that says it instead. */
const MOMENTARY: readonly (readonly [steps: readonly Step[], isMeant: (value: unknown) => boolean, mend: string])[] = [
  [['spec', 'paused'], value => value === true, 'leave it out; a person pauses with kubectl argo rollouts pause'],
  [
    ['spec', 'restartAt'],
    value => value !== undefined,
    'leave it out; a person restarts with kubectl argo rollouts restart',
  ],
];

/** A Rollout releases in the one way that loses no request. */
export const releaseStrategy = objectRule('release-strategy', text, function* (object) {
  if (!isRollout(object)) return;
  yield* ofForm(object);
  for (const [steps, isMeant, mend] of MOMENTARY) {
    const value = valueAt(object, steps);
    if (isMeant(value)) yield { steps, message: `found ${shown(value)}`, expected: 'nothing', mend };
  }
  if (valueAt(object, ['spec', 'workloadRef']) !== undefined) {
    yield {
      steps: ['spec', 'workloadRef'],
      message: 'found the pods of another workload, whose number both of them set',
      expected: 'spec.template and spec.selector of its own',
      mend: 'move the pods into the Rollout and remove the other workload',
    };
  }
});

function* ofForm(object: KubeObject): Iterable<ComplaintAt> {
  const strategy = ['spec', 'strategy'];
  if (valueAt(object, [...strategy, 'blueGreen']) !== undefined) {
    return yield {
      steps: [...strategy, 'blueGreen'],
      message: 'found blueGreen, which moves the selector of a Service under the load balancer: requests fail',
      expected: 'canary with pingPong; setCanaryScale 100 first is the same with no request lost',
      mend: 'write it as a canary: the new version complete, then the weights',
    };
  }
  if (!isRecord(valueAt(object, CANARY))) {
    const message = 'found no strategy.canary: nothing says how a release goes';
    return yield { steps: CANARY, message, expected: 'a canary with pingPong', mend: 'state the strategy' };
  }
  if (!isRecord(valueAt(object, ALB))) {
    yield {
      steps: ALB,
      message: 'found no load balancer: a weight is the nearest number of pods then',
      expected: 'trafficRouting.alb',
      mend: 'route by an Ingress of class alb, or run a Deployment',
    };
  } else yield* ofRouting(object);
}

function* ofRouting(object: KubeObject): Iterable<ComplaintAt> {
  if (!isRecord(valueAt(object, [...CANARY, 'pingPong']))) {
    yield {
      steps: [...CANARY, 'pingPong'],
      message: 'found no pingPong: at the end the stable Service changes its pods under the load balancer',
      expected: 'pingService and pongService',
      mend: 'declare two Services that the versions change places between',
    };
  }
}
