import type { KubeObject } from '../../../model';
import { isRecord, recordsIn, shown, type Step } from '../json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';

const LIMITED = ['Container', 'Pod', 'PersistentVolumeClaim'];
const LEVELS = ['privileged', 'baseline', 'restricted'];
const levelLabel = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)$/;

function unknown(value: unknown, words: readonly string[], steps: readonly Step[]): readonly ComplaintAt[] {
  if (words.some(word => word === value)) return [];
  const expected = `one of ${words.join(', ')}`;
  return [{ steps, message: `found ${shown(value)}`, expected, mend: `write ${expected}` }];
}

function inLimits({ spec }: KubeObject): readonly ComplaintAt[] {
  const limits = recordsIn(isRecord(spec) ? spec.limits : undefined);
  return limits.flatMap(([index, { type }]) => unknown(type, LIMITED, ['spec', 'limits', index, 'type']));
}

function inLevels({ metadata }: KubeObject): readonly ComplaintAt[] {
  return Object.entries(metadata.labels ?? {})
    .filter(([label]) => levelLabel.test(label))
    .flatMap(([label, level]) => unknown(level, LEVELS, ['metadata', 'labels', label]));
}

const example = 'labels: { pod-security.kubernetes.io/enforce: restricted }';
const text: RuleTexts = {
  en: {
    rule: 'Levels of Pod Security and what a LimitRange limits are words that Kubernetes knows.',
    reason:
      'For the schema they are any text; the API server refuses the object, or limits something that does not exist.',
    example,
  },
  ko: {
    rule: 'Pod Security의 수준과 LimitRange의 대상은 쿠버네티스가 아는 낱말이어야 한다.',
    reason: '스키마에는 아무 글자나 되지만, API 서버는 객체를 거부하거나 없는 것을 제한한다.',
    example,
  },
};

/** Levels of Pod Security and what a LimitRange limits are words that Kubernetes knows. */
export const knownWord = objectRule('known-word', text, object => {
  if (object.apiVersion !== 'v1') return [];
  if (object.kind === 'LimitRange') return inLimits(object);
  return object.kind === 'Namespace' ? inLevels(object) : [];
});
