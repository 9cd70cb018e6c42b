import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import type { KubeObject } from '../../../src/model';
import type { KubeClient, LiveObject } from '../../../src/proving-ground';

/** What the reloader beside Prometheus fills in: with one shard, that one is the first. */
const SHARD = ['$(SHARD)', '0'] as const;
/** Where the operator mounts the rules, and Alertmanager's Secret. */
const RULES = '/etc/prometheus/rules';
const SECRETS = '/etc/alertmanager/secrets/alertmanager-configuration';

/** Who is asked for targets, and by whose rights. */
export interface Discovery {
  readonly api_server?: string;
  readonly authorization?: { readonly credentials_file: string };
  readonly tls_config?: { readonly ca_file: string };
}

interface Discovering {
  readonly kubernetes_sd_configs?: readonly object[];
  /** How a job shows who asks, where it does: as a class of the Prometheus object says. */
  readonly authorization?: { readonly credentials_file: string };
  readonly tls_config?: { readonly ca_file: string };
}

/** A configuration of Prometheus, as far as it is looked at. */
export interface Configuration {
  readonly rule_files?: readonly string[];
  readonly scrape_configs: readonly (Discovering & { readonly job_name: string })[];
  readonly alerting?: { readonly alertmanagers?: readonly Discovering[] };
}

/** What the operator has made of a Prometheus. */
export interface Generated {
  readonly configuration: Configuration;
  /** Files of rules, by their path below the folder of rules. */
  readonly rules: Readonly<Record<string, string>>;
}

type Filled = LiveObject & { readonly data?: Readonly<Record<string, string>> };

/** The configuration of a Prometheus and the ConfigMaps of its rules, once there are any. */
export async function generatedFor(client: KubeClient, prometheus: KubeObject): Promise<Generated | undefined> {
  const { name, namespace } = prometheus.metadata;
  const config = await dataOf(client, 'Secret', `prometheus-${name}`, namespace);
  const packed = config?.['prometheus.yaml.gz'];
  const maps = (await client.list('v1', 'ConfigMap', namespace)) as readonly Filled[];
  const ofRules = maps.filter(({ metadata }) => metadata.name.startsWith(`prometheus-${name}-rulefiles-`));
  if (packed === undefined || ofRules.length === 0) return undefined;
  const rules = ofRules.flatMap(({ metadata, data = {} }) =>
    Object.entries(data).map(([file, text]) => [`${metadata.name}/${file}`, text] as const),
  );
  return {
    configuration: parse(unpacked(packed).replaceAll(...SHARD)) as Configuration,
    rules: Object.fromEntries(rules),
  };
}

/**
 * The same configuration for a Prometheus outside of the cluster. Three things are changed: rules lie in a folder of
 * ours, the API server, which pods find by themselves, is named, with a token, and so is the token that a pod shows.
 * @param discoveryOf how a job asks; the Alertmanagers are asked for as `alertmanagers`
 * @returns the configuration, whose rules are written
 */
export function nearby(
  { configuration, rules }: Generated,
  folder: string,
  discoveryOf: (job: string) => Discovery,
): Configuration {
  const place = join(folder, 'rules');
  for (const [path, text] of Object.entries(rules)) {
    mkdirSync(join(place, path, '..'), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  const found = <T extends Discovering>(each: T, job: string): T => ({
    ...each,
    ...(each.authorization && shown(discoveryOf(job))),
    ...(each.kubernetes_sd_configs && {
      kubernetes_sd_configs: each.kubernetes_sd_configs.map(by => ({ ...by, ...discoveryOf(job) })),
    }),
  });
  const { alerting, rule_files = [], scrape_configs } = configuration;
  return {
    ...configuration,
    rule_files: rule_files.map(path => path.replace(RULES, place)),
    scrape_configs: scrape_configs.map(each => found(each, each.job_name)),
    alerting: { ...alerting, alertmanagers: alerting?.alertmanagers?.map(each => found(each, 'alertmanagers')) ?? [] },
  };
}

/** What a job shows to its targets, in the place of what lies in a pod. */
function shown({ authorization, tls_config }: Discovery): Partial<Discovering> {
  return { ...(authorization && { authorization }), ...(tls_config && { tls_config }) };
}

/**
 * Writes what the operator has made of an Alertmanager's configuration, in a folder of ours instead of its pod's.
 * @returns path of the configuration; `undefined` while there is none
 */
export async function writeAlertmanager(
  client: KubeClient,
  alertmanager: KubeObject,
  folder: string,
): Promise<string | undefined> {
  const { name, namespace } = alertmanager.metadata;
  const { 'alertmanager.yaml.gz': packed, ...files } =
    (await dataOf(client, 'Secret', `alertmanager-${name}-generated`, namespace)) ?? {};
  if (packed === undefined) return undefined;
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), Buffer.from(text, 'base64'));
  const path = join(folder, 'alertmanager.yaml');
  writeFileSync(path, unpacked(packed).replaceAll(SECRETS, folder));
  return path;
}

async function dataOf(
  client: KubeClient,
  kind: 'Secret',
  name: string,
  namespace: string | undefined,
): Promise<Readonly<Record<string, string>> | undefined> {
  const found = await client.get({ apiVersion: 'v1', kind, metadata: { name, ...(namespace && { namespace }) } });
  return (found as Filled | undefined)?.data;
}

function unpacked(base64: string): string {
  return gunzipSync(Buffer.from(base64, 'base64')).toString();
}
