import { Yaml } from 'cdk8s';
import type { PodEndpoint } from '../../model';
import { EVALUATION_INTERVAL } from '../alerting';
import type { AlertRules, ScrapeJob } from '../monitoring';

/** Label of the ConfigMaps that hold rules: gates find them by it, mounted or not. */
export const RULES_LABEL = { 'garam.dev/content': 'prometheus-rules' };

/** Folders of the pod, with a file's name in the one, and the ending of all files in the other. */
export const FOLDERS = { settings: '/etc/prometheus/settings', rules: '/etc/prometheus/rules' } as const;
export const SETTINGS_FILE = 'prometheus.yaml';

export interface PrometheusSettings {
  /** Labels on every alert that leaves this Prometheus (`environment`). */
  readonly externalLabels: Readonly<Record<string, string>>;
  /** Where alerts go. */
  readonly alertmanager: PodEndpoint;
  readonly jobs: readonly ScrapeJob[];
}

/** What Prometheus reads at its start: whom it tells, where its rules are, and everything that it scrapes. */
export function settingsText({ externalLabels, alertmanager, jobs }: PrometheusSettings): string {
  const { service, namespace, port } = alertmanager;
  return Yaml.stringify({
    global: {
      scrape_interval: EVALUATION_INTERVAL,
      evaluation_interval: EVALUATION_INTERVAL,
      external_labels: externalLabels,
    },
    alerting: {
      alertmanagers: [
        { api_version: 'v2', static_configs: [{ targets: [`${service}.${namespace}.svc.cluster.local:${port}`] }] },
      ],
    },
    rule_files: [`${FOLDERS.rules}/*.yaml`],
    scrape_configs: [...jobs].sort((a, b) => (a.job_name < b.job_name ? -1 : 1)),
  });
}

/** Files of rules by their names, one for each thing that is watched. */
export function ruleFiles(all: readonly AlertRules[]): Readonly<Record<string, string>> {
  const files = all.map(({ file: { name, groups } }) => [`${name}.yaml`, Yaml.stringify({ groups })] as const);
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}
