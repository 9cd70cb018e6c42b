import { Yaml } from 'cdk8s';

/** Name of the Secret that the notifications controller reads; its key `slack-token` is the bot's token. */
export const NOTIFICATIONS_SECRET = 'argocd-notifications-secret';

/** Values of the chart below `notifications`. */
export interface NotificationValues {
  readonly secret: { readonly create: false; readonly name: string };
  readonly notifiers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
  readonly triggers: Readonly<Record<string, string>>;
  readonly subscriptions: readonly { readonly recipients: readonly string[]; readonly triggers: readonly string[] }[];
}

/** What is told, and when: a broken sync, sick workloads, a release that waits for a person, a finished deployment. */
const EVENTS = {
  'sync-failed': {
    when: "app.status?.operationState.phase in ['Error', 'Failed']",
    oncePer: 'app.status?.operationState.syncResult.revision',
    message: 'sync of {{.app.metadata.name}} failed: {{.app.status.operationState.message}}',
  },
  'health-degraded': {
    when: "app.status?.health.status == 'Degraded'",
    oncePer: 'app.status?.operationState.syncResult.revision',
    message: '{{.app.metadata.name}} is degraded',
  },
  'release-waits': {
    when: "app.status?.health.status == 'Suspended'",
    oncePer: 'app.status?.operationState.syncResult.revision',
    message: '{{.app.metadata.name}} is suspended: a release waits for a person (docs/runbooks/weighted-release.md)',
  },
  deployed: {
    when: "app.status?.operationState.phase in ['Succeeded'] and app.status?.health.status == 'Healthy'",
    oncePer: 'app.status?.operationState.syncResult.revision',
    message: '{{.app.metadata.name}} runs {{.app.status.operationState.syncResult.revision}}',
  },
} as const;

/** Messages of Argo CD to one Slack channel. The token is in a Secret that External Secrets fills: never in git. */
export function notifications(channel: string): NotificationValues {
  const names = Object.keys(EVENTS);
  return {
    secret: { create: false, name: NOTIFICATIONS_SECRET },
    notifiers: { 'service.slack': 'token: $slack-token\n' },
    templates: Object.fromEntries(
      Object.entries(EVENTS).map(([name, { message }]) => [`template.${name}`, Yaml.stringify({ message })]),
    ),
    triggers: Object.fromEntries(
      Object.entries(EVENTS).map(([name, { when, oncePer }]) => [
        `trigger.${name}`,
        Yaml.stringify([{ when, oncePer, send: [name] }]),
      ]),
    ),
    subscriptions: [{ recipients: [`slack:${channel}`], triggers: names }],
  };
}
