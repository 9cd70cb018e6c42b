import { objectRule, type RuleTexts } from '../object-rule';

const needed = new Set([
  ...['Pod', 'Service', 'PersistentVolume', 'PersistentVolumeClaim', 'ResourceQuota', 'LimitRange', 'Deployment'],
  ...['StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'NetworkPolicy', 'Ingress', 'IngressClass', 'PodDisruptionBudget'],
  ...['HorizontalPodAutoscaler', 'Rollout'],
]);

const example = 'kind: Deployment\nspec: { … }';
const text: RuleTexts = {
  en: {
    rule: 'Kinds that are nothing without a spec have one.',
    reason:
      'The published schemas require nothing at the top of an object; the API server then refuses the empty spec.',
    example,
  },
  ko: {
    rule: 'spec 없이는 의미가 없는 종류에는 spec이 있어야 한다.',
    reason: '공개된 스키마는 최상위에 아무것도 요구하지 않지만, API 서버는 빈 spec을 거부한다.',
    example,
  },
};

/** Kinds that are nothing without `spec` have one: the published schemas require nothing at the top. */
export const specPresent = objectRule('spec-present', text, object => {
  if (!needed.has(object.kind) || object.spec !== undefined) return [];
  return [
    { steps: ['spec'], message: 'found no field "spec"', expected: `the spec of the ${object.kind}`, mend: 'set spec' },
  ];
});
