import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { environments } from '../../src/environments';
import { startPrometheus, toolPlaces } from '../../src/proving-ground';
import { endProcesses } from '../../src/proving-ground/process';
import { realTool } from '../real-tool';
import { named, realModel } from '../real-model';
import { inFolder, promtool, PROMTOOL } from './alerts/promtool';

/** Folders of the pod, which the proof has somewhere else. */
const SETTINGS = '/etc/prometheus/settings';
const RULES = '/etc/prometheus/rules';
const IDENTITY = '/var/run/secrets/kubernetes.io/serviceaccount';

const model = realModel();
const watched = model.environments
  .map(({ name }) => name)
  .filter(environment => model.manifests.some(named(environment, 'ConfigMap/prometheus-settings')));

const filesOf = (environment: string, configMap: string): Readonly<Record<string, string>> => {
  const found = model.manifests.find(named(environment, `ConfigMap/${configMap}`));
  return (found?.object as unknown as { readonly data: Readonly<Record<string, string>> }).data;
};

/** Writes what the pod of an environment's Prometheus finds. @returns path of the settings, as text that names the folder */
function writePod(folder: string, environment: string, planted = (text: string) => text): string {
  const { 'prometheus.yaml': text = '' } = filesOf(environment, 'prometheus-settings');
  for (const name of ['rules', 'identity']) mkdirSync(join(folder, name), { recursive: true });
  for (const [name, content] of Object.entries(filesOf(environment, 'prometheus-rules')))
    writeFileSync(join(folder, 'rules', name), content);
  for (const name of ['token', 'ca.crt']) writeFileSync(join(folder, 'identity', name), 'harmless');
  const settings = planted(text)
    .replaceAll(SETTINGS, folder)
    .replaceAll(RULES, join(folder, 'rules'))
    .replaceAll(IDENTITY, join(folder, 'identity'));
  const path = join(folder, 'prometheus.yaml');
  writeFileSync(path, settings);
  return path;
}

const rulesIn = (environment: string): number =>
  Object.values(filesOf(environment, 'prometheus-rules'))
    .flatMap(text => (parse(text) as { groups: { rules: object[] }[] }).groups)
    .flatMap(({ rules }) => rules).length;

const proof = PROMTOOL === undefined ? test.skip : test;

test('D-06, FD-12 every environment that says so has a Prometheus that is told by files, and no other', () => {
  const saying = environments.filter(({ watchedBy }) => watchedBy?.type === 'by-files').map(({ name }) => name);
  expect(watched).toEqual(saying);
  expect(watched).toEqual(['fablink-dev', 'learn-local', 'memo-dev', 'tripgen-dev']);
});

describe.each(watched)('D-06, FD-12 the files of the Prometheus of %s', environment => {
  proof('pass promtool check config, every file of rules with it', async () => {
    const { isWell, said } = await inFolder(folder => promtool('check', 'config', writePod(folder, environment)));
    expect(said).toContain('SUCCESS');
    expect(said.match(/\d+ rules found/g)).toHaveLength(Object.keys(filesOf(environment, 'prometheus-rules')).length);
    expect(isWell).toBe(true);
  });

  proof('planted: a field that Prometheus does not know is refused', async () => {
    const broken = (text: string): string => text.replace('sample_limit', 'samples_limit');
    const { isWell, said } = await inFolder(folder =>
      promtool('check', 'config', writePod(folder, environment, broken)),
    );
    expect([isWell, said]).toEqual([false, expect.stringMatching(/samples_limit not found/)]);
  });

  (realTool('prometheus', 'prometheus') === undefined ? test.skip : test)(
    'are loaded by a real Prometheus: every job, and every rule without an error',
    async () => {
      const state = mkdtempSync(join(tmpdir(), 'garam-prometheus-files-'));
      try {
        // Nobody answers there: what discovery finds is not the question here.
        const apiServer = (text: string): string =>
          text.replaceAll(/( *)- role: /g, '$1- api_server: http://127.0.0.1:9\n$1  role: ');
        const path = writePod(state, environment, apiServer);
        const config = parse(readFileSync(path, 'utf8')) as {
          scrape_configs: { job_name: string }[];
        };
        const url = await startPrometheus({ places: toolPlaces(resolve(__dirname, '../..')), state, config });
        const asked = async (what: string): Promise<unknown> =>
          ((await (await fetch(`${url}/api/v1/${what}`)).json()) as { data: unknown }).data;
        const { yaml } = (await asked('status/config')) as { yaml: string };
        const taken = parse(yaml) as typeof config;
        const jobs = ({ scrape_configs: all }: typeof config): string[] => all.map(each => each.job_name).sort();
        expect(jobs(taken)).toEqual(jobs(config));
        const loaded = (await asked('rules')) as { groups: { rules: { lastError?: string }[] }[] };
        const rules = loaded.groups.flatMap(each => each.rules);
        expect(rules).toHaveLength(rulesIn(environment));
        expect(rules.filter(({ lastError }) => lastError)).toEqual([]);
      } finally {
        await endProcesses(state);
        rmSync(state, { recursive: true, force: true });
      }
    },
  );
});
