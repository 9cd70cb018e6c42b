import type { KubeObject } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import { isRecord, recordsIn, shown, valueAt, type Step } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';

type Fields = Readonly<Record<string, unknown>>;

const TEMPLATES = ['argoproj.io/AnalysisTemplate', 'argoproj.io/ClusterAnalysisTemplate'];
const CONDITIONS = ['successCondition', 'failureCondition'] as const;

const example =
  'count: 5\ninterval: 60s\nfailureLimit: 1\nsuccessCondition: len(result) > 0 && result[0] <= 0.01\nfailureCondition: len(result) > 0 && result[0] > 0.01';
const text: RuleTexts = {
  en: {
    rule: 'An analysis ends, can fail, and knows three answers: a metric states how often it looks and fewer failures than that, and a query says what is good, what is bad, and by neither that there was nothing to judge.',
    reason:
      'An analysis without a count never ends, and the release with it. With one condition, no traffic counts as good or as bad; result[0] of an empty answer is an error, and errors abort. No traffic is a pause: a person looks.',
    example,
  },
  ko: {
    rule: '분석은 끝나고, 실패할 수 있으며, 세 가지 답을 안다. 메트릭은 몇 번 볼지와 그보다 적은 실패 한도를 적고, 쿼리는 무엇이 좋고 무엇이 나쁜지, 그리고 둘 다 아니면 판정할 것이 없었음을 말한다.',
    reason:
      'count가 없는 분석은 끝나지 않고 릴리스도 끝나지 않는다. 조건이 하나면 트래픽이 없는 것이 좋음이나 나쁨으로 세어진다. 빈 답의 result[0]은 오류이고, 오류는 중단이 된다. 트래픽이 없으면 멈추고 사람이 본다.',
    example,
  },
};

/** What a release is judged by can judge. */
export const analysisJudges = objectRule('analysis-judges', text, function* (object) {
  if (!TEMPLATES.includes(groupKindOf(object))) return;
  const metrics = recordsIn(valueAt(object, ['spec', 'metrics']));
  yield* some(object, metrics.length);
  for (const [index, metric] of metrics) {
    const at = ['spec', 'metrics', index];
    yield* once(metrics, index, at);
    yield* ending(metric, at);
    if (isRecord(valueAt(metric, ['provider', 'prometheus']))) yield* conditions(metric, at);
  }
});

function* some(object: KubeObject, metrics: number): Iterable<ComplaintAt> {
  if (metrics > 0 || recordsIn(valueAt(object, ['spec', 'templates'])).length > 0) return;
  const steps = ['spec', 'metrics'];
  yield { steps, message: 'found no metric', expected: 'at least one metric', mend: 'state what is measured' };
}

/** Metrics of one name are one metric to the controller, which refuses them. */
function* once(
  metrics: readonly (readonly [number, Fields])[],
  index: number,
  at: readonly Step[],
): Iterable<ComplaintAt> {
  const name = metrics.find(([each]) => each === index)?.[1].name;
  if (!metrics.some(([each, metric]) => each < index && metric.name === name)) return;
  yield {
    steps: [...at, 'name'],
    message: `found ${shown(name)} a second time`,
    expected: 'each name once',
    mend: 'give it another name',
  };
}

/** A number that may stand as text; undefined where it is none, or an argument. */
function figure(value: unknown): number | undefined {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
  return Number.isNaN(number) ? undefined : number;
}

function* ending({ count, interval, failureLimit, provider }: Fields, at: readonly Step[]): Iterable<ComplaintAt> {
  const looks = count === undefined && interval === undefined ? 1 : (figure(count) ?? 0);
  const isArgument = /\{\{/.test(String(count));
  if (isArgument) return;
  if (looks < 1) {
    const message = `found ${shown(count)} looks, one every ${shown(interval)}: it never ends`;
    yield { steps: [...at, 'count'], message, expected: '1 or more', mend: 'state how often it looks' };
    return;
  }
  if (looks > 1 && interval === undefined) {
    const message = `found ${looks} looks and no interval`;
    yield { steps: [...at, 'interval'], message, expected: 'a time between two looks', mend: 'state the interval' };
  }
  const limit = figure(failureLimit) ?? 0;
  if (limit >= 0 && limit < looks) return;
  const kind = isRecord(provider) ? Object.keys(provider).join() : 'metric';
  yield {
    steps: [...at, 'failureLimit'],
    message: `found ${shown(failureLimit)} failures allowed in ${looks} looks: this ${kind} cannot fail`,
    expected: `0 to ${looks - 1}`,
    mend: 'allow fewer failures than looks',
  };
}

/** Good, bad, and neither where the answer is empty. */
function* conditions(metric: Fields, at: readonly Step[]): Iterable<ComplaintAt> {
  for (const field of CONDITIONS) {
    const condition = metric[field];
    const steps = [...at, field];
    if (typeof condition !== 'string' || condition.trim() === '') {
      yield {
        steps,
        message: `found ${shown(condition)}: an answer without traffic counts as the other`,
        expected: `a ${field} beside the other condition, neither of which holds for an empty answer`,
        mend: `state ${field}`,
      };
    } else if (/\bresult\s*\[/.test(condition) && !/\blen\(\s*result\s*\)/.test(condition)) {
      yield {
        steps,
        message: `found ${shown(condition)}: result[0] of an empty answer is an error, and errors abort`,
        expected: 'len(result) > 0 && …',
        mend: 'ask for the length of the answer first',
      };
    }
  }
}
