import { isRecord, recordsIn, shown, type Step } from '../json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';

type Fields = Readonly<Record<string, unknown>>;

/** Words of `metrics[].type`, each with the field that carries the metric. */
const sources: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};

/** Words of `target.type`, each with the field that carries the value. */
const targets: Readonly<Record<string, string>> = {
  Utilization: 'averageUtilization',
  AverageValue: 'averageValue',
  Value: 'value',
};

const LONGEST_PERIOD_SECONDS = 1800;

function of(words: Readonly<Record<string, string>>, word: unknown): string | undefined {
  return typeof word === 'string' && Object.hasOwn(words, word) ? words[word] : undefined;
}

/** The word is one of those, and the field that belongs to it is set, no other. */
function* choiceErrors(
  fields: Fields,
  words: Readonly<Record<string, string>>,
  steps: readonly Step[],
): Iterable<ComplaintAt> {
  const wanted = of(words, fields.type);
  const set = Object.values(words).filter(name => fields[name] !== undefined);
  if (wanted !== undefined && set.length === 1 && set[0] === wanted) return;
  yield {
    steps: [...steps, 'type'],
    message: `found the type ${shown(fields.type)} with ${set.length === 0 ? 'no value' : set.join(' and ')}`,
    expected:
      wanted === undefined ? `one of ${Object.keys(words).join(', ')}` : `${wanted} and nothing else beside that type`,
    mend: `set ${wanted ?? 'the type'}`,
  };
}

function* metricErrors(metric: Fields, steps: readonly Step[]): Iterable<ComplaintAt> {
  yield* choiceErrors(metric, sources, steps);
  const name = of(sources, metric.type);
  const source = name === undefined ? undefined : metric[name];
  if (name !== undefined && isRecord(source) && isRecord(source.target))
    yield* choiceErrors(source.target, targets, [...steps, name, 'target']);
}

function* policyErrors({ type, value, periodSeconds }: Fields, steps: readonly Step[]): Iterable<ComplaintAt> {
  if (type !== 'Pods' && type !== 'Percent') {
    const message = `found the type ${shown(type)}`;
    yield { steps: [...steps, 'type'], message, expected: 'Pods or Percent', mend: 'set one of them' };
  }
  if (typeof value === 'number' && value < 1)
    yield { steps: [...steps, 'value'], message: `found ${value}`, expected: 'a number from 1 on', mend: 'set one' };
  if (typeof periodSeconds === 'number' && periodSeconds > LONGEST_PERIOD_SECONDS) {
    const expected = `at most ${LONGEST_PERIOD_SECONDS} s`;
    const message = `found a period of ${periodSeconds} s`;
    yield { steps: [...steps, 'periodSeconds'], message, expected, mend: 'shorten the period' };
  }
}

function* behaviorErrors({ selectPolicy, policies }: Fields, steps: readonly Step[]): Iterable<ComplaintAt> {
  if (selectPolicy !== undefined && !['Max', 'Min', 'Disabled'].some(word => word === selectPolicy)) {
    const message = `found the selectPolicy ${shown(selectPolicy)}`;
    yield { steps: [...steps, 'selectPolicy'], message, expected: 'Max, Min or Disabled', mend: 'set one of them' };
  }
  if (Array.isArray(policies) && policies.length === 0) {
    const mend = 'add a policy, or leave the list out';
    yield { steps: [...steps, 'policies'], message: 'found an empty list', expected: 'at least one policy', mend };
  }
  for (const [index, policy] of recordsIn(policies)) yield* policyErrors(policy, [...steps, 'policies', index]);
}

const example =
  'metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]';
const text: RuleTexts = {
  en: {
    rule: 'A metric of an autoscaler carries what its type names, and its behaviour uses words and periods that exist.',
    reason: 'The schema takes any word and any combination; the API server refuses the autoscaler at the sync.',
    example,
  },
  ko: {
    rule: '오토스케일러의 메트릭은 type이 가리키는 값을 담고, behavior는 있는 낱말과 허용된 기간만 쓴다.',
    reason: '스키마는 어떤 낱말과 조합이든 받지만, API 서버는 동기화 때 오토스케일러를 거부한다.',
    example,
  },
};

/** Metrics and behaviour of an autoscaler are ones that the API server knows: its schema takes any word. */
export const autoscalerForm = objectRule('autoscaler-form', text, function* ({ apiVersion, kind, spec }) {
  if (apiVersion !== 'autoscaling/v2' || kind !== 'HorizontalPodAutoscaler' || !isRecord(spec)) return;
  for (const [index, metric] of recordsIn(spec.metrics)) yield* metricErrors(metric, ['spec', 'metrics', index]);
  for (const way of ['scaleUp', 'scaleDown']) {
    const behavior = isRecord(spec.behavior) ? spec.behavior[way] : undefined;
    if (isRecord(behavior)) yield* behaviorErrors(behavior, ['spec', 'behavior', way]);
  }
});
