import { changed, FASTER, muted } from './configuration';
import { ENVIRONMENTS, uses, type SentAlert } from './intent';
import type { Message } from './outside';
import { named, realModel } from '../../real-model';
import { ALERTMANAGER, AMTOOL } from './programs';
import { expectedOf, parts, play, playAddress, playCertificate, playOutage, toldLines, type Told } from './scenario';
import { shownTexts, slackTexts } from './slack';

const told = ALERTMANAGER === undefined || AMTOOL === undefined ? describe.skip : describe;

/** Whether an environment has Grafana, to which alerts lead. */
function hasDashboards(environment: string): boolean {
  return realModel().manifests.some(named(environment, 'Deployment/grafana'));
}

/** Milliseconds between two calls of the dead man's switch here: it is called every minute. */
const INTERVAL = 60_000 / FASTER;

/** The usual time between two messages, in milliseconds: of four of them three may be late where much else runs. */
function usualGap(messages: readonly Message[]): number {
  const gaps = messages.slice(1).map(({ at }, index) => at - (messages[index]?.at ?? at));
  return [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 4)] ?? Number.NaN;
}

told('what a real Alertmanager tells', () => {
  const withoutEqual = changed(each => ({
    ...each,
    inhibit_rules: each.inhibit_rules.map(({ equal: _, ...rule }) => rule),
  }));
  const withoutTemplates = changed(({ templates: _, ...each }) => each);
  const results = new Map<string, Told>();
  beforeAll(async () => {
    const plays = [
      ...ENVIRONMENTS.map(each => [each, each, muted('never')] as const),
      ['asleep', 'tripgen-dev', muted('always')] as const,
      ['planted', 'fablink-prod', withoutEqual] as const,
      ['wordless', 'learn', withoutTemplates] as const,
    ];
    await Promise.all(
      plays.map(async ([name, environment, planted]) => results.set(name, await play(environment, planted))),
    );
  });
  const result = (name: string): Told => {
    const found = results.get(name);
    if (!found) throw new Error(`${name} was not played`);
    return found;
  };
  /** Tickets that the page, which is about one promise of one service, does not silence. */
  const loud = (environment: string): readonly SentAlert[] => {
    const { budgets } = parts(environment);
    const [page] = budgets;
    const isSame = (label: string) => (alert: SentAlert) => alert.labels[label] === page?.labels[label];
    return budgets.filter(alert => alert === page || !isSame('slo')(alert) || !isSame('service')(alert));
  };

  describe.each(ENVIRONMENTS)('in %s', environment => {
    test('every alert arrives once at exactly the intended receivers, grouped as declared', () => {
      expect(toldLines(result(environment).all)).toEqual(expectedOf(environment, parts(environment).all));
    });

    test('what another alert explains is not told: what an exporter that is away tells of, a certificate that expires sooner', () => {
      const isLookedAt = realModel().manifests.some(named(environment, 'Deployment/blackbox-exporter'));
      const explained = parts(environment).explained.map(({ labels }) => labels['alertname']);
      expect(explained.includes('PublicAddressUnseen')).toBe(isLookedAt);
      expect(explained).toContain('ObjectsUnseen');
      expect(toldLines(result(environment).explained)).toEqual([]);
    });

    test('a page about a promise silences the tickets about the same promise, and no others', () => {
      expect(toldLines(result(environment).budgets)).toEqual(expectedOf(environment, loud(environment)));
    });

    test('what is over is told as resolved, and the tickets that it silenced are told then', () => {
      const { over, budgets } = parts(environment);
      const tickets = budgets.filter(({ labels }) => labels['severity'] === 'warning');
      expect(toldLines(result(environment).over)).toEqual(
        [...expectedOf(environment, over, 'RESOLVED'), ...expectedOf(environment, tickets)].sort(),
      );
    });

    test('the Watchdog calls the dead man’s switch every minute, and nobody else', () => {
      const { all, explained, budgets, over } = result(environment);
      const messages = [...all, ...explained, ...budgets, ...over];
      const calls = messages.filter(({ channel }) => channel === 'heartbeat');
      expect(messages.filter(({ text }) => text.includes('Watchdog'))).toEqual(calls);
      if (!uses(environment, 'heartbeat')) expect(calls).toEqual([]);
      else expect(Math.abs(usualGap(calls) - INTERVAL)).toBeLessThan(INTERVAL * 0.25);
    });

    test('every message says what, where and whose it is; who gets up reads the page to look at', () => {
      const messages = Object.values(result(environment)).flat() as Told['all'];
      for (const { title, text, channel } of messages) {
        expect(text).not.toMatch(/<no value>|\{\{|%!/);
        if (channel === 'heartbeat' || title.includes('Unheard')) continue;
        expect(title).toMatch(new RegExp(`^\\[(FIRING:\\d+|RESOLVED)\\] \\w+ ${environment} [\\w-]+`));
        if (channel === 'pagerduty' && title.includes('FIRING'))
          expect(text).toMatch(/runbook_url = https:.*summary = \w/s);
      }
      expect(messages.length).toBeGreaterThan(0);
    });
  });

  describe.each(ENVIRONMENTS.filter(each => uses(each, 'slack')))('in Slack, in %s', environment => {
    const { all, over, budgets } = parts(environment);

    test('each alert of a message says what it is, where, how bad, and where the page to look at is', () => {
      expect(slackTexts(environment, all).join()).toMatch(
        new RegExp(
          `severity: \\w+, runbook: https:\\S+${hasDashboards(environment) ? `, dashboard: http:\\S+/d/${environment}-\\w+` : ''}`,
        ),
      );
      expect(shownTexts(result(environment).all)).toEqual(slackTexts(environment, all));
      expect(shownTexts(result(environment).budgets)).toEqual(slackTexts(environment, loud(environment)));
    });

    test('what is over says that it is', () => {
      const tickets = budgets.filter(({ labels }) => labels['severity'] === 'warning');
      expect(shownTexts(result(environment).over)).toEqual(
        [...slackTexts(environment, over, 'resolved'), ...slackTexts(environment, tickets)].sort(),
      );
    });

    test('its title leads to the page to look at', () => {
      for (const { text, channel, title } of result(environment).all)
        if (channel === 'slack' && !title.includes('Unheard'))
          expect(text).toMatch(/"title_link":"https:[^"]*\/docs\/runbooks\/alerts\/\w+\.md"/);
    });
  });

  test('planted: without our templates Slack shows nothing below the title, and that is seen', () => {
    const shown = shownTexts(result('wordless').all);
    expect(shown).not.toEqual(slackTexts('learn', parts('learn').all));
    expect(new Set(shown)).toEqual(new Set(['']));
  });

  test('Slack is told in the declared room', () => {
    const rooms = (environment: string) =>
      new Set(
        result(environment)
          .all.filter(({ channel }) => channel === 'slack')
          .map(({ to }) => to),
      );
    expect(rooms('fablink-dev')).toEqual(new Set(['#fablink-dev']));
    expect(rooms('fablink-prod')).toEqual(new Set(['#fablink-prod']));
    expect(rooms('learn')).toEqual(new Set(['#learn']));
    expect(rooms('memo-prod')).toEqual(new Set(['#memo']));
    expect(rooms('tripgen-dev')).toEqual(new Set(['#tripgen-dev']));
  });

  test('D-08 nobody is told of anything at a time that is muted', () => {
    expect(result('tripgen-dev').all.length).toBeGreaterThan(0);
    expect(Object.values(result('asleep')).flat()).toEqual([]);
  });

  test('an address is told of, and not where somebody was paged because its service fails', async () => {
    const { paged, elsewhere } = await playAddress('fablink-prod');
    expect(toldLines(paged)).toEqual([]);
    expect(toldLines(elsewhere).join()).toContain('PublicAddressDown');
  });

  test('LP-11 when all four services of the shop fail at once, that is one message', async () => {
    expect(toldLines(await playOutage('learn'))).toEqual(['slack [FIRING:4] ErrorBudgetBurn learn shop']);
  });

  test('planted: grouped by namespace, too, it is two', async () => {
    const byNamespace = changed(({ route, ...each }) => ({
      ...each,
      route: { ...route, group_by: [...(route.group_by ?? []), 'namespace'] },
    }));
    expect(toldLines(await playOutage('learn', byNamespace))).toEqual([
      'slack [FIRING:1] ErrorBudgetBurn learn frontend shop',
      'slack [FIRING:3] ErrorBudgetBurn learn backend shop',
    ]);
  });

  test('a certificate that cert-manager does not renew is told of once, whatever the host shows', async () => {
    const { beside, elsewhere } = await playCertificate('memo-prod');
    expect(toldLines(beside)).toEqual([]);
    const lines = toldLines(elsewhere).join();
    expect(lines).toContain('CertificateExpiringSoon');
    expect(lines).not.toContain('CertificateNotRenewed');
  });

  test('planted: without inhibition everything that others explain is told, and that is seen', async () => {
    const loudly = changed(each => ({ ...each, inhibit_rules: [] }));
    expect(toldLines((await playAddress('fablink-prod', loudly)).paged).join()).toContain('PublicAddressDown');
    const certificates = toldLines((await playCertificate('memo-prod', loudly)).beside).join();
    for (const name of ['NotRenewed', 'Expiring', 'ExpiringSoon'])
      expect(certificates).toContain(`Certificate${name} `);
    const { explained } = await play('fablink-prod', loudly);
    expect(toldLines(explained)).toEqual(expectedOf('fablink-prod', parts('fablink-prod').explained));
  });

  test('planted: a silence without `equal` is seen, because it swallows tickets about other promises', () => {
    const lines = toldLines(result('planted').budgets);
    expect(lines).not.toEqual(expectedOf('fablink-prod', loud('fablink-prod')));
    expect(lines.join('\n')).not.toContain('ErrorBudgetLeak');
  });
});
