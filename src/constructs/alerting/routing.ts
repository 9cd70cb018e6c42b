import { Yaml } from 'cdk8s';
import type { Fact, OfficeHours, Severity } from '../../model';
import { known } from '../structure';
import { inhibitionsBetween } from './inhibitions';
import { MESSAGES } from './messages';
import { timesOutside } from './mute-times';

/** A Slack channel, by an incoming webhook. */
export interface SlackReceiver {
  readonly type: 'slack';
  /** Channel with its `#`. */
  readonly channel: string;
}

/** A PagerDuty service, by its Events v2 integration. */
export interface PagerDutyReceiver {
  readonly type: 'pagerduty';
}

/** A mailbox, by a mail server with TLS. */
export interface EmailReceiver {
  readonly type: 'email';
  readonly to: Fact<string>;
  readonly from: Fact<string>;
  /** Mail server and port (`smtp.example.com:587`). */
  readonly server: Fact<string>;
  readonly user: Fact<string>;
}

/** Who is told. */
export type Receiver = SlackReceiver | PagerDutyReceiver | EmailReceiver;

/** Who is told of what. */
export interface Routing {
  /** For each severity, everybody who is told. */
  readonly receivers: Readonly<Record<Severity, readonly [Receiver, ...Receiver[]]>>;
  /**
   * Something outside the cluster that expects a call every few minutes and rings when it stays away: nobody else tells
   * that Prometheus or Alertmanager is gone. @default nobody expects one
   */
  readonly heartbeat?: true;
  /**
   * Hours outside which nobody is told: what still holds when they begin is told then. @default people are told at every hour
   */
  readonly hours?: Fact<OfficeHours>;
}

/** Keys of the Secret that a routing needs, and what each means. */
export function secretKeys({ receivers, heartbeat }: Routing): Readonly<Record<string, string>> {
  const types = new Set(Object.values(receivers).flatMap(each => each.map(({ type }) => type)));
  return {
    ...(types.has('slack') && { SLACK_URL: 'incoming webhook of the Slack workspace' }),
    ...(types.has('pagerduty') && { PAGERDUTY_KEY: 'integration key (Events v2) of the PagerDuty service' }),
    ...(types.has('email') && { SMTP_PASSWORD: 'password of the mailbox that sends' }),
    ...(heartbeat && { HEARTBEAT_URL: 'address of the dead man’s switch, which rings when nobody calls it' }),
  };
}

/** Name of the times at which nobody is told. */
const OFF_HOURS = 'off-hours';

/** Name of the alert that always fires, so that its silence says something. */
export const WATCHDOG = 'Watchdog';

/**
 * The configuration of Alertmanager. It carries no secret: each receiver reads its own from a file. It carries no Go
 * template either, because it goes through one of External Secrets: those of messages lie in a file of their own.
 * @param alerts names of the alerts that it is sent
 * @param files folder that holds the files of {@link secretKeys}
 * @param templates folder that holds {@link MESSAGES} @default that of the secrets
 */
export function configurationOf(
  routing: Routing,
  alerts: ReadonlySet<string>,
  files: string,
  templates = files,
): string {
  const muted = (): object => (routing.hours ? { mute_time_intervals: [OFF_HOURS] } : {});
  const severities = ['critical', 'warning', 'info'] as const;
  return Yaml.stringify({
    global: { resolve_timeout: '5m' },
    templates: [`${templates}/${MESSAGES}`],
    route: {
      // What carries no severity that we know is told like the mildest.
      receiver: 'info',
      // Not by namespace: when what serves a system's pages waits for what serves its data, both fail at once.
      group_by: ['alertname', 'environment', 'system'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '12h',
      routes: [
        {
          matchers: [`alertname="${WATCHDOG}"`],
          receiver: routing.heartbeat ? 'heartbeat' : 'nobody',
          // Every minute: a repeat that falls due between two looks is sent at the second. Due exactly at a look, it would
          // be sent then or a look later, as it happens.
          group_wait: '0s',
          group_interval: '30s',
          repeat_interval: '50s',
        },
        { matchers: ['severity="critical"'], receiver: 'critical', repeat_interval: '1h', ...muted() },
        { matchers: ['severity="warning"'], receiver: 'warning', ...muted() },
        // The topmost route may not be muted, so that the rest has one of its own.
        ...(routing.hours ? [{ receiver: 'info', ...muted() }] : []),
      ],
    },
    inhibit_rules: inhibitionsBetween(alerts),
    ...(routing.hours && {
      time_intervals: [{ name: OFF_HOURS, time_intervals: timesOutside(known(routing.hours)) }],
    }),
    receivers: [
      ...severities.map(severity => receiver(severity, routing.receivers[severity], files)),
      routing.heartbeat
        ? { name: 'heartbeat', webhook_configs: [{ url_file: `${files}/HEARTBEAT_URL`, send_resolved: false }] }
        : { name: 'nobody' },
    ],
  });
}

function receiver(name: Severity, all: readonly Receiver[], files: string): object {
  const of = <T extends Receiver['type']>(type: T): readonly Extract<Receiver, { readonly type: T }>[] =>
    all.filter((each): each is Extract<Receiver, { readonly type: T }> => each.type === type);
  const [pagers, channels, mailboxes] = [of('pagerduty'), of('slack'), of('email')];
  return {
    name,
    ...(pagers.length > 0 && {
      pagerduty_configs: pagers.map(() => ({ routing_key_file: `${files}/PAGERDUTY_KEY`, send_resolved: true })),
    }),
    ...(channels.length > 0 && {
      slack_configs: channels.map(({ channel }) => ({
        api_url_file: `${files}/SLACK_URL`,
        channel,
        send_resolved: true,
      })),
    }),
    ...(mailboxes.length > 0 && { email_configs: mailboxes.map(mailbox => email(mailbox, files)) }),
  };
}

function email({ to, from, server, user }: EmailReceiver, files: string): object {
  return {
    to: known(to),
    from: known(from),
    smarthost: known(server),
    auth_username: known(user),
    auth_password_file: `${files}/SMTP_PASSWORD`,
    require_tls: true,
    send_resolved: true,
  };
}
