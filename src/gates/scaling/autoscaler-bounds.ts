import type { Manifest } from '../../model';
import { modelRule } from '../pod/rule-forms';
import { containersOf, type ContainerAt } from '../schema/fields/pods';
import { recordsIn, valueAt, type Step } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { autoscalersOf, targetKey, workloadsOf, type Autoscaler, type Workload } from './workload';

const example =
  'minReplicas: 3\nmaxReplicas: 20\nmetrics:\n  - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }   # every container requests cpu';
const text: RuleTexts = {
  en: {
    rule: 'An autoscaler’s minimum is at least 1 (0 with KEDA) and no more than its maximum, and what it measures in percent is requested by the containers.',
    reason:
      'Bounds the wrong way round are refused at the sync. Utilisation is a share of the request: where one container has none, the autoscaler cannot compute it and never scales.',
    example,
  },
  ko: {
    rule: '오토스케일러의 최솟값은 1(KEDA는 0) 이상이고 최댓값 이하이며, 백분율로 재는 자원은 컨테이너가 모두 요청한다.',
    reason:
      '뒤집힌 범위는 동기화 때 거부된다. 사용률은 요청에 대한 비율이라, 요청이 없는 컨테이너가 하나라도 있으면 오토스케일러는 계산하지 못하고 영영 늘리지 않는다.',
    example,
  },
};

/** An autoscaler's bounds make sense, and it can measure what it scales by. */
export const autoscalerBounds = modelRule('autoscaler-bounds', text, function* (model) {
  const workloads = new Map(workloadsOf(model).map(workload => [targetKey(workload.manifest), workload]));
  for (const [target, scaler] of autoscalersOf(model)) {
    for (const complaint of bounds(scaler)) yield [scaler.manifest, complaint];
    const workload = workloads.get(target);
    if (workload === undefined) continue;
    for (const complaint of unmeasured(scaler.manifest, workload)) yield [scaler.manifest, complaint];
  }
});

function* bounds({ type, min, minSteps, max, maxSteps, manifest }: Autoscaler): Iterable<ComplaintAt> {
  const least = type === 'ScaledObject' ? 0 : 1;
  if (min < least) {
    const message = `found a minimum of ${min} pods`;
    yield { steps: minSteps, message, expected: `${least} or more`, mend: 'raise the minimum' };
  }
  if (max < 1) {
    const message = `found a maximum of ${max} pods`;
    yield { steps: maxSteps, message, expected: '1 or more', mend: 'raise the maximum' };
  }
  if (min > max) {
    const message = `found a minimum of ${min} pods above the maximum of ${max}`;
    yield { steps: minSteps, message, expected: `at most ${max}`, mend: 'lower the minimum or raise the maximum' };
  }
  const idle = valueAt(manifest.object, ['spec', 'idleReplicaCount']);
  if (type === 'ScaledObject' && typeof idle === 'number' && idle >= min) {
    const message = `found ${idle} pods when idle, and a minimum of ${min}`;
    yield {
      steps: ['spec', 'idleReplicaCount'],
      message,
      expected: `less than ${min}`,
      mend: 'remove idleReplicaCount',
    };
  }
}

/** A resource that an autoscaler measures as a share of what containers request. */
interface Measured {
  readonly steps: readonly Step[];
  readonly resource: string;
  /** @default all containers of the pod */
  readonly container?: string;
}

function* unmeasured({ object }: Manifest, { template }: Workload): Iterable<ComplaintAt> {
  const running = containersOf(template.pod).filter(runsOn);
  for (const { steps, resource, container } of [...metrics(object), ...triggers(object)]) {
    const measured = running.filter(({ container: { name } }) => container === undefined || name === container);
    const without = measured.find(
      ({ container: each }) => valueAt(each, ['resources', 'requests', resource]) === undefined,
    );
    if (container !== undefined && measured.length === 0) {
      const names = running.map(each => String(each.container.name)).join(', ');
      const message = `found the container ${container}, which the pods do not have`;
      yield { steps, message, expected: `one of ${names}`, mend: 'name a container of the pods' };
    } else if (without !== undefined) {
      yield {
        steps,
        message: `found the utilisation of ${resource}, which container ${String(without.container.name)} does not request`,
        expected: `a request of ${resource} on every container that is measured`,
        mend: `state resources.requests.${resource}, or scale by another metric`,
      };
    }
  }
}

function runsOn({ list, container }: ContainerAt): boolean {
  return list === 'containers' || (list === 'initContainers' && container.restartPolicy === 'Always');
}

function metrics(object: Manifest['object']): readonly Measured[] {
  return recordsIn(valueAt(object, ['spec', 'metrics'])).flatMap(([index, metric]) => {
    const field =
      metric.type === 'Resource' ? 'resource' : metric.type === 'ContainerResource' ? 'containerResource' : '';
    if (field === '' || valueAt(metric, [field, 'target', 'type']) !== 'Utilization') return [];
    const container = valueAt(metric, [field, 'container']);
    return [
      {
        steps: ['spec', 'metrics', index, field, 'name'],
        resource: String(valueAt(metric, [field, 'name'])),
        ...(typeof container === 'string' && { container }),
      },
    ];
  });
}

function triggers(object: Manifest['object']): readonly Measured[] {
  return recordsIn(valueAt(object, ['spec', 'triggers'])).flatMap(([index, trigger]) => {
    if (trigger.type !== 'cpu' && trigger.type !== 'memory') return [];
    if (trigger.metricType !== undefined && trigger.metricType !== 'Utilization') return [];
    const container = valueAt(trigger, ['metadata', 'containerName']);
    const steps = ['spec', 'triggers', index, 'type'];
    return [{ steps, resource: trigger.type, ...(typeof container === 'string' && { container }) }];
  });
}
