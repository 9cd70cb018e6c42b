import type { Manifest } from '../../model';
import { groupOf, namespaceOf, placeKey } from '../pod/pod-template';
import { modelRule } from '../pod/rule-forms';
import { shown, valueAt, type Step } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { isService } from './service';

const LABEL = 'elbv2.k8s.aws/pod-readiness-gate-inject';
const ALB_TARGETS = 'alb.ingress.kubernetes.io/target-type';
const NLB_TARGETS = 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type';

const example = `kind: Namespace\nmetadata: { labels: { ${LABEL}: enabled } }`;
const text: RuleTexts = {
  en: {
    rule: 'Where an AWS load balancer sends to pods by their addresses, the namespace has the controller add its readiness gate to the pods.',
    reason:
      'Without the gate a rollout goes on as soon as a new pod is ready for Kubernetes, and takes the old ones away before the load balancer knows the new: requests fail.',
    example,
  },
  ko: {
    rule: 'AWS 로드 밸런서가 파드 주소로 직접 보내는 곳에서는, 네임스페이스가 컨트롤러에게 파드에 준비 게이트를 넣게 한다.',
    reason:
      '게이트가 없으면 새 파드가 쿠버네티스 기준으로 준비되는 즉시 롤아웃이 진행되어, 로드 밸런서가 새 파드를 알기 전에 옛 파드가 사라지고 요청이 실패한다.',
    example,
  },
};

/** Pods count as ready only when the load balancer has them in service. */
export const readinessGate = modelRule('readiness-gate', text, function* (model) {
  const labels = new Map(
    model.manifests
      .filter(({ object }) => object.kind === 'Namespace' && object.apiVersion === 'v1')
      .map(({ environment, object }) => [placeKey(environment, object.metadata.name), object.metadata.labels?.[LABEL]]),
  );
  for (const manifest of model.manifests) {
    const steps = sendsToPods(manifest);
    const label = labels.get(placeKey(manifest.environment, namespaceOf(manifest)));
    if (steps === undefined || label === 'enabled') continue;
    const namespace = namespaceOf(manifest);
    yield [
      manifest,
      {
        steps,
        message: `sends to pods by their addresses, but the namespace ${namespace} has ${label === undefined ? 'no label' : `the value ${shown(label)} of the label`} ${LABEL}`,
        expected: `${LABEL}: enabled on the Namespace`,
        mend: `label the namespace ${namespace}`,
      },
    ];
  }
});

/** Steps to what says that a load balancer sends to pods by their addresses; undefined where it does not. */
function sendsToPods(manifest: Manifest): readonly Step[] | undefined {
  const { object } = manifest;
  const key = isService(manifest) ? NLB_TARGETS : ALB_TARGETS;
  if (isService(manifest) || `${groupOf(manifest)}/${object.kind}` === 'networking.k8s.io/Ingress') {
    return object.metadata.annotations?.[key] === 'ip' ? ['metadata', 'annotations', key] : undefined;
  }
  if (`${groupOf(manifest)}/${object.kind}` !== 'elbv2.k8s.aws/TargetGroupBinding') return undefined;
  return valueAt(object, ['spec', 'targetType']) === 'ip' ? ['spec', 'targetType'] : undefined;
}
