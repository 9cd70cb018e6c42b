import { CUSTOM_RESOURCES, type Alert } from '../../../constructs/monitoring';
import { OF_OBJECT } from './alert-of-object';

const { aborted, phase } = CUSTOM_RESOURCES.rollouts.metrics;

/** What both have in common. */
const shared = {
  ...OF_OBJECT,
  requirements: ['FP-14', 'LP-16'],
} as const satisfies Partial<Alert>;

/** Tells when a weighted release was taken back, and when one waits for a person who does not come. */
export function releaseAlerts(): readonly Alert[] {
  return [
    {
      ...shared,
      name: 'RolloutAborted',
      severity: 'critical',
      expr: `max by (namespace, rollout) (${aborted.name}) == 1`,
      for: '0m',
      summary: 'The release of {{ $labels.rollout }} was taken back',
      description:
        'The new version of {{ $labels.rollout }} in {{ $labels.namespace }} did not keep the promise, did not get ready, or ' +
        'a person stopped it. Users get the old version; git names the new one until somebody reverts or retries.',
      reads: [aborted],
    },
    {
      ...shared,
      name: 'RolloutPaused',
      severity: 'warning',
      expr: `max by (namespace, rollout) (${phase.name}{status="Paused"}) == 1`,
      for: '24h',
      summary: 'The release of {{ $labels.rollout }} has waited for a day',
      description:
        'The release of {{ $labels.rollout }} in {{ $labels.namespace }} has waited for a person for a day: for an approval, ' +
        'or because nothing could be judged. Both versions run at full size, and no other release can begin.',
      reads: [phase],
    },
  ];
}
