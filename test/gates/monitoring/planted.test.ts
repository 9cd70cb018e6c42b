import { alertTells } from '../../../src/gates/monitoring/alert-tells';
import { monitoringRules } from '../../../src/gates/monitoring';
import { monitorSelectsPods } from '../../../src/gates/monitoring/monitor-selects-pods';
import { retentionCoversWindows } from '../../../src/gates/monitoring/retention-covers-windows';
import { ruleIsRead } from '../../../src/gates/monitoring/rule-is-read';
import type { Model, Rule, ServiceLevelDeclaration } from '../../../src/model';
import { named, planted, realModel, redeclared, without, type Draft } from '../../real-model';

const model = realModel();
const RULES = named('fablink-prod', 'PrometheusRule/fablink-backend');

interface DraftRule {
  alert?: string;
  expr: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

const found = (rule: Rule, of: Model): readonly string[] =>
  rule.check(of).map(({ where, message }) => `${where.object} ${where.path}: ${message}`);

/** The real model with the first rule that is so changed, in the rules of FabLink's backend. */
function withRule(isIt: (rule: DraftRule) => boolean, change: (rule: DraftRule) => void): Model {
  return planted(model, RULES, object => {
    const { groups } = object['spec'] as { groups: { rules: DraftRule[] }[] };
    change(groups.flatMap(({ rules }) => rules).find(isIt) as DraftRule);
  });
}

const spec = (object: Draft): Record<string, unknown> => object['spec'] as Record<string, unknown>;
const errors = ({ alert }: DraftRule): boolean => alert === 'TooManyErrors';

describe('what watches', () => {
  test('is well in every environment as it stands', () => {
    expect(monitoringRules.flatMap(rule => found(rule, model))).toEqual([]);
  });

  test.each([
    ['labels', 'severity', /labels\.severity: alert TooManyErrors: found ""/],
    ['labels', 'team', /labels\.team/],
    ['annotations', 'summary', /annotations\.summary/],
    ['annotations', 'runbook_url', /annotations\.runbook_url/],
  ] as const)('an alert without %s.%s is found', (part, name, expected) => {
    const broken = withRule(errors, rule => delete rule[part][name]);
    expect(found(alertTells, broken)).toEqual([expect.stringMatching(expected)]);
  });

  test('an alert with the runbook of another is found', () => {
    const broken = withRule(errors, rule => (rule.annotations['runbook_url'] += '#Watchdog.md'));
    expect(found(alertTells, broken)).toEqual([expect.stringMatching(/TooManyErrors\.md#Watchdog\.md/)]);
  });

  test.each([
    ['without a label', undefined, 'nothing'],
    ['with that of another', { environment: 'fablink-dev' }, '"fablink-dev"'],
    ['with another label', { cluster: 'fablink-prod' }, 'nothing'],
  ])('a Prometheus %s that says where its alerts come from is found', (_, labels, seen) => {
    const broken = planted(model, named('fablink-prod', 'Prometheus/monitoring'), object => {
      spec(object)['externalLabels'] = labels;
    });
    expect(found(alertTells, broken)).toEqual([
      `Prometheus/monitoring/monitoring $.spec.externalLabels.environment: found ${seen}, which every alert of this Prometheus carries as its environment`,
    ]);
  });

  test('a severity that no route knows is found', () => {
    expect(
      found(
        alertTells,
        withRule(errors, rule => (rule.labels['severity'] = 'page')),
      ),
    ).toHaveLength(1);
  });

  test.each(['fablink-backend', 'alertmanager'])('a monitor of %s that selects nothing is found', name => {
    const broken = planted(model, named('fablink-prod', `PodMonitor/${name}`), object => {
      spec(object)['selector'] = { matchLabels: { 'app.kubernetes.io/name': 'nobody' } };
    });
    expect(found(monitorSelectsPods, broken)).toEqual([expect.stringMatching(/selects no pods of namespace/)]);
  });

  test('a monitor of a port that no container names is found', () => {
    const broken = planted(model, named('fablink-prod', 'PodMonitor/fablink-backend'), object => {
      spec(object)['podMetricsEndpoints'] = [{ port: 'metrics' }];
    });
    expect(found(monitorSelectsPods, broken)).toEqual([expect.stringMatching(/found port "metrics"/)]);
  });

  test('a ScrapeConfig that looks nowhere is found', () => {
    const broken = planted(model, named('fablink-prod', 'ScrapeConfig/kubelet'), object => {
      spec(object)['kubernetesSDConfigs'] = [];
    });
    expect(found(monitorSelectsPods, broken)).toEqual([expect.stringMatching(/neither discovery nor addresses/)]);
  });

  test('rules that the operator would ignore are found', () => {
    const broken = planted(model, RULES, object => {
      object.metadata['labels'] = { 'app.kubernetes.io/managed-by': 'somebody' };
    });
    expect(found(ruleIsRead, broken)).toEqual([
      expect.stringMatching(/PrometheusRule.*which ruleSelector of no Prometheus/),
    ]);
  });

  test('rules are found when Prometheus looks into its own namespace alone', () => {
    const broken = planted(model, named('fablink-prod', 'Prometheus/monitoring'), object => {
      delete spec(object)['ruleNamespaceSelector'];
    });
    expect(found(ruleIsRead, broken)).toEqual([
      expect.stringMatching(/^PrometheusRule\/fablink-prod\/fablink-backend-migrate /),
      expect.stringMatching(/^PrometheusRule\/fablink-prod\/fablink-backend-public /),
      expect.stringMatching(/^PrometheusRule\/fablink-prod\/fablink-backend /),
      expect.stringMatching(/^PrometheusRule\/logging\/fluent-bit/),
      expect.stringMatching(/^PrometheusRule\/logging\/logs/),
      expect.stringMatching(/^PrometheusRule\/tracing\/otel-collector/),
      expect.stringMatching(/^PrometheusRule\/tracing\/traces/),
    ]);
  });

  test('monitors and rules without a Prometheus are found', () => {
    const broken = without(model, named('fablink-prod', 'Prometheus/monitoring'));
    expect(found(ruleIsRead, broken).length).toBeGreaterThanOrEqual(4);
  });

  test('a retention as long as the longest window, and no longer, is found', () => {
    const broken = planted(model, named('fablink-prod', 'Prometheus/monitoring'), object => {
      spec(object)['retention'] = '30d';
    });
    expect(found(retentionCoversWindows, broken)).toEqual([
      expect.stringMatching(/found "30d", but queries look back 30 days/),
    ]);
  });

  test('a service level that is judged over more days than samples are kept is found', () => {
    const broken = redeclared(
      model,
      each => each.type === 'service-level' && each.environment === 'fablink-prod',
      each => ({ ...(each as typeof each & ServiceLevelDeclaration), windowDays: 90 }),
    );
    expect(found(retentionCoversWindows, broken)).toEqual([expect.stringMatching(/look back 90 days/)]);
  });
});
