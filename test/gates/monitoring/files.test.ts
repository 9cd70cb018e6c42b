import { parse, stringify } from 'yaml';
import { alertLeadsToDashboard } from '../../../src/gates/monitoring/dashboards/alert-leads-to-dashboard';
import { alertTells } from '../../../src/gates/monitoring/alert-tells';
import { ruleFileIsRead } from '../../../src/gates/monitoring/files/rule-file-is-read';
import { scrapeJobFindsTargets } from '../../../src/gates/monitoring/files/scrape-job-finds-targets';
import { metricKnown } from '../../../src/gates/monitoring/metric-known';
import { rulesOf } from '../../../src/gates/monitoring/prometheus-rules';
import { queryParses } from '../../../src/gates/monitoring/query-parses';
import { retentionCoversWindows } from '../../../src/gates/monitoring/retention-covers-windows';
import type { Model, Rule } from '../../../src/model';
import { named, planted, realModel, without, type Draft } from '../../real-model';

const model = realModel();
const at = (object: string): ReturnType<typeof named> => named('tripgen-dev', object);
const FILE = 'tripgen-dev-user-service-pods.yaml';

const found = (rule: Rule, of: Model): readonly string[] =>
  rule.check(of).map(({ where, message }) => `${where.environment} ${where.object} ${where.path}: ${message}`);

interface DraftRule {
  alert?: string;
  expr: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** The real model with a file of a ConfigMap changed. */
function withFile<T>(configMap: string, file: string, change: (content: T) => void): Model {
  return planted(model, at(`ConfigMap/${configMap}`), object => {
    const data = object['data'] as Record<string, string>;
    const content = parse(data[file] ?? '') as T;
    change(content);
    data[file] = stringify(content);
  });
}

/** … with an alert changed. */
const withAlert = (name: string, change: (rule: DraftRule) => void): Model =>
  withFile<{ groups: { rules: DraftRule[] }[] }>('prometheus-rules', FILE, ({ groups }) => {
    const rule = groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === name);
    if (!rule) throw new Error(`no alert ${name}`);
    change(rule);
  });

interface Job {
  job_name: string;
  relabel_configs: { action?: string; source_labels?: string[]; regex?: string }[];
}

const withJobs = (change: (jobs: Job[]) => void): Model =>
  withFile<{ scrape_configs: Job[] }>('prometheus-settings', 'prometheus.yaml', content =>
    change(content.scrape_configs),
  );

/** … with a flag of Prometheus changed. */
function withFlag(from: string, to: string): Model {
  return planted(model, at('StatefulSet/prometheus'), object => {
    const text = JSON.stringify(object['spec']);
    if (!text.includes(from)) throw new Error(`no flag ${from}`);
    object['spec'] = JSON.parse(text.replace(from, to)) as Draft;
  });
}

