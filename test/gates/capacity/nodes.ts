import { poolCapacity } from '../../../src/gates/capacity/pool-capacity';
import type { Declared, KubeObject, NodePool, WorkloadDeclaration } from '../../../src/model';
import { clusterOf, environmentOf, modelOf } from '../model-of';
import { found } from './declared-pods';

/** Nodes of 2 cores and 4 GiB. */
export function nodePool(overrides: Partial<NodePool> = {}): NodePool {
  return {
    name: 'default',
    instanceTypes: ['t3.medium'],
    zones: ['a'],
    nodes: { min: 1, max: 2 },
    allocatable: { cpuMillis: 2000, memoryMiB: 4096, pods: 10 },
    ...overrides,
  };
}

/** A Deployment of the namespace shop that stops before it starts. */
export function deployment(name: string, pod: object, replicas?: number): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      strategy: { type: 'Recreate' },
      template: { metadata: { labels: { app: name } }, spec: { containers: [], ...pod } },
    },
  };
}

/** An autoscaler of a Deployment. */
export function autoscaler(name: string, minReplicas: number, maxReplicas: number): KubeObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: 'shop' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas, maxReplicas },
  };
}

/** What the rule says of declared pods on pools of nodes, one line a finding. */
export function capacityOf(
  pools: NodePool[],
  workloads: Declared<WorkloadDeclaration>[],
  objects: KubeObject[] = [],
): string[] {
  const environments = [environmentOf({ cluster: clusterOf({ pools }) })];
  return found(poolCapacity, modelOf(objects, { environments, declarations: workloads }));
}
