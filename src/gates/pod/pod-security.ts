import type { Manifest, Model } from '../../model';
import { didYouMean } from '../schema/did-you-mean';
import { shown } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { placeKey, podTemplatesOf } from './pod-template';
import { modelRule, type Complained } from './rule-forms';
import { controlsOf, levels, type Level } from './security';

const LABEL = 'pod-security.kubernetes.io/enforce';

const example =
  "kind: Namespace\nmetadata: { labels: { pod-security.kubernetes.io/enforce: restricted } }\n---\nsecurityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }\ncontainers:\n  - securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }";
const text: RuleTexts = {
  en: {
    rule: 'Every namespace enforces the Pod Security Standard baseline or restricted, and its pods keep it (Kubernetes 1.30).',
    reason:
      'The API server refuses the pods, not the workload that makes them: the sync stays green and nothing runs. A namespace that enforces nothing lets one pod take the node.',
    example,
  },
  ko: {
    rule: '모든 네임스페이스는 파드 보안 표준 baseline이나 restricted를 강제하고, 그 안의 파드는 표준을 지킨다(쿠버네티스 1.30).',
    reason:
      'API 서버가 거부하는 것은 워크로드가 아니라 파드여서, 동기화는 성공으로 보이고 아무것도 뜨지 않는다. 아무것도 강제하지 않는 네임스페이스에서는 파드 하나가 노드를 차지할 수 있다.',
    example,
  },
};

/** Every namespace enforces a Pod Security Standard, and the pods in it keep it. */
export const podSecurity = modelRule('pod-security', text, function* (model) {
  yield* openNamespaces(model);
  const enforced = enforcedLevels(model);
  for (const manifest of model.manifests) {
    for (const template of podTemplatesOf(manifest)) {
      // A namespace that somebody else makes is held to the strictest level: ours is not known to be milder.
      const level = enforced.get(placeKey(manifest.environment, template.namespace ?? '')) ?? 'restricted';
      for (const control of controlsOf[level]) {
        for (const complaint of control.complaints(template)) {
          yield [manifest, { ...complaint, message: `${complaint.message} (${control.name}, level ${level})` }];
        }
      }
    }
  }
});

function isLevel(value: unknown): value is Level {
  return levels.some(level => level === value);
}

function isNamespace({ object }: Manifest): boolean {
  return object.kind === 'Namespace' && object.apiVersion === 'v1';
}

function enforcedLevels(model: Model): ReadonlyMap<string, Level> {
  return new Map(
    model.manifests.filter(isNamespace).flatMap(({ environment, object }) => {
      const level = object.metadata.labels?.[LABEL];
      return isLevel(level) ? [[placeKey(environment, object.metadata.name), level] as const] : [];
    }),
  );
}

function* openNamespaces(model: Model): Iterable<Complained> {
  for (const manifest of model.manifests.filter(isNamespace)) {
    const level = manifest.object.metadata.labels?.[LABEL];
    if (level === 'baseline' || level === 'restricted') continue;
    yield [manifest, openNamespace(level)];
  }
}

function openNamespace(level: unknown): ComplaintAt {
  const meant = isLevel(level) ? undefined : didYouMean(String(level), levels);
  return {
    steps: ['metadata', 'labels', LABEL],
    message:
      level === undefined
        ? 'the namespace enforces no Pod Security Standard'
        : `the namespace enforces ${shown(level)}`,
    expected: 'restricted, or baseline',
    mend: meant === undefined ? `label the namespace ${LABEL}: restricted` : `did you mean "${meant}"?`,
  };
}
