import { Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';

/** A port of every node that something outside already sends traffic to. */
export interface NodePortExposure {
  readonly type: 'node-port';
  readonly port: number;
  /** Time for which requests still arrive after a pod was told to stop: until every node's rules have changed. */
  readonly lingering: Duration;
  /** Requirement that fixes the port. */
  readonly requirement: string;
}

/** A load balancer that sends to pods by their own addresses. */
export interface LoadBalancerExposure {
  readonly type: 'load-balancer';
  /** Time for which requests still arrive after a pod was told to stop: the deregistration delay. */
  readonly lingering: Duration;
}

/** How a Service is reached from outside the cluster. */
export type Exposure = NodePortExposure | LoadBalancerExposure;

/** Requests still under way when the load balancer has let go get this long. */
const DRAIN = Duration.seconds(20);

/** How the container of an exposed Service ends: it keeps serving until the load balancer has noticed. */
export function lifecycleOf(exposure: Exposure | undefined): Pick<k8s.Container, 'lifecycle'> {
  return exposure ? { lifecycle: { preStop: sleep(exposure.lingering) } } : {};
}

/** How long the pods of an exposed Service may take to end: what lingers, and what drains. */
export function terminationGraceOf(exposure: Exposure | undefined): { readonly terminationGrace?: Duration } {
  return exposure ? { terminationGrace: plus(exposure.lingering, DRAIN) } : {};
}

/** Keeps serving until the load balancer has noticed that the pod is going. */
function sleep(time: Duration): k8s.LifecycleHandler {
  return { exec: { command: ['sleep', String(time.toSeconds())] } };
}

function plus(a: Duration, b: Duration): Duration {
  return Duration.seconds(a.toSeconds() + b.toSeconds());
}
