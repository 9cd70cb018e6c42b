import type { Finding, Model, NodePool, PodResources, Rule } from '../../model';
import { factValue } from '../../objects/fact-value';
import { countedOn, nodesOf, pack, type PodGroup, type Unplaced } from './packing';
import { populationsOf, type Population } from './population';

const code = 'pool-capacity';
const MEND =
  'raise nodes.max of a pool, choose a larger machine, lower requests or the most pods of a workload, or leave an add-on out';

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
function misfits(pools: readonly NodePool[], all: readonly PodGroup[], lostZone?: string): readonly string[] {
  const nodes = nodesOf(pools, lostZone);
  const groups = countedOn(nodes, all);
  const [need, have] = [asked(groups), offered(nodes)];
  const short = RESOURCES.filter(name => need[name] > have[name]);
  if (short.length > 0) {
    return short.map(name => {
      const amount = ({ requests }: PodGroup): number => (name === 'pods' ? 1 : requests[name]);
      const terms = groups
        .filter(each => amount(each) > 0)
        .map(each => `${each.name} ${each.count} × ${amount(each)}`)
        .join(' + ');
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

function checked(population: Population): Finding[] {
  const { environment } = population;
  const { pools } = environment.cluster;
  if (pools.length === 0) return [];
  const found = misfits(pools, population.atMost()).map(message => ({
    message,
    expected:
      'room for the pods of all add-ons and every declared pod at its most, autoscaled services twice (FP-19), on the largest pools',
  }));
  const zones = [...new Set(pools.flatMap(pool => factValue(pool.zones)))];
  const survives = zones.length > 1 && population.followsLoad;
  const lost = (survives ? zones : []).flatMap(zone =>
    misfits(pools, population.atLeast(), zone).map(message => ({
      message: `without zone ${zone} ${message}`,
      expected: 'room for add-ons, and every service at its fewest pods, when one zone is lost',
    })),
  );
  return [...found, ...lost].map(({ message, expected }) => {
    // Its line costs a formatted stack: asked for only where there is something to tell.
    const { name, source } = environment;
    const where = { environment: name, path: 'cluster.pools', ...(source === undefined ? {} : { source }) };
    return { code, message, where, expected, mend: MEND };
  });
}

const example =
  "pools: [{ name: 'default', nodes: { min: 2, max: 2 }, allocatable: { cpuMillis: 1930, memoryMiB: 3388, pods: 17 } }]";

/** The node pools hold what is declared: fully scaled, released beside itself, and with a zone lost. */
export const poolCapacity: Rule = {
  code,
  text: {
    en: {
      rule: 'The pods of all add-ons and all declared pods at their most fit on the node pools at their most, node by node; services with an autoscaler fit twice, and their minimum fits without any one zone.',
      reason:
        'Pods that find no node stay Pending: a release hangs halfway, or what a lost zone ran does not come back.',
      example,
    },
    ko: {
      rule: '모든 애드온의 파드와 최대일 때의 모든 선언된 파드는 최대로 늘린 노드 풀에 노드 단위로 들어간다. 오토스케일러가 있는 서비스는 두 배가 들어가고, 최소치는 어느 가용 영역 하나가 없어도 들어간다.',
      reason:
        '노드를 찾지 못한 파드는 Pending에 머문다. 릴리스가 중간에 멈추거나, 사라진 가용 영역에서 돌던 것이 돌아오지 못한다.',
      example,
    },
  },
  check: (model: Model) => populationsOf(model).flatMap(checked),
};
