import type { KubeObject } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import { isRecord, recordsIn, valueAt, type Step } from '../schema/json-path';

type Fields = Readonly<Record<string, unknown>>;

/** Steps to what a Rollout says of its way by weights. */
export const CANARY: readonly string[] = ['spec', 'strategy', 'canary'];

/** Steps to the load balancer that it moves the weights of. */
export const ALB: readonly string[] = [...CANARY, 'trafficRouting', 'alb'];

/** Steps to the Services that the old and the new version change places between. */
const PING: readonly string[] = [...CANARY, 'pingPong', 'pingService'];
const PONG: readonly string[] = [...CANARY, 'pingPong', 'pongService'];

/** Steps to the Service that an Ingress names for both versions. */
export const ROOT: readonly string[] = [...ALB, 'rootService'];

/** Services that lead to one version alone, whatever its weight: for checks and testers. Both may be left out. */
const ALONE = ['canaryService', 'stableService'].map(field => [...CANARY, field]);

/** Steps to every Service that a weighted Rollout names. */
export function namedServices(object: KubeObject): readonly (readonly string[])[] {
  return [PING, PONG, ROOT, ...ALONE.filter(steps => valueAt(object, steps) !== undefined)];
}

/** One step of a release. */
export interface ReleaseStep {
  readonly at: readonly Step[];
  readonly step: Fields;
}

/** Whether an object is a Rollout of Argo Rollouts. */
export function isRollout(object: KubeObject): boolean {
  return groupKindOf(object) === 'argoproj.io/Rollout';
}

/** Whether it moves weights of an AWS load balancer between two Services. */
export function isWeighted(object: KubeObject): boolean {
  return isRollout(object) && isRecord(valueAt(object, ALB)) && isRecord(valueAt(object, [...CANARY, 'pingPong']));
}

/** The steps of a release, in order. */
export function releaseSteps(object: KubeObject): readonly ReleaseStep[] {
  const list = valueAt(object, [...CANARY, 'steps']);
  return recordsIn(list).map(([index, step]) => ({ at: [...CANARY, 'steps', index], step }));
}

/** The Ingresses whose weights a release moves, with the steps to each name. */
export function releaseIngresses(object: KubeObject): readonly (readonly [steps: readonly Step[], name: unknown])[] {
  const several = valueAt(object, [...ALB, 'ingresses']);
  const names = Array.isArray(several) ? (several as readonly unknown[]) : [];
  const one = valueAt(object, [...ALB, 'ingress']);
  return [
    ...(one === undefined ? [] : [[[...ALB, 'ingress'], one] as const]),
    ...names.map((name, index) => [[...ALB, 'ingresses', index], name] as const),
  ];
}
