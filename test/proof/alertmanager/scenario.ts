import { RunningAlertmanager } from './alertmanager';
import { intended, sentAlerts, type SentAlert } from './intent';
import type { Message } from './outside';

/** What happens, and what somebody was told thereupon. */
export interface Told {
  /** Everything but error budgets and what others explain at once, and an alert without a severity. */
  readonly all: readonly Message[];
  /** What alerts that are told already explain. */
  readonly explained: readonly Message[];
  /** A page about one promise, and tickets about every promise. */
  readonly budgets: readonly Message[];
  /** The page is over; the tickets go on. */
  readonly over: readonly Message[];
}

/** An alert of which no rule says how urgent it is. */
export const UNHEARD: SentAlert = {
  labels: { alertname: 'Unheard' },
  annotations: { summary: 'Nobody knows how <urgent> this & that is' },
};

/** Alerts that say no more than another does, which is among {@link Told.all}. */
const EXPLAINED = ['CertificateExpiring', 'CertificateNotRenewed', 'ObjectsUnseen', 'PublicAddressUnseen'];

const nameOf = ({ labels }: SentAlert): string => labels['alertname'] ?? '';

/** What is sent in each part of the scenario. */
export function parts(environment: string): Readonly<Record<keyof Told, readonly SentAlert[]>> {
  const alerts = sentAlerts(environment);
  const page = alerts
    .filter(each => nameOf(each) === 'ErrorBudgetBurn' && each.labels['slo'] === 'availability')
    .slice(0, 1);
  const tickets = alerts.filter(each => nameOf(each) === 'ErrorBudgetLeak');
  return {
    all: [
      ...alerts.filter(each => !nameOf(each).startsWith('ErrorBudget') && !EXPLAINED.includes(nameOf(each))),
      UNHEARD,
    ],
    explained: alerts.filter(each => EXPLAINED.includes(nameOf(each))),
    budgets: [...page, ...tickets],
    over: page.map(each => ({ ...each, endsAt: new Date().toISOString() })),
  };
}

/** Plays it on a real Alertmanager with the committed configuration, or a broken one. */
export function play(environment: string, planted?: (text: string) => string): Promise<Told> {
  return undisturbed(environment, planted, async alertmanager => {
    const { all, explained, budgets } = parts(environment);
    const told = {
      all: await alertmanager.send(all),
      explained: await alertmanager.send(explained),
      budgets: await alertmanager.send(budgets),
    };
    return { ...told, over: await alertmanager.send(parts(environment).over) };
  });
}

/** How often something is played at most. */
export const PLAYS = 3;

/**
 * Plays something on an Alertmanager of its own. One that a busy machine keeps from telling within its ten seconds counts
 * that as a failure and tells it once more: then all is played anew.
 */
async function undisturbed<T>(
  environment: string,
  planted: ((text: string) => string) | undefined,
  scenes: (alertmanager: RunningAlertmanager) => Promise<T>,
): Promise<T> {
  for (let plays = 1; ; plays++) {
    const alertmanager = await RunningAlertmanager.start(environment, planted);
    try {
      const told = await scenes(alertmanager);
      if (plays === PLAYS || (await alertmanager.failures()) === 0) return told;
    } finally {
      await alertmanager.end();
    }
  }
}

/**
 * An address that does not answer, told beside a page about the promise of its service to answer, and about another of its
 * promises. @returns what is told of the address each time
 */
export async function playAddress(
  environment: string,
  planted?: (text: string) => string,
): Promise<Readonly<Record<'paged' | 'elsewhere', readonly Message[]>>> {
  const alerts = sentAlerts(environment);
  const [down] = alerts.filter(each => nameOf(each) === 'PublicAddressDown');
  const page = alerts.find(
    ({ labels }) =>
      labels['alertname'] === 'ErrorBudgetBurn' &&
      labels['slo'] === 'availability' &&
      labels['service'] === down?.labels['service'],
  );
  if (!down || !page) throw new Error(`${environment} has no address whose service promises to answer`);
  const beside = (burning: SentAlert): Promise<readonly Message[]> =>
    undisturbed(environment, planted, async alertmanager => {
      await alertmanager.send([burning]);
      return alertmanager.send([down]);
    });
  return {
    paged: await beside(page),
    elsewhere: await beside({ ...page, labels: { ...page.labels, slo: 'latency-p95' } }),
  };
}

/** Pages about the promise of each service of an environment to answer, sent at once. @returns what is told of them */
export function playOutage(environment: string, planted?: (text: string) => string): Promise<readonly Message[]> {
  const pages = sentAlerts(environment).filter(
    each =>
      nameOf(each) === 'ErrorBudgetBurn' && each.labels['slo'] === 'availability' && each.labels['window'] === '1h',
  );
  return undisturbed(environment, planted, alertmanager => alertmanager.send(pages));
}

/**
 * A certificate that runs out, told by cert-manager and by the host that shows it: beside one another, and in two namespaces.
 * @returns what is told of the host's each time
 */
export async function playCertificate(
  environment: string,
  planted?: (text: string) => string,
): Promise<Readonly<Record<'beside' | 'elsewhere', readonly Message[]>>> {
  const named = (name: string, more: SentAlert['labels'] = {}): SentAlert => {
    const found = sentAlerts(environment).find(each => nameOf(each) === name);
    if (!found) throw new Error(`${environment} has no alert ${name}`);
    return { ...found, labels: { ...found.labels, ...more } };
  };
  const host = [named('CertificateExpiringSoon'), named('CertificateExpiring')];
  const toldIn = (namespace = ''): Promise<readonly Message[]> =>
    undisturbed(environment, planted, async alertmanager => {
      const its = { namespace, certificate: 'web' };
      await alertmanager.send([named('CertificateRunningOut', its)]);
      return alertmanager.send([named('CertificateNotRenewed', its), ...host]);
    });
  return { beside: await toldIn(host[0]?.labels['namespace']), elsewhere: await toldIn('another') };
}

/** Labels by which alerts are grouped, in the order in which titles have them. */
const GROUPED_BY = ['alertname', 'environment', 'system'];

const titleOf = ({ labels }: SentAlert): string => GROUPED_BY.flatMap(label => labels[label] ?? []).join(' ');

/** Alerts of one message: they have its title in common, and their severity, since each has a route with its own groups. */
export function groupsOf(alerts: readonly SentAlert[]): readonly (readonly SentAlert[])[] {
  const groups = new Map<string, SentAlert[]>();
  for (const alert of alerts) {
    const group = `${alert.labels['severity']} ${titleOf(alert)}`;
    groups.set(group, [...(groups.get(group) ?? []), alert]);
  }
  return [...groups.values()];
}

/** What must be told of some alerts: one message a group and channel, as `slack [FIRING:2] TargetDown learn shop`. */
export function expectedOf(environment: string, alerts: readonly SentAlert[], status = 'FIRING'): readonly string[] {
  return groupsOf(alerts)
    .flatMap(members => {
      const [first] = members;
      const count = status === 'FIRING' ? `:${members.length}` : '';
      return first
        ? intended(environment, first).map(channel => `${channel} [${status}${count}] ${titleOf(first)}`)
        : [];
    })
    .filter(line => !line.startsWith('heartbeat'))
    .sort();
}

/** What was told, in the same words; the dead man's switch is not told in words. */
export function toldLines(messages: readonly Message[]): readonly string[] {
  return messages
    .filter(({ channel }) => channel !== 'heartbeat')
    .map(({ channel, title }) => `${channel} ${title.replace(/ *\(.*$/, '').trimEnd()}`)
    .sort();
}
