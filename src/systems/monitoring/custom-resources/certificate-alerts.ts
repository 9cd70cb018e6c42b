import { CERTIFICATE_EXPIRY, CUSTOM_RESOURCES, secondsOf, type Alert } from '../../../constructs/monitoring';
import { OF_OBJECT } from './alert-of-object';

const { ready, expires } = CUSTOM_RESOURCES.certificates.metrics;

/** What all of them have in common. */
const shared = {
  ...OF_OBJECT,
  requirements: ['TG-01', 'MM-01'],
} as const satisfies Partial<Alert>;

/**
 * Tells when cert-manager has no certificate to give, and when it has not renewed one: whoever shows it, and whether
 * anybody looks from outside (decision 180).
 */
export function certificateAlerts(): readonly Alert[] {
  return [
    {
      ...shared,
      name: 'CertificateNotReady',
      severity: 'warning',
      expr: `max by (namespace, certificate) (${ready.name}) == 0`,
      for: '1h',
      summary: 'Certificate {{ $labels.certificate }} is not ready',
      description:
        'For an hour cert-manager has not had a certificate for {{ $labels.certificate }} in {{ $labels.namespace }} that is ' +
        'as asked for: none was issued, its names have changed, its Secret is gone, or it has expired. Who reads the ' +
        'Secret has an old one, or none and cannot be reached.',
      reads: [ready],
    },
    notRenewed('some'),
    notRenewed('soon'),
  ];
}

function notRenewed(when: keyof typeof CERTIFICATE_EXPIRY): Alert {
  const { days, severity, for: lasting } = CERTIFICATE_EXPIRY[when];
  return {
    ...shared,
    name: when === 'soon' ? 'CertificateRunningOut' : 'CertificateNotRenewed',
    severity,
    expr: `max by (namespace, certificate) (${expires.name}) - time() < ${secondsOf(days)}`,
    for: lasting,
    summary: `Certificate {{ $labels.certificate }} expires within ${days} days`,
    description:
      '{{ $value | humanizeDuration }} are left of {{ $labels.certificate }} in {{ $labels.namespace }}, and cert-manager ' +
      'has not renewed it. When it has expired nobody connects any more to what shows it.',
    reads: [expires],
  };
}
