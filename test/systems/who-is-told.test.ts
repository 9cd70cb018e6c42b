import { parse } from 'yaml';
import {
  configurationOf,
  INHIBITIONS,
  inhibitionsBetween,
  secretKeys,
  type Routing,
} from '../../src/constructs/alerting';
import { realModel } from '../real-model';

const model = realModel();

const mailbox = { to: 'a@example.com', from: 'b@example.com', server: 'smtp.example.com:587', user: 'b' };
const routing: Routing = {
  receivers: {
    critical: [{ type: 'pagerduty' }, { type: 'slack', channel: '#web' }],
    warning: [{ type: 'slack', channel: '#web' }],
    info: [{ type: 'email', ...mailbox }],
  },
  heartbeat: true,
};

describe('who is told (FP-13, LP-10)', () => {
  const configuration = parse(
    configurationOf(routing, new Set(['ErrorBudgetBurn', 'PublicAddressDown']), '/files'),
  ) as {
    route: { receiver: string; routes: { matchers: string[]; receiver: string }[] };
    inhibit_rules: { source_matchers: string[]; target_matchers: string[]; equal: string[] }[];
    receivers: Record<string, unknown>[];
  };
  const receiver = (name: string): Record<string, unknown> | undefined =>
    configuration.receivers.find(each => each['name'] === name);

  test('critical: PagerDuty and Slack; warning: Slack; the rest: mail', () => {
    const kinds = (name: string): string[] => Object.keys(receiver(name) ?? {}).slice(1);
    expect(kinds('critical')).toEqual(['pagerduty_configs', 'slack_configs']);
    expect(kinds('warning')).toEqual(['slack_configs']);
    expect(kinds('info')).toEqual(['email_configs']);
    expect(configuration.route.receiver).toBe('info');
    expect(configuration.route.routes.map(({ matchers, receiver: to }) => [matchers.join(), to])).toEqual([
      ['alertname="Watchdog"', 'heartbeat'],
      ['severity="critical"', 'critical'],
      ['severity="warning"', 'warning'],
    ]);
  });

  test('an address that is down is silent beside the page about its service’s availability, never the other way round', () => {
    const { inhibit_rules: rules } = configuration;
    const about = (part: 'source_matchers' | 'target_matchers', alert: string) =>
      rules.filter(rule => rule[part].includes(`alertname="${alert}"`));
    expect(about('target_matchers', 'PublicAddressDown')).toEqual([
      {
        source_matchers: ['alertname="ErrorBudgetBurn"', 'severity="critical"', 'slo="availability"'],
        target_matchers: ['alertname="PublicAddressDown"'],
        equal: ['environment', 'system', 'namespace', 'service'],
      },
    ]);
    expect(about('source_matchers', 'PublicAddressDown')).toEqual([]);
    // Labels that both carry, or an address would be silent beside what has neither.
    const labels = (name: string) =>
      model.declarations.flatMap(each =>
        each.type === 'alert' && each.name === name ? [Object.keys(each.labels)] : [],
      );
    for (const each of [...labels('PublicAddressDown'), ...labels('ErrorBudgetBurn')])
      expect(each).toEqual(expect.arrayContaining(['namespace', 'service', 'system']));
    expect(labels('PublicAddressDown').length).toBeGreaterThan(0);
  });

  test('an inhibition stands where all its alerts are, and each of them stands somewhere', () => {
    const alerts = (environment: string) =>
      new Set(
        model.declarations.flatMap(each =>
          each.type === 'alert' && each.environment === environment ? [each.name] : [],
        ),
      );
    const written = model.environments.map(({ name }) => inhibitionsBetween(alerts(name)));
    expect(new Set(written.flat()).size).toBe(INHIBITIONS.length);
    expect(inhibitionsBetween(alerts('memo-prod')).flatMap(({ target_matchers }) => target_matchers)).toEqual([
      'alertname="PublicAddressUnseen"',
      'alertname="ObjectsUnseen"',
      'alertname="CertificateExpiring"',
      'alertname="CertificateNotRenewed"',
      'alertname="CertificateExpiring"',
      'alertname="CertificateExpiringSoon"',
    ]);
  });

  test('each receiver reads its secret from a file of the Secret', () => {
    expect(Object.keys(secretKeys(routing))).toEqual(['SLACK_URL', 'PAGERDUTY_KEY', 'SMTP_PASSWORD', 'HEARTBEAT_URL']);
    expect(receiver('heartbeat')).toMatchObject({ webhook_configs: [{ url_file: '/files/HEARTBEAT_URL' }] });
    expect(receiver('info')).toMatchObject({
      email_configs: [{ auth_password_file: '/files/SMTP_PASSWORD', require_tls: true }],
    });
  });

  test('who has no receiver of a kind needs no secret for it', () => {
    const slack = { type: 'slack', channel: '#learn' } as const;
    const all: Routing = { receivers: { critical: [slack], warning: [slack], info: [slack] } };
    expect(Object.keys(secretKeys(all))).toEqual(['SLACK_URL']);
    expect(configurationOf(all, new Set(), '/files')).toContain('receiver: nobody');
  });
});
