import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Declared, SecretDeclaration } from '../../../src/model';
import { named, realModel } from '../../real-model';
import { seconds } from '../alerts/shares/share-case';
import { asWritten } from './external-secrets';
import type { Addresses } from './outside';

/** A route, and the routes below it. */
export interface Route {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly routes?: readonly Route[];
  readonly mute_time_intervals?: readonly string[];
  readonly active_time_intervals?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
}

/** Who is told: a name, and lists of `slack_configs` and the like. */
export interface Receiver {
  readonly name: string;
  readonly slack_configs?: readonly object[];
  readonly pagerduty_configs?: readonly object[];
  readonly email_configs?: readonly object[];
  readonly webhook_configs?: readonly object[];
}

/** The configuration of Alertmanager, as far as proofs look into it. */
export interface Configuration {
  readonly global: Readonly<Record<string, unknown>>;
  readonly templates?: readonly string[];
  readonly route: Route;
  readonly inhibit_rules: readonly Readonly<Record<string, unknown>>[];
  readonly receivers: readonly Receiver[];
  readonly time_intervals?: readonly { readonly name: string; readonly time_intervals: readonly object[] }[];
}

/** What the pod of Alertmanager finds: keys of secrets, and what is written beside them. */
interface Committed {
  /** The configuration. */
  readonly text: string;
  readonly keys: readonly string[];
  /** Other files, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Folders in the pod of Alertmanager: of the operator's, and of one that reads files. */
const FOLDERS = [
  '/etc/alertmanager/secrets/alertmanager-configuration',
  '/etc/alertmanager/settings',
  '/etc/alertmanager/secrets',
];

/** What holds a configuration: where files tell all, and where a store has the secrets. */
const [IN_FILES, IN_STORE] = ['ConfigMap/alertmanager-settings', 'ExternalSecret/alertmanager-configuration'] as const;

/** Whether there are times at which people of an environment are told of nothing. */
export function mutes(environment: string): boolean {
  return realModel()
    .manifests.filter(each => [IN_FILES, IN_STORE].some(holder => named(environment, holder)(each)))
    .some(({ object }) => JSON.stringify(object).includes('time_intervals'));
}

/** The configuration of an environment as it is committed, in an ExternalSecret or, where files tell all, a ConfigMap. */
export function committed(environment: string): Committed {
  return fromConfigMap(environment) ?? fromExternalSecret(environment);
}

function fromConfigMap(environment: string): Committed | undefined {
  const found = realModel().manifests.find(named(environment, IN_FILES));
  if (!found) return undefined;
  const { 'alertmanager.yaml': text = '', ...files } = (
    found.object as unknown as { readonly data: Readonly<Record<string, string>> }
  ).data;
  const secrets = realModel().declarations.filter(
    (each): each is Declared<SecretDeclaration> =>
      each.type === 'secret' && each.environment === environment && each.consumers.includes('alertmanager'),
  );
  return { text, files, keys: secrets.flatMap(({ entries }) => entries.map(({ key }) => key)) };
}

/** Its texts as External Secrets writes them. */
function fromExternalSecret(environment: string): Committed {
  const found = realModel().manifests.find(named(environment, IN_STORE));
  if (!found) throw new Error(`${environment} has no configuration of Alertmanager`);
  const { spec } = found.object as unknown as {
    readonly spec: {
      readonly data: readonly { readonly secretKey: string }[];
      readonly target: { readonly template: { readonly data: Readonly<Record<string, string>> } };
    };
  };
  const { 'alertmanager.yaml': text = '', ...files } = Object.fromEntries(
    Object.entries(spec.target.template.data).map(([name, template]) => [name, asWritten(template)]),
  );
  return { text, keys: spec.data.map(each => each.secretKey), files };
}

/** A configuration as an object. */
export function configurationIn(text: string): Configuration {
  return parse(text) as Configuration;
}

/**
 * Writes what Alertmanager would find in its pod: the text as it is committed, but for the folder of the secrets, and
 * harmless secrets. Addresses are secrets, too: they lead to the stand-ins of the outside.
 * @returns path of the configuration
 */
export function writePod(
  folder: string,
  { text, keys, files }: Committed,
  secrets: Readonly<Record<string, string>>,
): string {
  for (const key of keys) writeFileSync(join(folder, key), secrets[key] ?? 'harmless');
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const path = join(folder, 'alertmanager.yaml');
  writeFileSync(
    path,
    FOLDERS.reduce((all, each) => all.replaceAll(each, folder), text),
  );
  return path;
}

/** Secrets that are addresses. */
export function addressSecrets({ http }: Addresses): Readonly<Record<string, string>> {
  return { SLACK_URL: `${http}/slack`, HEARTBEAT_URL: `${http}/heartbeat` };
}

/** Waits in place of those that are committed, so that nobody waits for minutes: everything else stays. */
const WAITS = { group_wait: '2s', group_interval: '3s' } as const;

/** How many times faster the dead man's switch is called than committed. */
export const FASTER = 30;

/**
 * The committed configuration with three things changed: the mail server and PagerDuty are the stand-ins, groups wait for
 * seconds, and the dead man's switch is called {@link FASTER}.
 */
export function nearby(text: string, { http, mail }: Addresses): string {
  const configuration = configurationIn(text);
  return stringify({
    ...configuration,
    global: { ...configuration.global, pagerduty_url: `${http}/pagerduty` },
    route: { ...configuration.route, ...WAITS, routes: configuration.route.routes?.map(quick) },
    receivers: configuration.receivers.map(receiver => ({
      ...receiver,
      ...(receiver.email_configs && {
        email_configs: receiver.email_configs.map(each => ({ ...each, smarthost: mail })),
      }),
    })),
  });
}

function quick(route: Route): Route {
  const { group_interval, repeat_interval } = route;
  if (group_interval === undefined || repeat_interval === undefined) return route;
  return { ...route, group_interval: faster(group_interval), repeat_interval: faster(repeat_interval) };
}

function faster(time: string): string {
  return `${Math.round((seconds(time) * 1000) / FASTER)}ms`;
}

/** A configuration with something changed. */
export function changed(change: (configuration: Configuration) => object): (text: string) => string {
  return text => stringify(change(configurationIn(text)));
}

/** Times that are over, and times that never end: what is told does not hang on when the proof runs. */
const YEARS = { never: '2000', always: '2000:2999' } as const;

/** A configuration whose times at which nobody is told are never, or always. */
export function muted(when: keyof typeof YEARS): (text: string) => string {
  return text => {
    const configuration = configurationIn(text);
    const intervals = configuration.time_intervals?.map(each => ({
      ...each,
      time_intervals: [{ years: [YEARS[when]] }],
    }));
    return stringify({ ...configuration, ...(intervals && { time_intervals: intervals }) });
  };
}
