import { isRecord, shown, valueAt } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';
import { CANARY, isRollout, releaseSteps, type ReleaseStep } from './rollout';

const example =
  'steps: [{ setWeight: 5 }, { analysis: … }, { setWeight: 50 }, { analysis: … }, { setWeight: 100 }, { analysis: … }]';
const text: RuleTexts = {
  en: {
    rule: 'The weights of a release rise from above 0 to a stated 100, each is followed by an analysis, no weight is above the new version’s share of the pods, and a step says one thing; no step adds a route to the Ingress.',
    reason:
      'A weight that nobody looks at is a release by hope. Without a stated 100 the last step goes from 50 % to all with no look behind it. A fifth of the pods under half of the requests falls over, and the analysis blames the program. A route that a step writes into the Ingress is taken back by self-heal.',
    example,
  },
  ko: {
    rule: '릴리스의 가중치는 0보다 큰 값에서 명시된 100까지 올라가고, 가중치마다 분석이 뒤따르며, 새 버전의 파드 비율을 넘지 않는다. 단계 하나는 한 가지만 말하고, Ingress에 라우트를 더하지 않는다.',
    reason:
      '아무도 보지 않는 가중치는 운에 맡긴 릴리스다. 100을 적지 않으면 마지막에 50 %에서 전부로 확인 없이 넘어간다. 파드의 5분의 1이 요청의 절반을 받으면 쓰러지고, 분석은 프로그램을 탓한다. 단계가 Ingress에 쓴 라우트는 self-heal이 되돌린다.',
    example,
  },
};

/** Steps that write a rule into the Ingress. */
const ROUTES = ['setHeaderRoute', 'setMirrorRoute'];

/** What a step can do; each step does one of them. */
const ACTIONS = ['setWeight', 'pause', 'analysis', 'setCanaryScale', 'experiment', 'plugin', ...ROUTES];

/** A release moves by looked-at steps to the end. */
export const releaseStepsValid = objectRule('release-steps', text, function* (object) {
  if (!isRollout(object) || !isRecord(valueAt(object, CANARY))) return;
  const steps = releaseSteps(object);
  for (const each of steps) yield* form(each);
  yield* weights(steps);
  yield* capacity(steps);
});

function* form({ at, step }: ReleaseStep): Iterable<ComplaintAt> {
  const found = ACTIONS.filter(action => step[action] !== undefined);
  if (found.length !== 1) {
    const message = `found ${found.length === 0 ? shown(step) : found.join(' and ')} in one step`;
    yield { steps: at, message, expected: 'exactly one action', mend: 'write a step for each' };
  }
  for (const route of ROUTES.filter(name => step[name] !== undefined)) {
    yield {
      steps: [...at, route],
      message: `found ${route}, which writes a rule into an Ingress that is in git`,
      expected: 'no step that changes the Ingress’ rules',
      mend: 'test the new version at the Service that it has alone before its first weight',
    };
  }
  const { duration } = isRecord(step.pause) ? step.pause : {};
  if (duration !== undefined && !/^[1-9]\d*[smh]?$/.test(String(duration))) {
    yield {
      steps: [...at, 'pause', 'duration'],
      message: `found ${shown(duration)}`,
      expected: 'seconds above 0, or 30s, 10m, 1h; nothing to wait for a person',
      mend: 'state how long to wait, or write pause: {}',
    };
  }
}

function isWeight({ step }: ReleaseStep): boolean {
  return step.setWeight !== undefined;
}

function* weights(steps: readonly ReleaseStep[]): Iterable<ComplaintAt> {
  let before = 0;
  for (const [index, each] of steps.entries()) {
    if (!isWeight(each)) continue;
    const weight = Number(each.step.setWeight);
    const at = [...each.at, 'setWeight'];
    if (!Number.isInteger(weight) || weight <= before || weight > 100) {
      const expected = before < 100 ? `a whole number of ${before + 1} to 100` : 'no weight behind 100';
      const message = `found ${shown(each.step.setWeight)}${before === 0 ? '' : ` behind ${before}`}`;
      yield { steps: at, message, expected, mend: 'let the weights rise' };
    }
    const rest = steps.slice(index + 1);
    const next = rest.findIndex(isWeight);
    const looks = rest.slice(0, next < 0 ? rest.length : next).some(({ step }) => step.analysis !== undefined);
    if (!looks) {
      const message = `found no analysis behind the weight ${weight}`;
      const expected = `an analysis before ${next < 0 ? 'the end' : 'the next weight'}`;
      yield { steps: at, message, expected, mend: 'add the analysis of the service level behind it' };
    }
    before = Math.max(before, Number.isInteger(weight) ? weight : 0);
  }
  if (before >= 100) return;
  yield {
    steps: [...CANARY, 'steps'],
    message: before === 0 ? 'found no weight: all requests go over at once' : `found ${before} as the last weight`,
    expected: 'setWeight: 100 and an analysis at the end',
    mend: 'add { setWeight: 100 } and an analysis behind it',
  };
}

/** Share of its pods that the new version has, in percent; undefined where it is a number of pods. */
function shareAfter(before: number | undefined, scale: Readonly<Record<string, unknown>>): number | undefined {
  if (scale.matchTrafficWeight === true) return Infinity;
  if (scale.replicas !== undefined) return undefined;
  return typeof scale.weight === 'number' ? scale.weight : before;
}

/** The new version has as large a share of its pods as of the requests. */
function* capacity(steps: readonly ReleaseStep[]): Iterable<ComplaintAt> {
  let share: number | undefined = Infinity;
  for (const { at, step } of steps) {
    if (isRecord(step.setCanaryScale)) share = shareAfter(share, step.setCanaryScale);
    const weight = step.setWeight;
    if (typeof weight !== 'number' || weight > 100 || (share !== undefined && share >= weight)) continue;
    yield {
      steps: [...at, 'setWeight'],
      message: `found ${weight} % of the requests for ${share === undefined ? 'a fixed number of pods' : `${share} % of the pods`}`,
      expected: 'setCanaryScale of at least that weight, or matchTrafficWeight: true, before it',
      mend: 'scale the new version first',
    };
  }
}
