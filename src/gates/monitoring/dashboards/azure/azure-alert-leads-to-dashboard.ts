import type { KubeObject } from '../../../../model';
import { groupKindOf } from '../../../identity/group-kind';
import { knownMetric } from '../../../reference/azure/azure-metrics';
import type { EnvironmentObjects } from '../../../reference/environment-objects';
import { referenceRule, unknownName } from '../../../reference/reference-rule';
import { recordsIn, shown, valueAt } from '../../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../../schema/object-rule';
import { dashboardsOf } from '../dashboards';
import { azureQueriesOf, judgedBy, keyOf, seriesOf, type AzureSeries } from './azure-queries';

const example =
  'description: … https://grafana.example.com/d/shop-prod-shop-psql … # whose panel shows the metric with its limit';
const text: RuleTexts = {
  en: {
    rule: 'Where there are dashboards, the text of every alert of Azure Monitor has the address of one of its environment, which shows the very figure that is judged (metric, resource, parts, aggregation, window) with the alert’s limit. Where there are none, it has no such address.',
    reason: 'Who is woken at night opens the link first; what he sees there has to be what rang.',
    example,
  },
  ko: {
    rule: '대시보드가 있는 환경에서 모든 Azure Monitor 경보의 설명에는 그 환경의 대시보드 주소가 있고, 그 대시보드는 판정하는 바로 그 값(메트릭, 리소스, 부분, 집계, 창)을 경보의 한도와 함께 보여 준다. 대시보드가 없는 환경의 경보에는 그런 주소가 없다.',
    reason: '밤에 깨어난 사람은 링크부터 연다. 거기 보이는 것이 바로 경보를 울린 것이어야 한다.',
    example,
  },
};

/** An alert of Azure Monitor leads to a picture of what it judges. */
export const azureAlertLeadsToDashboard = referenceRule(
  'azure-alert-leads-to-dashboard',
  text,
  function* (object, environment) {
    if (groupKindOf(object) === 'insights.azure.com/MetricAlert') yield* complaintsAbout(object, environment);
  },
);

const STEPS = ['spec', 'description'];
const MEND = 'declare the alert with MetricAlert, and list the store in managed-stores.ts';

function* complaintsAbout(alert: KubeObject, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const found = valueAt(alert.spec, ['description']);
  const [, uid] = / https?:\/\/[^\s/]+(?:\/\S*)?\/d\/([\w-]+)(?= |$)/.exec(String(found)) ?? [];
  const known = dashboardsOf(environment).map(each => each.uid);
  if (uid === undefined) {
    if (known.length === 0) return;
    yield { steps: STEPS, message: `found ${shown(found)}`, expected: 'the address of a dashboard', mend: MEND };
  } else if (known.includes(uid)) {
    yield* shownComplaints(alert, environment, uid);
  } else {
    yield unknownName({ steps: STEPS, what: 'dashboard', name: uid, where: 'the environment', known });
  }
}

function* shownComplaints(alert: KubeObject, environment: EnvironmentObjects, uid: string): Iterable<ComplaintAt> {
  const { criterion, ...series } = judgedBy(alert);
  const own = azureQueriesOf(environment).filter(query => query.uid === uid);
  const pictures = own.filter(query => keyOf(seriesOf(query)) === keyOf(series));
  if (pictures.length === 0) {
    const message = `found dashboard "${uid}", which does not show ${String(series.name)} as it is judged`;
    const expected = 'a panel with the same metric, resource, parts, aggregation and window';
    yield { steps: STEPS, message, expected, mend: MEND };
    return;
  }
  const bad = badValue(series, criterion);
  if (pictures.some(({ panel }) => drawn(panel).includes(bad))) return;
  yield {
    steps: ['spec', 'criteria'],
    message: `found ${shown(criterion.operator)} ${shown(criterion.threshold)}, which dashboard "${uid}" does not draw`,
    expected: `a panel that is red ${bad}`,
    mend: MEND,
  };
}

/** Where a picture turns red: Grafana paints what reaches a value. Of what is counted, that is the next whole number. */
function badValue(
  { namespace, name, aggregation }: AzureSeries,
  { operator, threshold }: Readonly<Record<string, unknown>>,
): string {
  if (operator === 'LessThan') return `below ${String(threshold)}`;
  const unit = knownMetric(namespace, name)?.unit ?? '';
  const isWhole = !['percent', 'bytes'].includes(unit) && aggregation !== 'Average';
  return `from ${Number(threshold) + (isWhole ? 1 : 0)}`;
}

/** Where a panel is red: `from 80`, `below 1`. */
function drawn(panel: Readonly<Record<string, unknown>>): readonly string[] {
  if (valueAt(panel, ['fieldConfig', 'defaults', 'custom', 'thresholdsStyle', 'mode']) === undefined) return [];
  const steps = recordsIn(valueAt(panel, ['fieldConfig', 'defaults', 'thresholds', 'steps'])).map(([, step]) => step);
  return steps.flatMap(({ color, value }, index) => {
    if (color !== 'red') return [];
    return [typeof value === 'number' ? `from ${value}` : `below ${String(steps[index + 1]?.value)}`];
  });
}
