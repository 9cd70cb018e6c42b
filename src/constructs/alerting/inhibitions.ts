import type { Construct } from 'constructs';
import { declarationsOf, Place } from '../structure';

/** What makes other alerts needless, as Alertmanager reads it. */
export interface Inhibition {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  /** Labels that both have to have in common. */
  readonly equal: readonly string[];
}

/** An inhibition, and the alerts between which it stands. */
export interface InhibitionBetween {
  /** Alerts without which it would stand in a configuration for nothing. */
  readonly between: readonly string[];
  readonly rule: Inhibition;
}

/**
 * Whatever one alert explains of another. Gate `inhibition-fits` judges each with the alerts of its environment
 * (docs/decisions/monitoring/176-inhibitions-between-alerts-that-are-there.md).
 */
export const INHIBITIONS: readonly InhibitionBetween[] = [
  // Who is paged for a promise needs no ticket about the same.
  {
    between: ['ErrorBudgetBurn', 'ErrorBudgetLeak'],
    rule: {
      source_matchers: ['severity="critical"', 'slo=~".+"'],
      target_matchers: ['severity=~"warning|info"', 'slo=~".+"'],
      equal: ['environment', 'system', 'service', 'slo'],
    },
  },
  // Who is paged because the service fails knows why its address does. The other way round nothing is silenced: an
  // address that does not answer brings the service no requests to judge.
  {
    between: ['ErrorBudgetBurn', 'PublicAddressDown'],
    rule: {
      source_matchers: ['alertname="ErrorBudgetBurn"', 'severity="critical"', 'slo="availability"'],
      target_matchers: ['alertname="PublicAddressDown"'],
      equal: ['environment', 'system', 'namespace', 'service'],
    },
  },
  // One exporter that is away is one alert, not one for each address or kind that it tells of.
  {
    between: ['TargetsMissing', 'PublicAddressUnseen'],
    rule: {
      source_matchers: ['alertname="TargetsMissing"', 'service="blackbox-exporter"'],
      target_matchers: ['alertname="PublicAddressUnseen"'],
      equal: ['environment'],
    },
  },
  {
    between: ['TargetsMissing', 'ObjectsUnseen'],
    rule: {
      source_matchers: ['alertname="TargetsMissing"', 'service="kube-state-metrics"'],
      target_matchers: ['alertname="ObjectsUnseen"'],
      equal: ['environment'],
    },
  },
  {
    between: ['CertificateExpiringSoon', 'CertificateExpiring'],
    rule: {
      source_matchers: ['alertname="CertificateExpiringSoon"'],
      target_matchers: ['alertname="CertificateExpiring"'],
      equal: ['environment', 'system', 'namespace', 'service'],
    },
  },
  // Who hears of a certificate's last days needs no reminder that it was to be renewed.
  {
    between: ['CertificateRunningOut', 'CertificateNotRenewed'],
    rule: {
      source_matchers: ['alertname="CertificateRunningOut"'],
      target_matchers: ['alertname="CertificateNotRenewed"'],
      equal: ['environment', 'system', 'namespace', 'certificate'],
    },
  },
  // Who hears that cert-manager does not renew knows what hosts of the same namespace show.
  {
    between: ['CertificateNotRenewed', 'CertificateExpiring'],
    rule: {
      source_matchers: ['alertname="CertificateNotRenewed"'],
      target_matchers: ['alertname="CertificateExpiring"'],
      equal: ['environment', 'namespace'],
    },
  },
  {
    between: ['CertificateRunningOut', 'CertificateExpiringSoon'],
    rule: {
      source_matchers: ['alertname="CertificateRunningOut"'],
      target_matchers: ['alertname="CertificateExpiringSoon"'],
      equal: ['environment', 'namespace'],
    },
  },
];

/** The inhibitions between alerts of some names; one that could never inhibit is left out. */
export function inhibitionsBetween(alerts: ReadonlySet<string>): readonly Inhibition[] {
  return INHIBITIONS.filter(({ between }) => between.every(name => alerts.has(name))).map(({ rule }) => rule);
}

/** Names of the alerts that are declared in the place of a construct, so far: whoever asks has to ask last. */
export function alertsAround(construct: Construct): ReadonlySet<string> {
  const declared = Place.of(construct).node.findAll().flatMap(declarationsOf);
  return new Set(declared.flatMap(each => (each.type === 'alert' ? [each.name] : [])));
}
