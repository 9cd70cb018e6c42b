import type { KubeObject } from '../../../model';
import { groupKindOf } from '../../identity/group-kind';
import { isRecord, valueAt } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { referenceRule, unknownName } from '../reference-rule';

/** Where an autoscaler names what it scales, and the kind it means when it names none. */
const TARGETS: Readonly<
  Record<string, { readonly field: string; readonly apiVersion?: string; readonly kind?: string }>
> = {
  'autoscaling/HorizontalPodAutoscaler': { field: 'scaleTargetRef' },
  'autoscaling.k8s.io/VerticalPodAutoscaler': { field: 'targetRef' },
  'keda.sh/ScaledObject': { field: 'scaleTargetRef', apiVersion: 'apps/v1', kind: 'Deployment' },
  'argoproj.io/Rollout': { field: 'workloadRef' },
};

function scaledKind(target: unknown, place: (typeof TARGETS)[string]): string {
  const own = isRecord(target) ? target : {};
  return groupKindOf({
    apiVersion: String(own.apiVersion ?? place.apiVersion ?? ''),
    kind: String(own.kind ?? place.kind),
  });
}

function placeOf(object: KubeObject): (typeof TARGETS)[string] | undefined {
  const kind = groupKindOf(object);
  return Object.hasOwn(TARGETS, kind) ? TARGETS[kind] : undefined;
}

const example = 'scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }';
const text: RuleTexts = {
  en: {
    rule: 'What an autoscaler scales exists in its namespace, under that group, kind and name.',
    reason: 'An autoscaler without a target does nothing and says so only in its own status.',
    example,
  },
  ko: {
    rule: '오토스케일러가 늘리고 줄이는 대상은 같은 네임스페이스에 그 그룹, 종류, 이름으로 있다.',
    reason: '대상이 없는 오토스케일러는 아무 일도 하지 않으며, 자기 상태에만 그렇다고 적는다.',
    example,
  },
};

/** What an autoscaler scales exists. */
export const scaleTarget = referenceRule('scale-target', text, function* (object, environment) {
  const place = placeOf(object);
  const target = place && valueAt(object, ['spec', place.field]);
  if (place === undefined || !isRecord(target)) return;
  const { namespace } = object.metadata;
  const kind = scaledKind(target, place);
  if (environment.find(kind, namespace, target.name) !== undefined) return;
  yield unknownName({
    steps: ['spec', place.field, 'name'],
    what: kind,
    name: target.name,
    where: `namespace ${namespace}`,
    known: environment.names(kind, namespace),
  });
});
