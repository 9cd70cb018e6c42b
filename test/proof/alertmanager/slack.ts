import { intended, type SentAlert } from './intent';
import type { Message } from './outside';
import { groupsOf } from './scenario';

/** What Slack has to show below the titles: for each group one message, which has a paragraph for each alert. */
export function slackTexts(
  environment: string,
  alerts: readonly SentAlert[],
  status: Message['status'] = 'firing',
): readonly string[] {
  return groupsOf(alerts)
    .filter(([first]) => first !== undefined && intended(environment, first).includes('slack'))
    .map(group =>
      group
        .map(alert => paragraph(alert, status))
        .sort()
        .join('\n\n'),
    )
    .sort();
}

/** What Slack shows below the titles; the order of alerts within a message is Alertmanager's own. */
export function shownTexts(messages: readonly Message[]): readonly string[] {
  return messages
    .filter(({ channel }) => channel === 'slack')
    .map(({ below }) => below.trim().split('\n\n').sort().join('\n\n'))
    .sort();
}

function paragraph({ labels, annotations }: SentAlert, status: Message['status']): string {
  const { summary = '', description, runbook_url: runbook, dashboard_url: dashboard } = annotations;
  const { environment = 'unknown', severity = 'unknown' } = labels;
  const links = [...(runbook ? [`runbook: ${runbook}`] : []), ...(dashboard ? [`dashboard: ${dashboard}`] : [])];
  const facts = [`environment: ${environment}`, `severity: ${severity}`, ...links];
  const title = `*${status === 'resolved' ? 'Resolved: ' : ''}${plain(summary)}*`;
  return [title, ...(description ? [plain(description)] : []), facts.join(', ')].join('\n');
}

/** Slack reads these three signs as its own. */
function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
