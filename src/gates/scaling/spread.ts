import { workloadKindOf } from '../identity/workload-kinds';
import { labelSteps, type PodTemplate } from '../pod/pod-template';
import { modelRule } from '../pod/rule-forms';
import { selects } from '../pod/selector';
import { recordsIn, shown, valueAt, type Step } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { workloadsOf } from './workload';

const TOPOLOGIES: readonly unknown[] = ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'];

const example =
  'topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: topology.kubernetes.io/zone\n    whenUnsatisfiable: DoNotSchedule\n    labelSelector: { matchLabels: { app: web } }   # the labels of these pods';
const text: RuleTexts = {
  en: {
    rule: 'A workload of two or more pods is spread over zones or nodes, by constraints that select its own pods, by labels that these carry.',
    reason:
      'Pods that stand on one node are lost together. A constraint whose selector matches other labels counts nothing and spreads nothing, without a word; a key of matchLabelKeys that they do not carry counts the old version’s pods with the new one’s.',
    example,
  },
  ko: {
    rule: '파드가 둘 이상인 워크로드는 자기 파드가 가진 레이블로 그 파드를 고르는 제약으로 영역이나 노드에 흩어진다.',
    reason:
      '한 노드에 모인 파드는 함께 사라진다. 셀렉터가 다른 레이블을 고르는 제약은 아무것도 세지 않고, 말없이 아무것도 흩지 않는다. 파드에 없는 matchLabelKeys는 옛 버전의 파드를 새 버전과 함께 센다.',
    example,
  },
};

/** A rule of the scheduler that keeps pods apart. */
interface Apart {
  readonly steps: readonly Step[];
  readonly topology: unknown;
  readonly selector: unknown;
}

/** Workloads of several pods survive the loss of a node. */
export const spread = modelRule('spread', text, function* (model) {
  for (const { manifest, template, fewest } of workloadsOf(model)) {
    const apart = [...constraints(template), ...antiAffinities(template)];
    const blind = constraints(template).filter(({ selector }) => !selects(selector, template.labels));
    for (const each of blind) yield [manifest, blindness(each, template)];
    for (const complaint of versionless(template)) yield [manifest, complaint];
    if (fewest < 2 || blind.length > 0) continue;
    const works = apart.some(
      ({ topology, selector }) => TOPOLOGIES.includes(topology) && selects(selector, template.labels),
    );
    if (!works) yield [manifest, together(template, fewest)];
  }
});

function constraints({ pod }: PodTemplate): readonly Apart[] {
  return recordsIn(pod.spec.topologySpreadConstraints).map(([index, constraint]) => ({
    steps: [...pod.steps, 'topologySpreadConstraints', index, 'labelSelector'],
    topology: constraint.topologyKey,
    selector: constraint.labelSelector,
  }));
}

/** Keys by which a constraint would count one version alone, and which the pods do not have. */
function versionless({ manifest, pod, labels }: PodTemplate): readonly ComplaintAt[] {
  const version = workloadKindOf(manifest.object)?.version;
  return recordsIn(pod.spec.topologySpreadConstraints).flatMap(([index, { matchLabelKeys }]) =>
    (Array.isArray(matchLabelKeys) ? (matchLabelKeys as readonly unknown[]) : []).flatMap((key, at) =>
      key === version || Object.hasOwn(labels, String(key))
        ? []
        : [
            {
              steps: [...pod.steps, 'topologySpreadConstraints', index, 'matchLabelKeys', at],
              message: `found ${shown(key)}, which these pods do not carry: the versions are counted together`,
              expected: version ?? 'a label of the pod template',
              mend: `write the label that a ${manifest.object.kind} adds to the pods of each version`,
            },
          ],
    ),
  );
}

function antiAffinities({ pod }: PodTemplate): readonly Apart[] {
  const top = ['affinity', 'podAntiAffinity'];
  const required = recordsIn(valueAt(pod.spec, [...top, 'requiredDuringSchedulingIgnoredDuringExecution']));
  const preferred = recordsIn(valueAt(pod.spec, [...top, 'preferredDuringSchedulingIgnoredDuringExecution']));
  const terms = [...required.map(([, term]) => term), ...preferred.map(([, { podAffinityTerm }]) => podAffinityTerm)];
  return terms.map(term => ({
    steps: [...pod.steps, ...top],
    topology: valueAt(term, ['topologyKey']),
    selector: valueAt(term, ['labelSelector']),
  }));
}

function blindness({ steps, selector }: Apart, template: PodTemplate): ComplaintAt {
  return {
    steps,
    message: `found ${shown(selector)}, which does not select these pods: nothing is counted, nothing is spread`,
    expected: `a selector of the pods' own labels ${shown(template.labels)}`,
    mend: 'repeat the selector of the workload',
  };
}

function together(template: PodTemplate, fewest: number): ComplaintAt {
  return {
    steps: [...template.pod.steps, 'topologySpreadConstraints'],
    message: `nothing keeps the ${fewest} pods apart`,
    expected: `topologySpreadConstraints over zones or nodes that select ${shown(template.labels)}`,
    mend: `spread over topology.kubernetes.io/zone by the labels at ${labelSteps(template).join('.')}`,
  };
}
