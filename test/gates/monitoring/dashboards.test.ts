import { alertLeadsToDashboard } from '../../../src/gates/monitoring/dashboards/alert-leads-to-dashboard';
import { dashboardShown } from '../../../src/gates/monitoring/dashboards/dashboard-shown';
import { dashboardTells } from '../../../src/gates/monitoring/dashboards/dashboard-tells';
import { dashboardUnique } from '../../../src/gates/monitoring/dashboards/dashboard-unique';
import { dashboardsOf, panelsOf } from '../../../src/gates/monitoring/dashboards/dashboards';
import { functionFitsMetric } from '../../../src/gates/monitoring/function-fits-metric';
import { histogramBuckets } from '../../../src/gates/monitoring/histogram-buckets';
import { metricKnown } from '../../../src/gates/monitoring/metric-known';
import { queryParses } from '../../../src/gates/monitoring/query-parses';
import type { Model, Rule } from '../../../src/model';
import { named, partOf, planted, realModel, without } from '../../real-model';

const model = partOf(realModel(), 'fablink-prod');
const FABLINK = named('fablink-prod', 'ConfigMap/dashboard-fablink-prod-fablink');

interface DraftPanel {
  type: string;
  title?: string;
  description?: string;
  fieldConfig: { defaults: { unit?: string } };
  targets: { expr: string }[];
}
interface Draft {
  uid?: string;
  title?: string;
  panels: DraftPanel[];
}

const found = (rule: Rule, of: Model): readonly string[] =>
  rule.check(of).map(({ where, message }) => `${where.object} ${where.path}: ${message}`);

/** The real model in which FabLink's dashboard is changed. */
function withDashboard(change: (dashboard: Draft) => void): Model {
  return planted(model, FABLINK, object => {
    const data = object['data'] as Record<string, string>;
    const dashboard = JSON.parse(data['fablink-prod-fablink.json'] as string) as Draft;
    change(dashboard);
    data['fablink-prod-fablink.json'] = JSON.stringify(dashboard);
  });
}

/** The same, in which the panel of traffic is changed. */
function withPanel(change: (panel: DraftPanel) => void): Model {
  return withDashboard(({ panels }) => change(panels.find(({ title }) => title === 'Requests a second') as DraftPanel));
}

const asking = (expr: string): Model => withPanel(panel => (panel.targets = [{ expr }]));

describe('a query of a dashboard is judged like one of a rule', () => {
  test.each([
    ['a bracket too many', queryParses, 'sum(up))', /found unexpected "\)"/],
    ['a variable of Grafana', queryParses, 'rate(up[$__rate_interval])', /found/],
    ['a range without a function', queryParses, 'up[5m]', /found a range vector/],
    ['a metric that nobody shows', metricKnown, 'sum(rate(http_request_total[5m]))', /found metric http_request_total/],
    ['a service that shows no such metric', metricKnown, 'up{job="fablink-frontend"}', /found job="fablink-frontend"/],
    ['a rate of a gauge', functionFitsMetric, 'rate(prometheus_config_last_reload_successful[5m])', /found rate of/],
    [
      'a quantile without le',
      histogramBuckets,
      'histogram_quantile(0.9, sum(rate(django_http_requests_latency_including_middlewares_seconds_bucket[5m])))',
      /without le/,
    ],
  ])('%s is found, with the way to the panel', (_, rule, expr, message) => {
    const complaints = found(rule, asking(expr));
    expect(complaints).toEqual([expect.stringMatching(message)]);
    expect(complaints[0]).toMatch(
      /^ConfigMap\/monitoring\/dashboard-fablink-prod-fablink \$\.data\["fablink-prod-fablink\.json"\]\.panels\[\d+\]\.targets\[0\]\.expr: /,
    );
  });
});

