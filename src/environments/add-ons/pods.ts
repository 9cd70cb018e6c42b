import { cpuMillis, memoryMiB } from '../../constructs/workload';
import type { AddOnPods } from '../../model';

/** Requests as a chart's values write them. */
interface Requesting {
  readonly requests: { readonly cpu: string; readonly memory: string };
}

/**
 * Pods of one Deployment or StatefulSet of a chart.
 * @param resources the very object that the chart's values carry. @default the chart requests nothing
 * @throws when a quantity is not written in `m`, cores, `Mi` or `Gi`
 */
export function pods(name: string, count: number, resources?: Requesting): AddOnPods {
  if (resources === undefined) return { name, count, requests: { cpuMillis: 0, memoryMiB: 0 } };
  const { cpu, memory } = resources.requests;
  return { name, count, requests: { cpuMillis: cpuMillis(cpu), memoryMiB: memoryMiB(memory) } };
}
