import { CUSTOM_RESOURCES, type Alert } from '../../../constructs/monitoring';
import { REFRESH_HOURS } from '../../../constructs/secrets';
import { OF_OBJECT } from './alert-of-object';

const { ready, copied } = CUSTOM_RESOURCES.externalsecrets.metrics;

/** Copies in a row that may be missed: one that is late is none. */
const MISSED = 3;

/** What both have in common. */
const shared = {
  ...OF_OBJECT,
  severity: 'warning',
  requirements: ['LP-14', 'FD-03', 'TG-18'],
} as const satisfies Partial<Alert>;

/** Tells when a Secret does not get what the secret manager holds. What was copied stays: pods that run go on. */
export function secretAlerts(): readonly Alert[] {
  const hours = MISSED * REFRESH_HOURS;
  return [
    {
      ...shared,
      name: 'SecretNotSynced',
      expr: `max by (namespace, externalsecret) (${ready.name}) == 0`,
      for: '15m',
      summary: 'Secret {{ $labels.externalsecret }} cannot be copied',
      description:
        'For 15 minutes External Secrets has not got the value of {{ $labels.externalsecret }} in {{ $labels.namespace }}: ' +
        'it is not there, it has another name, or the store does not let us in. A Secret that exists keeps its old value; ' +
        'pods that wait for a new one do not start.',
      reads: [ready],
    },
    {
      ...shared,
      name: 'SecretStale',
      expr: `time() - max by (namespace, externalsecret) (${copied.name}) > ${hours * 3600}`,
      for: '5m',
      summary: 'Secret {{ $labels.externalsecret }} is not copied any more',
      description:
        `{{ $labels.externalsecret }} in {{ $labels.namespace }} was last copied {{ $value | humanizeDuration }} ago; ` +
        `every ${REFRESH_HOURS}h it should be. A value that was rotated does not arrive.`,
      reads: [copied],
    },
  ];
}
