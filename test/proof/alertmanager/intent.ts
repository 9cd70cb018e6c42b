import type { Severity } from '../../../src/model';
import { realModel } from '../../real-model';
import { shippedAlerts, type ShippedAlert } from '../alerts/rules';
import type { Channel } from './outside';

/**
 * Who is to be told, as the requirements say it: FP-13 for fablink-prod, LP-10 for learn, MM-08 for memo-prod, TG-14 for
 * tripgen-dev, TG-18 for tripgen-prod, whose channel of Teams has a mail address. For fablink-dev none says it: decision 172;
 * for memo-dev and learn-local neither: decision 183.
 */
export const INTENT: Readonly<Record<string, Readonly<Record<Severity | 'heartbeat', readonly Channel[]>>>> = {
  'fablink-dev': { critical: ['slack'], warning: ['slack'], info: ['slack'], heartbeat: [] },
  'fablink-prod': { critical: ['pagerduty', 'slack'], warning: ['slack'], info: ['email'], heartbeat: ['heartbeat'] },
  learn: { critical: ['slack'], warning: ['slack'], info: ['slack'], heartbeat: ['heartbeat'] },
  'learn-local': { critical: ['slack'], warning: ['slack'], info: ['slack'], heartbeat: [] },
  'memo-dev': { critical: ['slack'], warning: ['slack'], info: ['slack'], heartbeat: [] },
  'memo-prod': { critical: ['slack'], warning: ['slack'], info: ['slack'], heartbeat: ['heartbeat'] },
  'tripgen-dev': { critical: ['slack'], warning: ['slack'], info: ['slack'], heartbeat: [] },
  'tripgen-prod': { critical: ['pagerduty', 'email'], warning: ['email'], info: ['email'], heartbeat: ['heartbeat'] },
};

/** Environments whose alerts people are told of. */
export const ENVIRONMENTS = Object.keys(INTENT);

/** Whether somebody of an environment is told so. */
export function uses(environment: string, channel: Channel): boolean {
  return Object.values(INTENT[environment] ?? {}).some(channels => channels.includes(channel));
}

/** An alert as Prometheus sends it. */
export interface SentAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** When it was over. @default it goes on */
  readonly endsAt?: string;
}

/** Every alert of an environment, with the labels that Prometheus adds and some that come from series. */
export function sentAlerts(environment: string): readonly SentAlert[] {
  return shippedAlerts(realModel())
    .filter(({ declared }) => declared.environment === environment)
    .map(alert => ({ labels: labelsOf(alert), annotations: annotationsOf(alert) }));
}

function labelsOf({ declared: { name, namespace, labels, environment } }: ShippedAlert): Record<string, string> {
  const series: Record<string, string> = name === 'Watchdog' ? {} : { namespace };
  return { alertname: name, ...series, ...labels, environment };
}

function annotationsOf({ rule }: ShippedAlert): Record<string, string> {
  const filled = Object.entries(rule.annotations ?? {}).map(([key, text]) => [
    key,
    text.replace(/\{\{ \$labels\.(\w+) \}\}/g, 'some $1').replace(/\{\{ \$value[^}]*\}\}/g, '12'),
  ]);
  return Object.fromEntries(filled) as Record<string, string>;
}

/** Who is to be told of an alert; of a severity that nobody knows, who is told of the mildest. */
export function intended(environment: string, { labels }: SentAlert): readonly Channel[] {
  const intent = INTENT[environment];
  if (!intent) throw new Error(`nobody says who is told in ${environment}`);
  const { alertname, severity } = labels;
  return intent[alertname === 'Watchdog' ? 'heartbeat' : isSeverity(severity) ? severity : 'info'];
}

function isSeverity(text: string | undefined): text is Severity {
  return text === 'critical' || text === 'warning' || text === 'info';
}
