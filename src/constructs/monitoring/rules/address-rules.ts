import { PROBE } from '../metrics/probe';
import type { Alert, RuleGroup } from './alert-rules';
import { CERTIFICATE_EXPIRY, secondsOf } from './certificate-expiry';

/** A public address that somebody looks at from outside. */
export interface WatchedAddress {
  /** Name of its Probe: the label `job` of its series. */
  readonly job: string;
  readonly namespace: string;
  /** Service that answers there. */
  readonly service: string;
  readonly host: string;
  /** HTTP status that it answers with. */
  readonly status: number;
  /** Whether its rules tell of the host's certificate: those of one address a host do. */
  readonly tellsCertificate: boolean;
  /** Requirements that state the address. */
  readonly requirements: readonly string[];
}

/** Without an answer there is no certificate to read; for this long the last one counts. */
const REMEMBERED = '1h';

/** Whether an address answers as it should: 1, or 0. */
export function addressAnswers(address: Pick<WatchedAddress, 'job' | 'namespace'>): string {
  return seriesOf(PROBE.success.name, address);
}

/** Seconds until the certificate of an address expires, as far as one was read lately. */
export function certificateLeft(address: Pick<WatchedAddress, 'job' | 'namespace'>): string {
  return `min by (namespace) (last_over_time(${seriesOf(PROBE.certificate.name, address)}[${REMEMBERED}])) - time()`;
}

/** Tells when an address does not answer, when nobody looks, and before its certificate expires. */
export function addressRules(address: WatchedAddress): RuleGroup {
  return {
    name: address.job,
    recordings: [],
    alerts: [
      down(address),
      unseen(address),
      ...(address.tellsCertificate ? [expiring(address, 'soon'), expiring(address, 'some')] : []),
    ],
  };
}

/** Series of an address: of its Probe, whoever of the exporter's pods was asked. */
export function seriesOf(metric: string, { job, namespace }: Pick<WatchedAddress, 'job' | 'namespace'>): string {
  return `${metric}{namespace="${namespace}",job="${job}"}`;
}

function down(address: WatchedAddress): Alert {
  const { service, host, status } = address;
  return {
    ...common(address),
    name: 'PublicAddressDown',
    severity: 'critical',
    expr: `${addressAnswers(address)} == 0`,
    for: '3m',
    summary: `${host} does not answer for ${service}`,
    description:
      `For 3 minutes {{ $labels.instance }} has not answered ${status} in time, without a redirect and with a ` +
      'certificate that holds. Whoever calls from outside sees the same, whatever the pods say of themselves.',
    reads: [PROBE.success],
  };
}

function unseen(address: WatchedAddress): Alert {
  const { service, host } = address;
  return {
    ...common(address),
    name: 'PublicAddressUnseen',
    severity: 'warning',
    expr: `absent(${addressAnswers(address)})`,
    for: '10m',
    summary: `Nobody looks whether ${host} answers for ${service}`,
    description:
      'For 10 minutes the blackbox exporter has told nothing of the address: it does not run, Prometheus does not reach ' +
      'it, or it does not know how to ask. If the address failed now, nobody would be told by it.',
    reads: [PROBE.success],
  };
}

function expiring(address: WatchedAddress, when: keyof typeof CERTIFICATE_EXPIRY): Alert {
  const { host } = address;
  const { days, severity, for: lasting } = CERTIFICATE_EXPIRY[when];
  return {
    ...common(address),
    name: when === 'soon' ? 'CertificateExpiringSoon' : 'CertificateExpiring',
    severity,
    expr: `${certificateLeft(address)} < ${secondsOf(days)}`,
    for: lasting,
    summary: `The certificate of ${host} expires within ${days} days`,
    description:
      `{{ $value | humanizeDuration }} are left of the certificate that ${host} shows, and no renewal has come. ` +
      'When it has expired nobody connects any more.',
    reads: [PROBE.certificate],
  };
}

/** What all of them have in common. */
function common({
  namespace,
  service,
  requirements,
}: WatchedAddress): Pick<Alert, 'labels' | 'judged' | 'lookbackDays' | 'requirements'> {
  return { labels: { namespace, service }, judged: { type: 'other' }, lookbackDays: 0, requirements };
}