describe('dashboard-tells', () => {
  test('every dashboard and every panel is well as it stands', () => {
    expect(found(dashboardTells, realModel())).toEqual([]);
    const panels = dashboardsOf(realModel()).flatMap(panelsOf);
    expect(panels.length).toBeGreaterThan(100);
    expect(panels.every(({ queries }) => queries.length > 0)).toBe(true);
  });

  test.each([
    ['a title', (panel: DraftPanel) => delete panel.title, /panel nothing: found title nothing/],
    ['a description', (panel: DraftPanel) => (panel.description = ' '), /found description " "/],
    ['a unit', (panel: DraftPanel) => delete panel.fieldConfig.defaults.unit, /found unit nothing/],
    ['a query', (panel: DraftPanel) => (panel.targets = []), /panel "Requests a second": found query nothing/],
    ['a text in its query', (panel: DraftPanel) => (panel.targets = [{ expr: '' }]), /found query ""/],
  ])('a panel without %s is found', (_, change, message) => {
    expect(found(dashboardTells, withPanel(change))).toEqual([expect.stringMatching(message)]);
  });

  test('a panel in a folded row is looked at, too', () => {
    const folded = withDashboard(dashboard => {
      const [row, ...panels] = dashboard.panels;
      dashboard.panels = [
        { ...(row as DraftPanel), ...{ panels: panels.map(panel => ({ ...panel, description: '' })) } },
      ];
    });
    expect(found(dashboardTells, folded).length).toBeGreaterThan(5);
  });

  test.each([
    ['without a title', (dashboard: Draft) => delete dashboard.title, /the dashboard: found title nothing/],
    ['without a uid', (dashboard: Draft) => delete dashboard.uid, /found uid nothing/],
    ['with a uid that Grafana refuses', (dashboard: Draft) => (dashboard.uid = 'a b'), /found uid "a b"/],
    ['with too long a uid', (dashboard: Draft) => (dashboard.uid = 'a'.repeat(41)), /found uid "a{41}"/],
    ['without a panel', (dashboard: Draft) => (dashboard.panels = []), /found a dashboard without a panel/],
  ])('a dashboard %s is found', (_, change, message) => {
    expect(found(dashboardTells, withDashboard(change))).toEqual([expect.stringMatching(message)]);
  });

  test('a file that is no JSON is found', () => {
    const broken = planted(model, FABLINK, object => {
      (object['data'] as Record<string, string>)['fablink-prod-fablink.json'] += '}';
    });
    expect(found(dashboardTells, broken)).toEqual([expect.stringMatching(/found no JSON object/)]);
  });
});

describe('where dashboards lie and who leads there', () => {
  test('all of it is well as it stands', () => {
    for (const rule of [dashboardUnique, dashboardShown, alertLeadsToDashboard])
      expect(found(rule, realModel())).toEqual([]);
  });

  test('two dashboards of one uid are found', () => {
    const broken = withDashboard(dashboard => (dashboard.uid = 'fablink-prod-environment'));
    expect(found(dashboardUnique, broken)).toEqual([
      expect.stringMatching(
        /found uid "fablink-prod-environment", which fablink-prod-environment\.json of ConfigMap dashboard-fablink-prod-en/,
      ),
    ]);
  });

  test('two dashboards of one title are found', () => {
    const broken = withDashboard(dashboard => (dashboard.title = 'fablink-prod: overview'));
    expect(found(dashboardUnique, broken)).toEqual([
      expect.stringMatching(/found title "fablink-prod: overview", which fablink-prod-environment\.json of ConfigMap/),
    ]);
  });

  test('a dashboard that Grafana does not mount is found', () => {
    const broken = planted(model, named('fablink-prod', 'Deployment/grafana'), object => {
      const { volumes } = (
        object['spec'] as { template: { spec: { volumes: { projected?: { sources: unknown[] } }[] } } }
      ).template.spec;
      volumes.find(({ projected }) => projected)?.projected?.sources.splice(1, 1);
    });
    expect(found(dashboardShown, broken)).toEqual([
      expect.stringMatching(/found "dashboard-fablink-prod-fablink", which no pod of namespace monitoring mounts/),
    ]);
  });

  test.each([
    ['of a dashboard that is none', 'http://localhost:3000/d/fablink-prod-fablnk', /leads to no dashboard/],
    ['of no dashboard', 'http://localhost:3000', /leads to no dashboard/],
    ['that is empty', '', /found "", which leads/],
  ])('an alert with an address %s is found', (_, url, message) => {
    const broken = planted(model, named('fablink-prod', 'PrometheusRule/fablink-backend'), object => {
      const { groups } = object['spec'] as {
        groups: { rules: { alert?: string; annotations: Record<string, string> }[] }[];
      };
      const rule = groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === 'TooManyErrors');
      if (rule) rule.annotations['dashboard_url'] = url;
    });
    expect(found(alertLeadsToDashboard, broken)).toEqual([expect.stringMatching(message)]);
  });

  test('an environment whose dashboards are gone is found at every alert', () => {
    const alerts = model.declarations.filter(({ type }) => type === 'alert').length;
    expect(
      found(
        alertLeadsToDashboard,
        without(model, ({ object }) => object.metadata.name.startsWith('dashboard-')),
      ),
    ).toHaveLength(alerts);
  });
});
