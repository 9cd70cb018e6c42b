import type { Metric } from '../../../model';
import { NODE_USAGE } from '../metrics/node-usage';
import { exact } from './exact';
import type { Alert, RuleGroup } from './alert-rules';

/** What the use of CPU is the mean of: longer than the peak of a pod that starts. */
const WINDOW = '5m';

/** From which share of a node on somebody is told, and after how long. No document has figures (decision 154). */
export const NODE_LIMITS = {
  /** The kubelet removes images from 85 % on, and evicts pods from 90 % on: half an hour later it has not helped itself. */
  disk: { above: 0.85, for: '30m' },
  /** The kubelet evicts pods when 100 MiB are left: about 3 % of the smallest node. */
  memory: { above: 0.9, for: '15m' },
  /** Pods have what they request even then; what they take beyond it becomes scarce. */
  cpu: { above: 0.9, for: '30m' },
} as const;

const { disk, diskAvailable, memory, memoryAvailable, cpu } = NODE_USAGE;

const of = ({ name }: Metric, namespace: string, more = ''): string => `${name}{namespace="${namespace}"${more}}`;

/** Share of each file system on a node's disks that is used, as programs see it that are not root's. */
export function nodeDiskShare(namespace: string): string {
  return `max by (namespace, node, mountpoint) (1 - ${of(diskAvailable, namespace)} / ${of(disk, namespace)})`;
}

/** Share of each node's memory that no program may take any more. */
export function nodeMemoryShare(namespace: string): string {
  return `max by (namespace, node) (1 - ${of(memoryAvailable, namespace)} / ${of(memory, namespace)})`;
}

/** Share of each node's CPU time in which it had something to do, over all its CPUs. */
export function nodeCpuShare(namespace: string): string {
  return `1 - avg by (namespace, node) (rate(${of(cpu, namespace, ',mode="idle"')}[${WINDOW}]))`;
}

/** Tells when a node runs out of disk, memory or CPU: its pods are evicted or slowed down, whosever they are. */
export function nodeUsageRules(namespace: string, requirements: readonly string[]): RuleGroup {
  const about = { team: 'platform', dashboard: 'environment', labels: {}, judged: { type: 'other' } } as const;
  const shared = { ...about, severity: 'warning', lookbackDays: 0, requirements } as const;
  return {
    name: 'node-usage',
    recordings: [],
    alerts: [
      {
        ...shared,
        ...near(nodeDiskShare(namespace), NODE_LIMITS.disk),
        name: 'NodeDisk',
        reads: [diskAvailable, disk],
        summary: 'Disk {{ $labels.mountpoint }} of node {{ $labels.node }} fills up',
        description:
          `{{ $value | humanizePercentage }} of {{ $labels.mountpoint }} on {{ $labels.node }} is used; it has been more than ` +
          `${percent(NODE_LIMITS.disk)} for ${NODE_LIMITS.disk.for}. From 90% on the kubelet evicts pods.`,
      },
      {
        ...shared,
        ...near(nodeMemoryShare(namespace), NODE_LIMITS.memory),
        name: 'NodeMemory',
        reads: [memoryAvailable, memory],
        summary: 'Node {{ $labels.node }} runs out of memory',
        description:
          `{{ $value | humanizePercentage }} of the memory of {{ $labels.node }} is taken; it has been more than ` +
          `${percent(NODE_LIMITS.memory)} for ${NODE_LIMITS.memory.for}. When 100 MiB are left the kubelet evicts pods.`,
      },
      {
        ...shared,
        ...near(nodeCpuShare(namespace), NODE_LIMITS.cpu),
        name: 'NodeCpu',
        reads: [cpu],
        summary: 'Node {{ $labels.node }} has no CPU left',
        description:
          `{{ $value | humanizePercentage }} of the CPU of {{ $labels.node }} is used; it has been more than ` +
          `${percent(NODE_LIMITS.cpu)} for ${NODE_LIMITS.cpu.for}. Pods get what they request, and little more.`,
      },
    ],
  };
}

function near(share: string, limit: { readonly above: number; readonly for: string }): Pick<Alert, 'expr' | 'for'> {
  return { expr: `${share} > ${limit.above}`, for: limit.for };
}

function percent({ above }: { readonly above: number }): string {
  return `${exact(above * 100)}%`;
}
