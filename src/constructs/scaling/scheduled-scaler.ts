import type { Construct } from 'constructs';
import { ScaledObject } from '../../../imports/keda.sh';
import { isAssumed, known, TracedConstruct, wave } from '../structure';
import { cronOf } from './office-hours';
import type { ScheduledReplicas } from './replicas';

export interface ScheduledScalerProps {
  /** Name of the Deployment, and of the scaler. */
  readonly name: string;
  readonly namespace: string;
  readonly replicas: ScheduledReplicas;
}

/** Seconds between two looks at the clock: how late a window may open or close. KEDA's own default, stated. */
const POLLING = 30;

/**
 * Gives a Deployment its pods in office hours and none outside (TG-16), by KEDA. Within hours KEDA goes from
 * `idleReplicaCount` to `minReplicaCount` itself, so that nothing hangs on its metrics server
 * (docs/decisions/cost/055-off-hours-by-keda.md).
 */
export class ScheduledScaler extends TracedConstruct {
  constructor(scope: Construct, id: string, props: ScheduledScalerProps) {
    super(scope, id);
    const { name, namespace, replicas } = props;
    const { count } = replicas;
    const hours = known(replicas.hours);
    new ScaledObject(this, 'scaled-object', {
      metadata: { name, namespace, labels: { 'app.kubernetes.io/name': name }, annotations: wave('services') },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        pollingInterval: POLLING,
        // Waiting after the last event is for queues; the end of a window is no guess.
        cooldownPeriod: 0,
        idleReplicaCount: 0,
        minReplicaCount: count,
        maxReplicaCount: count,
        triggers: [
          { type: 'cron', metadata: { timezone: hours.timeZone, ...cronOf(hours), desiredReplicas: String(count) } },
        ],
      },
    });
    this.declare({ type: 'schedule', workload: name, namespace, count, hours, assumed: isAssumed(replicas.hours) });
  }
}
