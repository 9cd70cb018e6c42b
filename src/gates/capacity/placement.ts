import type { KubeObject, NodePool } from '../../model';
import { accepted, requirementsOf } from '../reference/label-selector';
import { factValue } from '../../objects/fact-value';
import { isRecord, recordsIn, valueAt } from '../schema/json-path';

type Fields = Readonly<Record<string, unknown>>;

/** Where the scheduler may put the pods of a workload. */
export interface Placement {
  /** Whether the pods may run on the nodes of a pool in a zone. */
  accepts(pool: NodePool, zone: string): boolean;
  /** How much the zones may differ in pods. @default any */
  readonly zoneSkew?: number;
  /** Most pods on one node. @default as many as fit */
  readonly aNode?: number;
  /** Whether each of the nodes gets one, as of a DaemonSet. @default as many as are asked for */
  readonly everyNode?: true;
}

/** Pods that run anywhere. */
export const ANYWHERE: Placement = { accepts: pool => tolerated(pool, []) };

const ZONE = 'topology.kubernetes.io/zone';
const NODE = 'kubernetes.io/hostname';
/** Labels that the cloud or the kubelet sets and that no pool states. */
const GIVEN =
  /^(?:kubernetes\.io\/(?:os|arch|hostname)|.*(?:k8s\.aws|eks\.amazonaws\.com|kubernetes\.azure\.com)\/.*)$/;

/** Reads the placement of the pods out of a workload's pod specification. */
export function placementOf({ kind }: Pick<KubeObject, 'kind'>, pod: Fields): Placement {
  const selector = { matchLabels: pod.nodeSelector };
  const terms = recordsIn(
    valueAt(pod, ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms']),
  ).map(([, term]) => term);
  const tolerations = recordsIn(pod.tolerations).map(([, toleration]) => toleration);
  const zoneSkew = skewOver(ZONE, pod);
  return {
    accepts: (pool, zone) => {
      const labels = labelsOf(pool, zone);
      const fits = (wanted: unknown): boolean => labels.every(each => accepted(asked(wanted), each));
      return fits(selector) && (terms.length === 0 || terms.some(fits)) && tolerated(pool, tolerations);
    },
    ...(zoneSkew === undefined ? {} : { zoneSkew }),
    ...(kind === 'DaemonSet' || keepsApart(pod) ? { aNode: 1 } : {}),
    ...(kind === 'DaemonSet' ? { everyNode: true } : {}),
  };
}

function asked(selector: unknown): ReturnType<typeof requirementsOf> {
  return requirementsOf(selector).filter(({ key }) => !GIVEN.test(key));
}

/** Labels of the pool's nodes, for each machine that it may take: pods must fit whichever comes. */
function labelsOf(pool: NodePool, zone: string): readonly Readonly<Record<string, string>>[] {
  const machines = factValue(pool.instanceTypes);
  return machines.map(type => ({ ...pool.labels, [ZONE]: zone, 'node.kubernetes.io/instance-type': type }));
}

function tolerated({ taints = [] }: NodePool, tolerations: readonly Fields[]): boolean {
  return taints.every(taint =>
    tolerations.some(({ key, operator, value, effect }) => {
      if (effect !== undefined && effect !== taint.effect) return false;
      if (operator === 'Exists') return key === undefined || key === taint.key;
      return key === taint.key && (value ?? '') === taint.value;
    }),
  );
}

/** Smallest skew over a topology that the scheduler must keep, rather than tries to. */
function skewOver(topology: string, pod: Fields): number | undefined {
  const skews = recordsIn(pod.topologySpreadConstraints)
    .map(([, constraint]) => constraint)
    .filter(({ topologyKey, whenUnsatisfiable }) => topologyKey === topology && whenUnsatisfiable !== 'ScheduleAnyway')
    .map(({ maxSkew }) => (typeof maxSkew === 'number' && maxSkew >= 1 ? maxSkew : 1));
  return skews.length === 0 ? undefined : Math.min(...skews);
}

function keepsApart(pod: Fields): boolean {
  const required = valueAt(pod, ['affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution']);
  return recordsIn(required).some(([, term]) => isRecord(term) && term.topologyKey === NODE);
}
