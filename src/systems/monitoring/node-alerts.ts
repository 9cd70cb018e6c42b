import { NODE_CONDITIONS, type Alert } from '../../constructs/monitoring';

/** For how long a node may be away before somebody is told. */
export interface NodeAlarm {
  readonly notReadyFor: `${number}m`;
  /** Requirements that set the figure. */
  readonly requirements: readonly string[];
}

/**
 * Tells when a node does not serve, or is short of memory or room. A node that is gone for good, as an autoscaler takes it,
 * is no alert.
 */
export function nodeAlerts(namespace: string, { notReadyFor, requirements }: NodeAlarm): readonly Alert[] {
  const ready = `${NODE_CONDITIONS.name}{namespace="${namespace}",condition="Ready",status="true"}`;
  const pressure = `${NODE_CONDITIONS.name}{namespace="${namespace}",condition=~"DiskPressure|MemoryPressure",status="true"}`;
  return [
    {
      name: 'NodeNotReady',
      severity: 'critical',
      expr: `max by (namespace, node) (${ready}) == 0`,
      for: notReadyFor,
      labels: {},
      team: 'platform',
      dashboard: 'environment',
      summary: 'Node {{ $labels.node }} is not ready',
      description:
        `{{ $labels.node }} has not been ready for ${notReadyFor}: its pods are started elsewhere as far as there is room, ` +
        'and those that hold to its disks are away.',
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: [NODE_CONDITIONS],
      requirements,
    },
    {
      name: 'NodePressure',
      severity: 'warning',
      expr: `max by (namespace, node, condition) (${pressure}) == 1`,
      for: '10m',
      labels: {},
      team: 'platform',
      dashboard: 'environment',
      summary: 'Node {{ $labels.node }} has {{ $labels.condition }}',
      description:
        'For 10 minutes the kubelet of {{ $labels.node }} has told {{ $labels.condition }}: it ends pods to free what is short, ' +
        'and starts no new ones. Folders of the node that hold data are not freed by that.',
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: [NODE_CONDITIONS],
      requirements: [],
    },
  ];
}