describe('D-06 a Prometheus that is told by files', () => {
  test('its rules are seen by every gate that sees those of the operator', () => {
    const alerts = rulesOf(model).filter(
      ({ manifest, rule }) => manifest.environment === 'tripgen-dev' && typeof rule['alert'] === 'string',
    );
    const declared = model.declarations.filter(
      ({ environment, type }) => environment === 'tripgen-dev' && type === 'alert',
    );
    expect(alerts.length).toBeGreaterThan(30);
    expect(alerts).toHaveLength(declared.length);
  });

  test('an alert of a file without severity, one that does not parse, and one that asks for nothing known are found', () => {
    expect(
      found(
        alertTells,
        withAlert('PodMemory', rule => delete rule.labels['severity']),
      ),
    ).toEqual([expect.stringMatching(/^tripgen-dev ConfigMap\/monitoring\/prometheus-rules \$\.data.*severity/)]);
    expect(
      found(
        queryParses,
        withAlert('PodMemory', rule => (rule.expr = 'sum(')),
      ),
    ).toHaveLength(1);
    expect(
      found(
        metricKnown,
        withAlert('PodMemory', rule => (rule.expr = 'container_memory_bytes > 1')),
      ),
    ).toEqual([expect.stringMatching(/container_memory_bytes/)]);
  });

  test.each([
    ['none', undefined, 'nothing'],
    ['that of another', { environment: 'tripgen-prod' }, '"tripgen-prod"'],
  ])('settings that give alerts no environment, or another, are found: %s', (_, labels, seen) => {
    const broken = withFile<{ global: { external_labels?: object | undefined } }>(
      'prometheus-settings',
      'prometheus.yaml',
      ({ global }) => (global.external_labels = labels),
    );
    expect(found(alertTells, broken)).toEqual([
      `tripgen-dev ConfigMap/monitoring/prometheus-settings $.data["prometheus.yaml"].global.external_labels.environment: ` +
        `found ${seen}, which every alert of this Prometheus carries as its environment`,
    ]);
  });

  test('an alert that leads to a dashboard where there is none is found', () => {
    const broken = withAlert('PodMemory', rule => (rule.annotations['dashboard_url'] = 'http://localhost:3000/d/x'));
    expect(found(alertLeadsToDashboard, broken)).toEqual([expect.stringMatching(/leads to no dashboard/)]);
  });

  test('rules in a folder that the settings do not name are found, each file', () => {
    const broken = withFile<{ rule_files: string[] }>('prometheus-settings', 'prometheus.yaml', content => {
      content.rule_files = ['/etc/prometheus/rule/*.yaml'];
    });
    const files = Object.keys(
      (model.manifests.find(at('ConfigMap/prometheus-rules'))?.object as unknown as { data: object }).data,
    );
    expect(found(ruleFileIsRead, broken)).toHaveLength(files.length);
    expect(found(ruleFileIsRead, broken)[0]).toMatch(/which no Prometheus of the environment reads/);
  });

  test('a file that a pattern leaves out is found', () => {
    const broken = withFile<{ rule_files: string[] }>('prometheus-settings', 'prometheus.yaml', content => {
      content.rule_files = ['/etc/prometheus/rules/monitoring-*.yaml', '/etc/prometheus/rules/*-dev-[ault]*.yaml'];
    });
    expect(found(ruleFileIsRead, broken).length).toBeGreaterThan(0);
  });

  test('a file of rules that is no YAML is found', () => {
    const broken = planted(model, at('ConfigMap/prometheus-rules'), object => {
      (object['data'] as Record<string, string>)[FILE] = 'groups: [';
    });
    expect(found(ruleFileIsRead, broken)).toEqual([expect.stringMatching(/no YAML with groups of rules/)]);
  });

  test('settings that are not where Prometheus looks for them are found, with all the rules', () => {
    const broken = withFlag('/etc/prometheus/settings/prometheus.yaml', '/etc/prometheus/prometheus.yml');
    expect(found(ruleFileIsRead, broken)[0]).toMatch(/StatefulSet\/monitoring\/prometheus .*not mounted there/);
    expect(found(ruleFileIsRead, broken).length).toBeGreaterThan(5);
  });

  test('rules without any Prometheus are found', () => {
    expect(found(ruleFileIsRead, without(model, at('StatefulSet/prometheus'))).length).toBeGreaterThan(5);
  });

  test('an entry that keeps no pod is found, and who is read by none', () => {
    const broken = withJobs(jobs => {
      const [job] = jobs.filter(({ job_name: name }) => name === 'tripgen-dev/user-service');
      const port = job?.relabel_configs.find(({ source_labels: labels }) => labels?.[0]?.endsWith('port_name'));
      if (!port) throw new Error('no step keeps a port');
      port.regex = 'metrics';
    });
    expect(found(scrapeJobFindsTargets, broken)).toEqual([
      expect.stringMatching(/scrape_configs\[\d+\]: found tripgen-dev\/user-service, which keeps no pod/),
      expect.stringMatching(/found no entry that reads user-service/),
    ]);
  });

  test('an entry that is missing is found', () => {
    const broken = withJobs(jobs =>
      jobs.splice(
        jobs.findIndex(({ job_name: name }) => name === 'kubelet'),
        1,
      ),
    );
    expect(found(scrapeJobFindsTargets, broken)).toEqual([expect.stringMatching(/found no entry that reads kubelet/)]);
  });

  test.each([
    [
      'as long as the longest window',
      '--storage.tsdb.retention.time=30d',
      /found "30d", but queries look back 30 days/,
    ],
    ['that is not stated', '--web.enable-lifecycle', /found nothing, but queries look back 30 days/],
  ])('a retention %s is found', (_, flag, message) => {
    const broken = withFlag('--storage.tsdb.retention.time=35d', flag);
    expect(found(retentionCoversWindows, broken)).toEqual([expect.stringMatching(message)]);
  });
});
