import { parse, stringify } from 'yaml';
import { monitorTold } from '../../../src/gates/monitoring/monitor-told';
import { environmentsOf } from '../../../src/gates/reference/environment-objects';
import { targetsOf } from '../../../src/gates/monitoring/targets';
import type { Model } from '../../../src/model';
import { named, planted, realModel, without } from '../../real-model';

const model = realModel();

const found = (of: Model): readonly string[] =>
  monitorTold.check(of).map(({ where, message }) => `${where.environment} ${where.object} ${where.path}: ${message}`);

/** The real model without what one PrometheusRule says. */
const withoutRules = (environment: string, name: string): Model =>
  without(model, named(environment, `PrometheusRule/${name}`));

/** The real model with the text of a file of tripgen-dev changed. */
function withFile(configMap: string, file: string, change: (text: string) => string): Model {
  return planted(model, named('tripgen-dev', `ConfigMap/${configMap}`), object => {
    const data = object['data'] as Record<string, string>;
    const text = data[file] ?? '';
    data[file] = change(text);
    if (data[file] === text) throw new Error(`nothing changes in ${file}`);
  });
}

const untold = (job: string, namespace: string): string =>
  `found ${job} of ${namespace}, whose absence no alert of the environment tells`;

describe('monitor-told', () => {
  test('holds as things stand', () => {
    expect(found(model)).toEqual([]);
  });

  test('sees everything that is declared to be read, the servers of monitoring among them', () => {
    const declared = model.declarations.flatMap(each =>
      each.type === 'monitor' ? [`${each.environment} ${each.namespace} ${each.job}`] : [],
    );
    const targets = environmentsOf(model).flatMap(targetsOf);
    const seen = targets.map(({ manifest, namespace, job }) => `${manifest.environment} ${namespace} ${job}`);
    expect([...new Set(seen)].sort()).toEqual([...new Set(declared)].sort());
    for (const server of ['alertmanager', 'prometheus'])
      expect(seen.filter(each => each.endsWith(` monitoring ${server}`))).toHaveLength(8);
  });

  test.each([
    ['the servers', 'memo-prod', 'prometheus', 'PodMonitor', 'monitoring', 'prometheus', '$.spec.selector'],
    ['the servers', 'fablink-prod', 'alertmanager', 'PodMonitor', 'monitoring', 'alertmanager', '$.spec.selector'],
    ['a service', 'learn', 'catalog', 'PodMonitor', 'backend', 'catalog', '$.spec.selector'],
    ['the kubelets', 'learn', 'kubelet-volumes', 'ScrapeConfig', 'monitoring', 'kubelet-volumes', '$.spec.jobName'],
    ['an address', 'memo-prod', 'frontend-public', 'Probe', 'sgcc-memo', 'frontend-public', '$.spec.jobName'],
  ])(
    'planted: a monitor of %s in %s whose rules are gone is found: %s',
    (_, environment, name, kind, space, job, path) => {
      expect(found(withoutRules(environment, name))).toEqual([
        `${environment} ${kind}/${space}/${name} ${path}: ${untold(job, space)}`,
      ]);
    },
  );

  test('planted: an entry of the settings whose rules are gone is found', () => {
    const broken = planted(model, named('tripgen-dev', 'ConfigMap/prometheus-rules'), object => {
      const data = object['data'] as Record<string, string>;
      if (!data['monitoring-prometheus.yaml']) throw new Error('no rules of Prometheus');
      delete data['monitoring-prometheus.yaml'];
    });
    expect(found(broken)).toEqual([
      expect.stringMatching(
        /^tripgen-dev ConfigMap\/monitoring\/prometheus-settings .*scrape_configs\[\d+\]: found prometheus of monitoring/,
      ),
    ]);
  });

  test('planted: an entry that gives its targets another namespace is found', () => {
    const broken = withFile('prometheus-settings', 'prometheus.yaml', text => {
      const settings = parse(text) as { scrape_configs: { job_name: string; relabel_configs: object[] }[] };
      settings.scrape_configs
        .find(({ job_name: job }) => job === 'kubelet')
        ?.relabel_configs.push({ target_label: 'namespace', replacement: 'another' });
      return stringify(settings);
    });
    expect(found(broken)).toEqual([expect.stringMatching(/: found kubelet of another, whose absence/)]);
  });

  test('planted: pods that carry another name than the alert asks for are found', () => {
    const broken = planted(model, named('learn', 'PodMonitor/catalog'), object => {
      (object['spec'] as { jobLabel: string }).jobLabel = 'app.kubernetes.io/component';
    });
    expect(found(broken)).toEqual([expect.stringMatching(/^learn PodMonitor\/backend\/catalog/)]);
  });

  test.each([
    ['of another workload', (expr: string) => expr.replace('job="catalog"', 'job="another"')],
    ['of another namespace', (expr: string) => expr.replace('namespace="backend"', 'namespace="another"')],
    ['of all others', (expr: string) => expr.replace('job="catalog"', 'job!="catalog"')],
    ['of another series', (expr: string) => expr.replace('up{', 'scrape_duration_seconds{')],
    ['of pods that are there and do not answer', (expr: string) => expr.replace(/^absent\((.*) == 1\)$/, '$1 == 0')],
  ])('planted: an alert %s does not count', (_, change) => {
    const changed = planted(model, named('learn', 'PrometheusRule/catalog'), object => {
      const { groups } = object['spec'] as { groups: { rules: { alert?: string; expr: string }[] }[] };
      for (const rule of groups.flatMap(({ rules }) => rules))
        if (rule.alert === 'TargetsMissing') rule.expr = change(rule.expr);
    });
    expect(found(changed)).toEqual([
      `learn PodMonitor/backend/catalog $.spec.selector: ${untold('catalog', 'backend')}`,
    ]);
  });

  test('planted: a recording of the same absence does not count', () => {
    const changed = planted(model, named('learn', 'PrometheusRule/catalog'), object => {
      const { groups } = object['spec'] as { groups: { rules: { alert?: string; record?: string }[] }[] };
      for (const rule of groups.flatMap(({ rules }) => rules)) {
        if (rule.alert !== 'TargetsMissing') continue;
        delete rule.alert;
        rule.record = 'catalog:targets:missing';
      }
    });
    expect(found(changed)).toHaveLength(1);
  });
});
