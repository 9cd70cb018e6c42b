import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Schedule, ScheduleSpecConcurrencyPolicy } from '../../../imports/chaos-mesh.org';
import { TracedConstruct, wave } from '../structure';
import { spelled, type Fault } from './fault';

export interface ExperimentProps {
  /** Namespace of the experiment itself, not of what it breaks. */
  readonly namespace: string;
  readonly fault: Fault;
  /** Time after which Chaos Mesh takes the fault back. */
  readonly lasting: Duration;
}

/**
 * A fault that people inject when they want to learn from it. Chaos Mesh starts an experiment as soon as it is there, so
 * none is: what stands in git is its template, a Schedule that is paused for ever
 * (docs/decisions/labs/186-experiments-are-paused-schedules.md, docs/runbooks/chaos-experiment.md).
 */
export class Experiment extends TracedConstruct {
  constructor(scope: Construct, name: string, { namespace, fault, lasting }: ExperimentProps) {
    super(scope, name);
    new Schedule(this, 'schedule', {
      metadata: {
        name,
        namespace,
        annotations: { ...wave('services'), 'experiment.chaos-mesh.org/pause': 'true' },
      },
      spec: {
        // Once a year, and never late: who takes the pause away by mistake starts nothing.
        schedule: '0 0 1 1 *',
        startingDeadlineSeconds: 60,
        concurrencyPolicy: ScheduleSpecConcurrencyPolicy.FORBID,
        historyLimit: 1,
        ...spelled(fault, lasting),
      },
    });
  }
}
