import type { Declared, WorkloadDeclaration } from '../../../src/model';
import { workload } from './declared-pods';
import { autoscaler, capacityOf, deployment, nodePool } from './nodes';

describe('pool-capacity', () => {
  test('pods that ask for one machine find no room in a pool that may take another', () => {
    const web = workload('web', 1, 1000, 100);
    const on = (...instanceTypes: readonly string[]): string[] =>
      capacityOf(
        [nodePool({ instanceTypes })],
        [web],
        [deployment('web', { nodeSelector: { 'node.kubernetes.io/instance-type': 'm5.large' } }, 1)],
      );
    expect(on('m5.large')).toEqual([]);
    expect(on('m5.large', 'm5.xlarge')).toEqual([expect.stringContaining('1 of 1 pods of web')]);
  });

  test('pods go only to pools whose labels they select and whose taints they tolerate', () => {
    const pools = [
      nodePool({ name: 'system', labels: { role: 'system' } }),
      nodePool({
        name: 'batch',
        labels: { role: 'batch' },
        taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }],
      }),
    ];
    const web = workload('web', 4, 1000, 100);
    const on = (pod: object): string[] => capacityOf(pools, [web], [deployment('web', pod, 4)]);
    const toleration = { key: 'dedicated', operator: 'Equal', value: 'batch', effect: 'NoSchedule' };
    const none = [expect.stringContaining('4 of 4 pods of web')];
    expect(on({})).toEqual([]);
    expect(on({ nodeSelector: { role: 'system' } })).toEqual([]);
    expect(on({ nodeSelector: { role: 'sistem' } })).toEqual(none);
    expect(on({ nodeSelector: { role: 'batch' } })).toEqual(none);
    expect(on({ nodeSelector: { role: 'batch' }, tolerations: [toleration] })).toEqual([]);
    expect(on({ nodeSelector: { role: 'batch' }, tolerations: [{ ...toleration, value: 'other' }] })).toEqual(none);
    const expression = (operator: string, values: string[]): object => ({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'role', operator, values }] }],
          },
        },
      },
    });
    expect(on(expression('In', ['system']))).toEqual([]);
    expect(on(expression('NotIn', ['system']))).toEqual(none);
  });

  test('pods that spread over zones are stopped by the fullest one', () => {
    const pools = [nodePool({ zones: ['a'] }), nodePool({ name: 'b', zones: ['b'], nodes: { min: 0, max: 1 } })];
    const spread = { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' };
    const over = (constraint: object, pods: number): string[] =>
      capacityOf(
        pools,
        [workload('web', pods, 1000, 100)],
        [deployment('web', { topologySpreadConstraints: [constraint] }, pods)],
      );
    expect(over(spread, 5)).toEqual([]);
    expect(over(spread, 6)).toEqual([expect.stringContaining('1 of 6 pods of web')]);
    expect(over({ ...spread, maxSkew: 2 }, 6)).toEqual([]);
    expect(over({ ...spread, whenUnsatisfiable: 'ScheduleAnyway' }, 6)).toEqual([]);
  });

  test('of three uneven zones the smallest sets how many pods the others take', () => {
    const pools = [1, 3, 5].map((max, index) =>
      nodePool({ name: `pool-${index}`, zones: [`zone-${index}`], nodes: { min: 0, max } }),
    );
    const constraint = (maxSkew: number): object => ({ maxSkew, topologyKey: 'topology.kubernetes.io/zone' });
    const left = (pods: number, ...skews: number[]): string[] =>
      capacityOf(
        pools,
        [workload('web', pods, 2000, 100)],
        [deployment('web', { topologySpreadConstraints: skews.map(constraint) }, pods)],
      );
    expect(left(5, 1)).toEqual([]);
    expect(left(6, 1)).toEqual([expect.stringContaining('1 of 6 pods of web')]);
    expect(left(7, 2)).toEqual([]);
    expect(left(7, 2, 1)).toEqual([expect.stringContaining('2 of 7 pods of web')]);
  });

  test('two services that spread leave each other room in every zone', () => {
    const pools = ['a', 'b'].map(zone => nodePool({ name: zone, zones: [zone] }));
    const pod = { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone' }] };
    const names = ['web', 'api'];
    const objects = names.map(name => deployment(name, pod, 4));
    const declared = names.map(name => workload(name, 4, 1000, 100));
    expect(capacityOf(pools, declared, objects)).toEqual([]);
  });

  test('pods that take much memory count as large', () => {
    const [small, large] = [workload('small', 2, 300, 1500), workload('large', 2, 100, 2500)];
    expect(capacityOf([nodePool()], [small, large])).toEqual([]);
  });

  test('services that git scales count with their replicas when a zone is lost, jobs not at all', () => {
    const zones = ['a', 'b'].map(zone => nodePool({ name: zone, zones: [zone] }));
    const objects = [deployment('web', {}), autoscaler('web', 1, 2), deployment('db', {}, 3)];
    const job: Declared<WorkloadDeclaration> = { ...workload('load', 1, 1000, 1), runs: 'job' };
    const declared = [workload('web', 2, 1000, 1), workload('db', 3, 1000, 1)];
    expect(capacityOf(zones, [...declared, job], objects)).toEqual([]);
    expect(capacityOf(zones, [...declared, workload('undeclared', 1, 1000, 1)], objects)).toEqual([
      expect.stringContaining('without zone a the pods need 5000m CPU'),
      expect.stringContaining('without zone b the pods need 5000m CPU'),
    ]);
  });

  test('a toleration without a value tolerates its key, one without a key everything', () => {
    const pool = nodePool({ taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }] });
    const on = (...tolerations: object[]): number =>
      capacityOf([pool], [workload('web', 1, 1, 1)], [deployment('web', { tolerations }, 1)]).length;
    expect(on({ key: 'dedicated', operator: 'Exists' })).toBe(0);
    expect(on({ operator: 'Exists' })).toBe(0);
    expect(on({ key: 'other', operator: 'Exists' })).toBe(1);
    expect(on({ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' })).toBe(1);
  });

  test('pods that keep apart need a node each', () => {
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    expect(capacityOf([nodePool()], [workload('web', 3, 10, 10)], [deployment('web', { affinity }, 3)])).toEqual([
      expect.stringContaining('1 of 3 pods of web'),
    ]);
  });
});
