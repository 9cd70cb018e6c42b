import type { Finding, Rule } from '../../../model';
import { findingFor } from '../../finding';
import { groupOf } from '../../identity/group-kind';
import { didYouMean } from '../../schema/did-you-mean';

const CODE = 'api-from-add-on';
const example = "apis: ['external-secrets.io'] // of the add-on external-secrets";

/** Groups that every API server has. */
function isKubernetes(group: string): boolean {
  return !group.includes('.') || group.endsWith('.k8s.io');
}

/** Every kind that is no part of Kubernetes is brought by an add-on of its environment. */
export const apiFromAddOn: Rule = {
  code: CODE,
  text: {
    en: {
      rule: 'Every kind that is no part of Kubernetes is brought by an add-on that the environment lists.',
      reason: 'Without the CRD the API server does not know the kind: the sync waits for it for ever.',
      example,
    },
    ko: {
      rule: '쿠버네티스에 없는 종류는 모두 그 환경이 적은 애드온이 가져온다.',
      reason: 'CRD가 없으면 API 서버가 그 종류를 모르고, 동기화는 끝없이 기다린다.',
      example,
    },
  },
  check(model) {
    const apis = new Map(model.environments.map(({ name, apis: brought }) => [name, new Set(brought)]));
    return model.manifests.flatMap((manifest): Finding[] => {
      const group = groupOf(manifest.object);
      const known = apis.get(manifest.environment);
      if (known === undefined || isKubernetes(group) || known.has(group)) return [];
      const meant = didYouMean(group, [...known]);
      return [
        findingFor(manifest, CODE, {
          path: '$.apiVersion',
          message: `no add-on of ${manifest.environment} brings the API group ${group}`,
          expected: `a group that an add-on brings${meant === undefined ? '' : ` (did you mean ${meant}?)`}`,
          mend: 'add the add-on to the environment’s list, or leave the object out',
        }),
      ];
    });
  },
};
