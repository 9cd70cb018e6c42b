import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { modelRule } from '../pod/rule-forms';
import { objectName } from '../finding';
import { workloadsOf, type Workload } from './workload';

const example =
  'kind: Deployment\nspec: { replicas: 2 }   # or no replicas at all, and a HorizontalPodAutoscaler that targets it';
const text: RuleTexts = {
  en: {
    rule: 'Exactly one of git, a HorizontalPodAutoscaler and a ScaledObject sets a workload’s number of pods.',
    reason:
      'With replicas beside an autoscaler every sync scales back what the load asked for. With neither, Kubernetes quietly runs one pod. Two autoscalers undo each other’s work.',
    example,
  },
  ko: {
    rule: '워크로드의 파드 수는 git, HorizontalPodAutoscaler, ScaledObject 가운데 정확히 하나가 정한다.',
    reason:
      '오토스케일러 옆에 replicas가 있으면 동기화할 때마다 부하에 맞춘 수가 되돌아간다. 둘 다 없으면 쿠버네티스가 말없이 파드 하나만 띄운다. 오토스케일러가 둘이면 서로의 일을 되돌린다.',
    example,
  },
};

/** One owner sets a workload's number of pods. */
export const replicasOwned = modelRule('replicas-owned', text, function* (model) {
  for (const workload of workloadsOf(model)) {
    for (const complaint of complaints(workload)) yield [workload.manifest, complaint];
  }
});

function* complaints({ autoscalers, replicas }: Workload): Iterable<ComplaintAt> {
  const owners = autoscalers.map(({ manifest }) => objectName(manifest.object)).join(' and ');
  if (autoscalers.length > 1) {
    yield {
      steps: ['spec'],
      message: `${owners} scale it, each against the other`,
      expected: 'one autoscaler',
      mend: 'remove all but one; a ScaledObject makes a HorizontalPodAutoscaler of its own and takes further metrics as triggers',
    };
  }
  if (autoscalers.length > 0 && replicas !== undefined) {
    yield {
      steps: ['spec', 'replicas'],
      message: `found ${replicas} beside ${owners}, which sets the number of pods`,
      expected: 'no replicas',
      mend: 'remove replicas, or the autoscaler',
    };
  }
  if (autoscalers.length === 0 && replicas === undefined) {
    yield {
      steps: ['spec', 'replicas'],
      message: 'found no replicas and no autoscaler, which means one pod',
      expected: 'a number, or an autoscaler',
      mend: 'state replicas, or add a HorizontalPodAutoscaler that targets this object',
    };
  }
}
