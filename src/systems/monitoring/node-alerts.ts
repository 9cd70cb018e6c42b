import { NODE_CONDITIONS, type Alert } from '../../constructs/monitoring';

/** For how long a node may be away before somebody is told. */
export interface NodeAlarm {
  readonly notReadyFor: `${number}m`;
  /** Requirements that set the figure. */
  readonly requirements: readonly string[];
}

/** Tells when a node does not serve. A node that is gone for good, as an autoscaler takes it, is no alert. */
export function nodeAlerts(namespace: string, { notReadyFor, requirements }: NodeAlarm): readonly Alert[] {
  const ready = `${NODE_CONDITIONS.name}{namespace="${namespace}",condition="Ready",status="true"}`;
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
  ];
}
