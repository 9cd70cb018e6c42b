import type { KubeObject, Model } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import { modelRule } from '../pod/rule-forms';
import type { RuleTexts } from '../schema/object-rule';
import { everyPart, isAbout, type Expression, type Selector } from './promql';
import { rulesOf } from './prometheus-rules';

const example =
  'kind: StatefulSet\nmetadata: { name: kafka, namespace: shop }\n# and an alert: kube_statefulset_status_replicas_ready{namespace="shop",statefulset="kafka"} < 2\n# or, of what shows metrics: absent(up{namespace="shop",job="kafka"} == 1)';
const text: RuleTexts = {
  en: {
    rule: 'Where alerts are judged, one tells when no pod of a workload answers: by its metrics that stay away, its exporter, or its ready pods.',
    reason:
      'What is away shows nothing, and what shows nothing looks well: without such an alert users tell of it first, hours later.',
    example,
  },
  ko: {
    rule: '알림을 판단하는 환경에서는 워크로드의 파드가 하나도 응답하지 않으면 알리는 알림이 있다. 끊긴 지표, 익스포터, 준비된 파드 수 가운데 하나로 안다.',
    reason:
      '사라진 것은 아무 값도 내지 않고, 아무 값도 없는 것은 정상으로 보인다. 이런 알림이 없으면 몇 시간 뒤 사용자가 먼저 알려 준다.',
    example,
  },
};

/** Kinds whose pods run until they are stopped. */
const WORKLOADS = ['apps/DaemonSet', 'apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout'];

/** Series that an alert reads, and whether it fires where there are none. */
interface Asked {
  readonly selector: Selector;
  readonly isMissed: boolean;
}

/** Every workload has an alert that tells of its absence, where there are any alerts. */
export const workloadTold = modelRule('workload-told', text, function* (model) {
  const asked = askedIn(model);
  for (const manifest of model.manifests) {
    const { tree, environment, object } = manifest;
    const ofEnvironment = asked.get(environment);
    if (!ofEnvironment || tree !== 'dist' || !WORKLOADS.includes(groupKindOf(object))) continue;
    if (ofEnvironment.some(each => tellsOf(each, object))) continue;
    yield [
      manifest,
      {
        steps: ['metadata', 'name'],
        message: 'no alert of the environment tells when no pod of it answers',
        expected: 'an alert on its missing metrics, on its exporter, or on its ready pods',
        mend: 'give it `metrics` or, as a data store, `watched`; StatefulStore, RedisCache and NodeAgent without them tell of their ready pods',
      },
    ];
  }
});

/** What the alerts of each environment ask for, by its name. */
function askedIn(model: Model): ReadonlyMap<string, readonly Asked[]> {
  const all = new Map<string, Asked[]>();
  for (const { manifest, rule, read } of rulesOf(model)) {
    if (typeof rule.alert !== 'string') continue;
    const asked = 'expression' in read ? askedBy(read.expression) : [];
    all.set(manifest.environment, [...(all.get(manifest.environment) ?? []), ...asked]);
  }
  return all;
}

function askedBy(expression: Expression): readonly Asked[] {
  const parts = [...everyPart(expression)];
  const missed = parts.flatMap(part =>
    part.type === 'call' && part.function === 'absent' ? [...everyPart(part)] : [],
  );
  return parts
    .filter(part => part.type === 'selector')
    .map(selector => ({ selector, isMissed: missed.includes(selector) }));
}

/** `up` is there for pods that are found, so that only who misses it hears of none; the others are there without pods. */
function tellsOf({ selector, isMissed }: Asked, { kind, metadata: { name, namespace } }: KubeObject): boolean {
  const isOf = (label: string, value = ''): boolean =>
    selector.matchers.some(each => each.label === label && each.operator.startsWith('=') && isAbout(each, value));
  if (!isOf('namespace', namespace)) return false;
  switch (selector.name) {
    case 'up':
      return isMissed && isOf('job', name);
    case 'kube_statefulset_status_replicas_ready':
      return kind === 'StatefulSet' && isOf('statefulset', name);
    case 'kube_deployment_status_replicas_ready':
      return kind === 'Deployment' && isOf('deployment', name);
    case 'kube_daemonset_status_number_unavailable':
      return kind === 'DaemonSet' && isOf('daemonset', name);
    default:
      return /^\w+_up$/.test(selector.name ?? '') && isOf('job', `${name}-exporter`);
  }
}
