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
    rule: 'A workload of two or more pods is spread over zones or nodes, by constraints whose selector matches its own pods.',
    reason:
      'Pods that stand on one node are lost together. A constraint whose selector matches other labels counts nothing and spreads nothing, without a word.',
    example,
  },
  ko: {
    rule: '파드가 둘 이상인 워크로드는 자기 파드를 고르는 제약으로 영역이나 노드에 흩어진다.',
    reason:
      '한 노드에 모인 파드는 함께 사라진다. 셀렉터가 다른 레이블을 고르는 제약은 아무것도 세지 않고, 말없이 아무것도 흩지 않는다.',
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
