import type { Metric } from '../../../model';
import { CONTAINER_USAGE } from '../metrics/container-usage';
import { exact } from './exact';
import type { Alert, RuleGroup } from './alert-rules';
import type { WatchedPods } from './target-rules';

/** How much of its limits a pod may use before a document wants to hear of it; needs the kubelets to be read. */
export interface UsageAlarm {
  /** Share of the CPU that it may use. @default no such alarm */
  readonly cpuAbove?: number;
  /** Share of the memory that it may use. @default no such alarm */
  readonly memoryAbove?: number;
  /** For how long, without a break. */
  readonly for: `${number}m`;
  /** Requirements that set the figures. */
  readonly requirements: readonly string[];
}

/** What the use of CPU is the mean of: four readings, so that none that comes late makes a gap. */
const WINDOW = '2m';

/** Tells when a pod of a workload is near what it may use. */
export function usageRules(pods: WatchedPods, alarm: UsageAlarm): RuleGroup {
  const { cpuAbove, memoryAbove } = alarm;
  return {
    name: `${pods.name}-usage`,
    recordings: [],
    alerts: [
      ...(cpuAbove === undefined ? [] : [cpu(pods, alarm, cpuAbove)]),
      ...(memoryAbove === undefined ? [] : [memory(pods, alarm, memoryAbove)]),
    ],
  };
}

/** Share of the CPU that it may use which each pod of a workload uses. */
export function cpuShare(pods: WatchedPods): string {
  const { cpu: used, cpuQuota: quota, cpuPeriod: period } = CONTAINER_USAGE;
  const ofQuota = `(${seriesOf(quota, pods)} / ${seriesOf(period, pods)})`;
  return ofEachPod(`rate(${seriesOf(used, pods)}[${WINDOW}]) / ignoring (cpu) ${ofQuota}`);
}

/** Share of the memory that it may use which each pod of a workload uses. */
export function memoryShare(pods: WatchedPods): string {
  const { memory: used, memoryLimit: limit } = CONTAINER_USAGE;
  return ofEachPod(`${seriesOf(used, pods)} / ${seriesOf(limit, pods)}`);
}

/** A container that has just started anew may be there twice for a moment. */
function ofEachPod(share: string): string {
  return `max by (namespace, pod) (${share})`;
}

function cpu(pods: WatchedPods, alarm: UsageAlarm, above: number): Alert {
  const { cpu: used, cpuQuota: quota, cpuPeriod: period } = CONTAINER_USAGE;
  const reads = [used, quota, period];
  return { ...near(pods, alarm, { share: cpuShare(pods), above, of: 'CPU' }), name: 'PodCpu', reads };
}

function memory(pods: WatchedPods, alarm: UsageAlarm, above: number): Alert {
  const { memory: used, memoryLimit: limit } = CONTAINER_USAGE;
  return {
    ...near(pods, alarm, { share: memoryShare(pods), above, of: 'memory' }),
    name: 'PodMemory',
    reads: [used, limit],
  };
}

/** The main container has the workload's name: one beside it is none of the document's. */
function seriesOf({ name: metric }: Metric, { name, namespace }: WatchedPods): string {
  return `${metric}{namespace="${namespace}",container="${name}"}`;
}

function near(
  { name, namespace }: WatchedPods,
  { for: lasting, requirements }: UsageAlarm,
  { share, above, of }: { readonly share: string; readonly above: number; readonly of: string },
): Omit<Alert, 'name' | 'reads'> {
  const percent = `${exact(above * 100)}%`;
  return {
    severity: 'warning',
    expr: `${share} > ${above}`,
    for: lasting,
    labels: { namespace, service: name },
    summary: `Pod {{ $labels.pod }} of ${name} uses more than ${percent} of its ${of}`,
    description:
      `{{ $labels.pod }} uses {{ $value | humanizePercentage }} of the ${of} that it may use; ` +
      `it has been more than ${percent} for ${lasting}.`,
    judged: { type: 'other' },
    lookbackDays: 0,
    requirements,
  };
}
