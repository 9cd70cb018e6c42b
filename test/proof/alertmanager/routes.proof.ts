import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changed, committed, configurationIn, writePod, type Receiver } from './configuration';
import { asWritten } from './external-secrets';
import { ENVIRONMENTS, intended, sentAlerts, type SentAlert } from './intent';
import type { Channel } from './outside';
import { realModel } from '../../real-model';
import { AMTOOL } from './programs';

const routed = AMTOOL === undefined ? test.skip : test;

const folder = mkdtempSync(join(tmpdir(), 'garam-amtool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What amtool says. @throws Error with all of it when it fails */
async function amtool(...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(AMTOOL ?? '', [...args], { env: { PATH: process.env['PATH'], HOME: folder } }, (error, stdout, stderr) => {
      if (error) reject(new Error(stdout + stderr));
      else resolve(stdout.trim());
    });
  });
}

/** The file that the pod would have, from the committed text or a broken one. */
function fileOf(environment: string, planted = (text: string) => text): string {
  const pod = committed(environment);
  return writePod(folder, { ...pod, text: planted(pod.text) }, {});
}

/** Ways in which a receiver tells. */
function channelsOf(receiver: Receiver | undefined): readonly Channel[] {
  const { pagerduty_configs, slack_configs, email_configs, webhook_configs } = receiver ?? { name: '' };
  const all = { pagerduty: pagerduty_configs, slack: slack_configs, email: email_configs, heartbeat: webhook_configs };
  return (Object.keys(all) as (keyof typeof all)[]).flatMap(channel => (all[channel] ?? []).map(() => channel));
}

/** Alerts of which somebody else is told than intended, as amtool routes them. */
async function misrouted(environment: string, planted?: (text: string) => string): Promise<readonly string[]> {
  const file = fileOf(environment, planted);
  const { receivers } = configurationIn(committed(environment).text);
  const wrong = async (alert: SentAlert): Promise<readonly string[]> => {
    const labels = Object.entries(alert.labels).map(([label, value]) => `${label}=${value}`);
    const names = (await amtool('config', 'routes', 'test', `--config.file=${file}`, ...labels)).split(/[\s,]+/);
    const found = names.flatMap(name => channelsOf(receivers.find(each => each.name === name)));
    const expected = intended(environment, alert);
    return found.join() === expected.join() ? [] : [`${labels.join(' ')}: ${found.join()}, not ${expected.join()}`];
  };
  const all: (readonly string[])[] = [];
  for (const alert of sentAlerts(environment)) all.push(await wrong(alert));
  return all.flat();
}

test('it is said of every environment with alerts who is to be told', () => {
  const declared = realModel().declarations.filter(({ type }) => type === 'alert');
  expect(ENVIRONMENTS).toEqual([...new Set(declared.map(({ environment }) => environment))].sort());
});

describe.each(ENVIRONMENTS)('the routes of %s, read by the newest amtool', environment => {
  routed('are read without a complaint, with every receiver found', async () => {
    const said = await amtool('check-config', fileOf(environment));
    expect(said).toContain('SUCCESS');
    expect(said).toContain(`${configurationIn(committed(environment).text).receivers.length} receivers`);
    expect(said).toContain('1 templates');
  });

  routed(
    'bring every shipped alert to exactly those whom the requirements name (FP-13, LP-10, MM-08, TG-18)',
    async () => {
      expect(sentAlerts(environment).length).toBeGreaterThan(10);
      expect(await misrouted(environment)).toEqual([]);
    },
  );
});

describe('planted: the routes', () => {
  routed('a receiver that is missing is refused', async () => {
    const broken = changed(each => ({ ...each, receivers: each.receivers.filter(({ name }) => name !== 'warning') }));
    await expect(amtool('check-config', fileOf('fablink-prod', broken))).rejects.toThrow(/undefined receiver/);
  });

  routed('a route that takes everything before the others is seen', async () => {
    const broken = changed(each => ({
      ...each,
      route: { ...each.route, routes: [{ receiver: 'warning' }, ...(each.route.routes ?? [])] },
    }));
    const wrong = await misrouted('fablink-prod', broken);
    expect(wrong.join('\n')).toMatch(/alertname=Watchdog .*: slack, not heartbeat/);
    expect(wrong.join('\n')).toMatch(/severity=critical.*: slack, not pagerduty,slack/);
  });

  routed('the dead man’s switch after the severities is seen', async () => {
    const broken = changed(each => ({
      ...each,
      route: {
        ...each.route,
        routes: [{ receiver: 'info', matchers: ['severity="info"'] }, ...(each.route.routes ?? [])],
      },
    }));
    expect(await misrouted('fablink-prod', broken)).toEqual([
      expect.stringMatching(/Watchdog.*: email, not heartbeat/),
    ]);
  });
});

routed('planted: templates that are no raw strings are refused: External Secrets would fill them in', () => {
  const { 'messages.tmpl': messages = '' } = committed('learn').files;
  expect(messages).toContain('{{ define "slack.default.text" -}}');
  expect(asWritten(`{{\`${messages}\`}}`)).toBe(messages);
  expect(() => asWritten(messages)).toThrow(/only raw strings/);
});
