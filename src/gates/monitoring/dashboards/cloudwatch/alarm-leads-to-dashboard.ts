import type { KubeObject } from '../../../../model';
import { groupKindOf } from '../../../identity/group-kind';
import { recordsIn, shown, valueAt } from '../../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../../schema/object-rule';
import type { EnvironmentObjects } from '../../../reference/environment-objects';
import { referenceRule, unknownName } from '../../../reference/reference-rule';
import { askedBy } from '../../../reference/aws/asked-metrics';
import { cloudDashboardsOf, seriesOf, type CloudDashboardAt } from './cloudwatch-dashboards';

const example =
  'alarmDescription: … https://<region>.console.aws.amazon.com/cloudwatch/home?region=<region>#dashboards/dashboard/shop-db … # beside Dashboard shop-db, which shows the metric with its limit';
const text: RuleTexts = {
  en: {
    rule: 'The text of every alarm of CloudWatch has the address of a dashboard of its environment, which shows the metric that is judged, with the alarm’s limit drawn in.',
    reason: 'Who is woken at night opens the link first; what he sees there has to be what rang.',
    example,
  },
  ko: {
    rule: '모든 CloudWatch 경보의 설명에는 그 환경의 대시보드 주소가 있고, 그 대시보드는 판정하는 메트릭을 경보의 한도와 함께 보여 준다.',
    reason: '밤에 깨어난 사람은 링크부터 연다. 거기 보이는 것이 바로 경보를 울린 것이어야 한다.',
    example,
  },
};

/** An alarm of CloudWatch leads to a picture of what it judges. */
export const alarmLeadsToDashboard = referenceRule('alarm-leads-to-dashboard', text, function* (object, environment) {
  if (groupKindOf(object) === 'cloudwatch.services.k8s.aws/MetricAlarm') yield* complaintsAbout(object, environment);
});

const STEPS = ['spec', 'alarmDescription'];

function* complaintsAbout(alarm: KubeObject, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const found = valueAt(alarm.spec, ['alarmDescription']);
  const [, region, again, name] =
    /https:\/\/([a-z0-9-]+)\.console\.aws\.amazon\.com\/cloudwatch\/home\?region=([a-z0-9-]+)#dashboards\/dashboard\/([\w-]+)(?: |$)/.exec(
      String(found),
    ) ?? [];
  if (name === undefined || region !== again) {
    const expected = 'the address of a dashboard in CloudWatch’s console';
    yield { steps: STEPS, message: `found ${shown(found)}`, expected, mend: MEND };
    return;
  }
  const dashboards = cloudDashboardsOf(environment);
  const dashboard = dashboards.find(each => each.name === name);
  if (dashboard === undefined) {
    const known = dashboards.map(each => each.name);
    yield unknownName({ steps: STEPS, what: 'Dashboard', name, where: 'the environment', known });
    return;
  }
  yield* shownComplaints(alarm, dashboard);
}

const MEND = 'declare the alarm with MetricAlarm, and the dashboard with StoreDashboard';

function* shownComplaints(alarm: KubeObject, { name, widgets }: CloudDashboardAt): Iterable<ComplaintAt> {
  const compared = askedBy(alarm).metrics.find(metric => metric.compared);
  if (compared === undefined) return; // alarm-metric finds it
  const series = seriesOf(compared);
  const pictures = widgets.filter(({ metrics }) => metrics.some(metric => seriesOf(metric) === series));
  if (pictures.length === 0) {
    const message = `found dashboard "${name}", which does not show ${String(compared.name.value)} of what is judged`;
    yield { steps: STEPS, message, expected: 'one with the same metric, dimensions and statistic', mend: MEND };
    return;
  }
  const threshold = valueAt(alarm.spec, ['threshold']);
  const fill = String(valueAt(alarm.spec, ['comparisonOperator'])).startsWith('Greater') ? 'above' : 'below';
  const drawn = pictures.flatMap(({ properties }) =>
    recordsIn(valueAt(properties, ['annotations', 'horizontal'])).map(([, line]) => line),
  );
  if (drawn.some(line => line.value === threshold && line.fill === fill)) return;
  yield {
    steps: ['spec', 'threshold'],
    message: `found ${shown(threshold)}, which dashboard "${name}" does not draw`,
    expected: `a horizontal annotation at ${shown(threshold)}, filled ${fill}`,
    mend: MEND,
  };
}
