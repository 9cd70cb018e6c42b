import type { KubeObject } from '../../model';
import { workloadKindOf } from '../identity/workload-kinds';
import { isRecord, recordsIn, shown, valueAt, type Step } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';
import { accepted, requirementsOf } from '../reference/label-selector';

/** Labels that change from one release to the next; a selector can never change. */
const CHANGING = new Set([
  'app.kubernetes.io/version',
  'helm.sh/chart',
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'version',
]);

type Labels = Readonly<Record<string, unknown>>;

/** Each label or expression of a selector, alone. */
function partsOf(selector: Labels): readonly (readonly [steps: readonly Step[], key: string, part: unknown])[] {
  const { matchLabels, matchExpressions } = selector;
  const labels = Object.entries(isRecord(matchLabels) ? matchLabels : {});
  return [
    ...labels.map(([key, value]) => [['matchLabels', key], key, { matchLabels: { [key]: value } }] as const),
    ...recordsIn(matchExpressions).map(
      ([index, part]) => [['matchExpressions', index], String(part.key), { matchExpressions: [part] }] as const,
    ),
  ];
}

function lacking(steps: readonly Step[], key: string, labels: Labels): ComplaintAt {
  return {
    steps,
    message: `found ${shown(key)} in the selector, which the labels of the pod template do not fulfil`,
    expected: `a selector that the template's labels fulfil; there ${key} is ${shown(labels[key])}`,
    mend: 'take selector and template labels from one place',
  };
}

function changing(steps: readonly Step[], key: string): ComplaintAt {
  return {
    steps,
    message: `found ${shown(key)} in the selector, which changes from release to release`,
    expected: 'app.kubernetes.io/name and app.kubernetes.io/instance',
    mend: 'leave it out of the selector: a selector cannot be changed once it is applied',
  };
}

function* complaints(object: KubeObject): Iterable<ComplaintAt> {
  if (workloadKindOf(object)?.selects !== true || valueAt(object, ['spec', 'workloadRef']) !== undefined) return;
  const selector = valueAt(object, ['spec', 'selector']);
  const template = valueAt(object, ['spec', 'template', 'metadata', 'labels']);
  const labels = isRecord(template) ? template : {};
  const parts = isRecord(selector) ? partsOf(selector) : [];
  if (parts.length === 0) {
    const expected = 'a selector of at least one label';
    return yield {
      steps: ['spec', 'selector'],
      message: 'found no selector',
      expected,
      mend: 'select the pods by labels',
    };
  }
  for (const [at, key, part] of parts) {
    const steps = ['spec', 'selector', ...at];
    if (CHANGING.has(key)) yield changing(steps, key);
    if (!accepted(requirementsOf(part), labels)) yield lacking(steps, key, labels);
  }
}

const example =
  'selector: { matchLabels: { app.kubernetes.io/name: orders } }\n' +
  'template: { metadata: { labels: { app.kubernetes.io/name: orders, app.kubernetes.io/version: "1.4" } } }';
const text: RuleTexts = {
  en: {
    rule: "The labels of a workload's pod template fulfil its selector, which holds no label that changes from release to release.",
    reason: 'The API server refuses a selector that misses its own pods, and refuses any change of a selector later.',
    example,
  },
  ko: {
    rule: '워크로드의 파드 템플릿 레이블은 셀렉터를 만족하고, 셀렉터에는 릴리스마다 바뀌는 레이블이 없다.',
    reason: 'API 서버는 자기 파드를 놓치는 셀렉터를 거부하고, 나중에 셀렉터를 바꾸는 것도 거부한다.',
    example,
  },
};

/** A workload's selector selects its own pods, in this release and the next. */
export const selectorInTemplate = objectRule('selector-in-template', text, complaints);
