import type {
  Declared,
  Finding,
  Model,
  ModelEnvironment,
  NodePool,
  PodResources,
  Rule,
  WorkloadDeclaration,
} from '../../model';
import { factValue } from '../fact/fact-value';
import { environmentsOf } from '../reference/environment-objects';
import { podsOf } from '../reference/pods';
import { declaredOf } from './declared';
import { grouped } from './grouped';
import { nodesOf, pack, type PodGroup, type Unplaced } from './packing';
import { ANYWHERE, placementOf, type Placement } from './placement';
import { scalesOf, type Scales } from './scale';

const code = 'pool-capacity';
const MEND = 'raise nodes.max of a pool, choose a larger machine, or lower requests or the most pods of a workload';

type Workload = Declared<WorkloadDeclaration>;
type PlacementOf = (workload: Workload) => Placement;

/** Every declared pod at the same time, and each service with an autoscaler twice: the new version beside the old (FP-19). */
function atMost(workloads: readonly Workload[], scales: Scales, placement: PlacementOf): PodGroup[] {
  return workloads.map(workload => {
    const scaled = scales.autoscaled(workload);
    const twice = scaled?.by === 'HorizontalPodAutoscaler' ? 2 * scaled.max : 0;
    return group(workload, Math.max(scales.most(workload), twice), placement);
  });
}

/** What runs when all is well: autoscaled services at their minimum, no jobs. */
function atLeast(workloads: readonly Workload[], scales: Scales, placement: PlacementOf): PodGroup[] {
  return workloads
    .filter(({ runs }) => runs === 'service')
    .map(workload => group(workload, scales.fewest(workload) ?? workload.mostPods, placement));
}

function group(workload: Workload, count: number, placement: PlacementOf): PodGroup {
  const { name, requests } = workload;
  return { name, count, requests, placement: placement(workload) };
}

/** What the pools offer or the pods ask: millicores, MiB, pods. */
interface Sum extends PodResources {
  readonly pods: number;
}

const UNITS = { cpuMillis: 'm CPU', memoryMiB: ' MiB', pods: ' pods' } as const;
const RESOURCES = ['cpuMillis', 'memoryMiB', 'pods'] as const;

function offered(nodes: readonly Sum[]): Sum {
  const sum = (of: (node: Sum) => number): number => nodes.reduce((total, node) => total + of(node), 0);
  return { cpuMillis: sum(n => n.cpuMillis), memoryMiB: sum(n => n.memoryMiB), pods: sum(n => n.pods) };
}

function asked(groups: readonly PodGroup[]): Sum {
  const sum = (of: (each: PodGroup) => number): number =>
    groups.reduce((total, each) => total + each.count * of(each), 0);
  return { cpuMillis: sum(g => g.requests.cpuMillis), memoryMiB: sum(g => g.requests.memoryMiB), pods: sum(() => 1) };
}

/** What does not fit, first by the sums, then node by node. */
function misfits(pools: readonly NodePool[], groups: readonly PodGroup[], lostZone?: string): readonly string[] {
  const nodes = nodesOf(pools, lostZone);
  const [need, have] = [asked(groups), offered(nodes)];
  const short = RESOURCES.filter(name => need[name] > have[name]);
  if (short.length > 0) {
    return short.map(name => {
      const amount = ({ requests }: PodGroup): number => (name === 'pods' ? 1 : requests[name]);
      const terms = groups.map(each => `${each.name} ${each.count} × ${amount(each)}`).join(' + ');
      const places = `${nodes.length} nodes offer ${have[name]}${UNITS[name]}`;
      return `the pods need ${need[name]}${UNITS[name]}, and ${places}: ${terms}`;
    });
  }
  return pack(nodes, groups).map(unplaced => leftOver(unplaced, nodes.length));
}

function leftOver({ group: { name, count, requests }, count: left }: Unplaced, nodes: number): string {
  const { cpuMillis, memoryMiB } = requests;
  return `the sums fit, but ${left} of ${count} pods of ${name} (${cpuMillis}m CPU, ${memoryMiB} MiB each) find room on none of ${nodes} nodes`;
}

function checked(
  environment: ModelEnvironment,
  workloads: readonly Workload[],
  scales: Scales,
  of: PlacementOf,
): Finding[] {
  const { pools } = environment.cluster;
  if (pools.length === 0 || workloads.length === 0) return [];
  const found = misfits(pools, atMost(workloads, scales, of)).map(message => ({
    message,
    expected: 'room for every declared pod at its most, autoscaled services twice (FP-19), on the largest pools',
  }));
  const zones = [...new Set(pools.flatMap(pool => factValue(pool.zones)))];
  const survives =
    zones.length > 1 && workloads.some(workload => scales.autoscaled(workload)?.by === 'HorizontalPodAutoscaler');
  const lost = (survives ? zones : []).flatMap(zone =>
    misfits(pools, atLeast(workloads, scales, of), zone).map(message => ({
      message: `without zone ${zone} ${message}`,
      expected: 'room for every service at its fewest pods when one zone is lost',
    })),
  );
  const { name, source } = environment;
  const where = { environment: name, path: 'cluster.pools', ...(source === undefined ? {} : { source }) };
  return [...found, ...lost].map(({ message, expected }) => ({ code, message, where, expected, mend: MEND }));
}

/** Reads placements off the environment's objects; pods whose object is not found run anywhere. */
function placements(model: Model): ReadonlyMap<string, PlacementOf> {
  return new Map(
    environmentsOf(model).flatMap(environment =>
      environment.manifests.slice(0, 1).map(first => {
        const index = podsOf(environment);
        const of: PlacementOf = ({ namespace, selector }) => {
          for (const { manifest, pod } of index.selected(namespace, { matchLabels: selector })) {
            return placementOf(manifest.object, pod.spec);
          }
          return ANYWHERE;
        };
        return [first.environment, of] as const;
      }),
    ),
  );
}

const example =
  "pools: [{ name: 'default', nodes: { min: 2, max: 2 }, allocatable: { cpuMillis: 1930, memoryMiB: 3388, pods: 17 } }]";

/** The node pools hold what is declared: fully scaled, released beside itself, and with a zone lost. */
export const poolCapacity: Rule = {
  code,
  text: {
    en: {
      rule: 'All declared pods at their most fit on the node pools at their most, node by node; services with an autoscaler fit twice, and their minimum fits without any one zone.',
      reason:
        'Pods that find no node stay Pending: a release hangs halfway, or what a lost zone ran does not come back.',
      example,
    },
    ko: {
      rule: '선언된 모든 파드는 최대일 때 최대로 늘린 노드 풀에 노드 단위로 들어간다. 오토스케일러가 있는 서비스는 두 배가 들어가고, 최소치는 어느 가용 영역 하나가 없어도 들어간다.',
      reason:
        '노드를 찾지 못한 파드는 Pending에 머문다. 릴리스가 중간에 멈추거나, 사라진 가용 영역에서 돌던 것이 돌아오지 못한다.',
      example,
    },
  },
  check(model) {
    const workloads = grouped(declaredOf(model, 'workload'), ({ environment }) => environment);
    const placement = placements(model);
    return model.environments.flatMap(environment => {
      const scales = scalesOf(model).get(environment.name);
      if (scales === undefined) return [];
      const of = placement.get(environment.name) ?? (() => ANYWHERE);
      return checked(environment, workloads.get(environment.name) ?? [], scales, of);
    });
  },
};
