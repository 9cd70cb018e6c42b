import type { Declared, Model, ModelEnvironment, WorkloadDeclaration } from '../../model';
import { environmentsOf } from '../reference/environment-objects';
import { once } from '../pod/once';
import { podsOf } from '../reference/pods';
import { declaredOf } from './declared';
import { grouped } from './grouped';
import type { PodGroup } from './packing';
import { ANYWHERE, placementOf } from './placement';
import { GIVEN_PRIORITIES, priorityOf } from './priority';
import { scalesOf, type Scales } from './scale';

type Workload = Declared<WorkloadDeclaration>;

/** What the scheduler knows of the pods of a workload. */
type Scheduling = Pick<PodGroup, 'placement' | 'priority'>;

/** What runs on the nodes of one environment. */
export class Population {
  /**
   * @param workloads what systems declare
   * @param scales how many pods the objects allow
   * @param scheduling where the scheduler may put them, and whom they push off a full node
   */
  constructor(
    readonly environment: ModelEnvironment,
    private readonly workloads: readonly Workload[],
    private readonly scales: Scales,
    private readonly scheduling: (workload: Workload) => Scheduling,
  ) {}

  /** Whether an autoscaler follows the load of any service. */
  get followsLoad(): boolean {
    return this.workloads.some(workload => this.scales.autoscaled(workload)?.by === 'HorizontalPodAutoscaler');
  }

  /**
   * Every pod at the same time: add-ons, every declared pod, and each service with an autoscaler twice, the new version
   * beside the old (FP-19).
   */
  atMost(): readonly PodGroup[] {
    const declared = this.workloads.map(workload => {
      const scaled = this.scales.autoscaled(workload);
      const twice = scaled?.by === 'HorizontalPodAutoscaler' ? 2 * scaled.max : 0;
      return this.group(workload, Math.max(this.scales.most(workload), twice));
    });
    return [...this.addOns(), ...declared];
  }

  /** What runs when all is well: add-ons, autoscaled services at their minimum, no jobs. */
  atLeast(): readonly PodGroup[] {
    const services = this.workloads
      .filter(({ runs }) => runs === 'service')
      .map(workload => this.group(workload, this.scales.fewest(workload) ?? workload.mostPods));
    return [...this.addOns(), ...services];
  }

  private addOns(): readonly PodGroup[] {
    return this.environment.addOns.flatMap(addOn =>
      addOn.pods.map(({ name, count, requests, everyNode, priorityClass, nodeSelector, tolerations }) => ({
        name: name.startsWith(addOn.name) ? name : `${addOn.name} ${name}`,
        owner: 'add-on' as const,
        count,
        requests,
        ...(priorityClass && { priority: GIVEN_PRIORITIES[priorityClass] }),
        placement: placementOf(
          { kind: everyNode === true ? 'DaemonSet' : 'Deployment' },
          { nodeSelector, tolerations },
        ),
      })),
    );
  }

  private group(workload: Workload, count: number): PodGroup {
    const { name, requests, runs } = workload;
    return { name, owner: runs, count, requests, ...this.scheduling(workload) };
  }
}

/** Pods of which no object is found. */
const UNKNOWN: Scheduling = { placement: ANYWHERE };

/** Reads it off the environments' objects; pods whose object is not found run anywhere. */
function schedulings(model: Model): ReadonlyMap<string, (workload: Workload) => Scheduling> {
  return new Map(
    environmentsOf(model).flatMap(environment =>
      environment.manifests.slice(0, 1).map(first => {
        const index = podsOf(environment);
        const of = ({ namespace, selector }: Workload): Scheduling => {
          for (const pods of index.selected(namespace, { matchLabels: selector })) {
            return {
              placement: placementOf(pods.manifest.object, pods.pod.spec),
              priority: priorityOf(environment, pods),
            };
          }
          return UNKNOWN;
        };
        return [first.environment, of] as const;
      }),
    ),
  );
}

/** What runs on the nodes of each environment, in the model's order. */
export const populationsOf = once((model: Model): readonly Population[] => {
  const ours = declaredOf(model, 'workload').filter(({ startedBy }) => startedBy === undefined);
  const workloads = grouped(ours, ({ environment }) => environment);
  const scheduling = schedulings(model);
  return model.environments.flatMap(environment => {
    const scales = scalesOf(model).get(environment.name);
    const of = scheduling.get(environment.name) ?? (() => UNKNOWN);
    return scales === undefined ? [] : [new Population(environment, workloads.get(environment.name) ?? [], scales, of)];
  });
});
