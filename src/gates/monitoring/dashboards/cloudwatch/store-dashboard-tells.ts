import { shown, valueAt, type Step } from '../../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../../schema/object-rule';
import { environmentRule } from '../../../reference/reference-rule';
import { metricComplaints } from '../../../reference/aws/metric-complaints';
import { cloudDashboardsOf, type CloudDashboardAt, type Spot, type WidgetAt } from './cloudwatch-dashboards';

const example =
  '{ "widgets": [{ "type": "text", "x": 0, "y": 0, "width": 12, "height": 3, "properties": { "markdown": "Share of the CPU that is used." } }, { "type": "metric", "x": 0, "y": 3, … "properties": { "title": "CPU", "yAxis": { "left": { "label": "%" } }, "metrics": [["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "shop-1", { "stat": "Average" }]] } }] }';
const text: RuleTexts = {
  en: {
    rule: 'A dashboard of CloudWatch is JSON, and every picture of it has a title, a unit at its axis, a text right above it, and metrics that AWS sends of something that the environment declares, by a statistic that fits.',
    reason:
      'CloudWatch takes a picture of a series that nobody sends and draws an empty one; a line without a unit is read wrongly, and one that nobody describes not at all.',
    example,
  },
  ko: {
    rule: 'CloudWatch 대시보드는 JSON이며, 모든 그림에는 제목, 축의 단위, 바로 위의 설명, 그리고 그 환경이 선언한 것에 대해 AWS가 알맞은 통계로 보내는 메트릭이 있다.',
    reason:
      '아무도 보내지 않는 시계열도 CloudWatch는 받아서 빈 그림을 그린다. 단위가 없는 선은 잘못 읽히고, 설명이 없는 선은 읽히지 않는다.',
    example,
  },
};

/** A dashboard of CloudWatch shows what is there, and says what it is. */
export const storeDashboardTells = environmentRule('store-dashboard-tells', text, function* (environment) {
  for (const dashboard of cloudDashboardsOf(environment)) {
    for (const complaint of complaintsAbout(dashboard)) yield [dashboard.manifest, complaint];
    for (const { metrics } of dashboard.widgets) {
      for (const asked of metrics) {
        for (const complaint of metricComplaints(asked, environment)) yield [dashboard.manifest, complaint];
      }
    }
  }
});

const MEND = 'declare it with StoreDashboard, which fills it in';

function* complaintsAbout(dashboard: CloudDashboardAt): Iterable<ComplaintAt> {
  const { body, steps, widgets } = dashboard;
  if (body === undefined) {
    yield { steps, message: 'found no JSON object', expected: 'the body of a dashboard as JSON', mend: MEND };
    return;
  }
  if (widgets.length === 0) {
    const message = 'found a dashboard without a picture';
    yield { steps: [...steps, 'widgets'], message, expected: 'at least one', mend: 'add a widget, or leave it out' };
  }
  for (const widget of widgets) yield* widgetComplaints(widget, dashboard);
}

function* widgetComplaints(
  { steps, properties, spot, metrics }: WidgetAt,
  { texts }: CloudDashboardAt,
): Iterable<ComplaintAt> {
  const way = [...steps, 'properties'];
  const name = `picture ${shown(properties.title)}`;
  const unit = ['yAxis', 'left', 'label'];
  if (!isText(properties.title)) yield lacking([...way, 'title'], name, 'title', properties.title);
  if (!isText(valueAt(properties, unit))) yield lacking([...way, ...unit], name, 'unit', valueAt(properties, unit));
  if (metrics.length === 0) yield lacking([...way, 'metrics'], name, 'metric', undefined);
  if (texts.some(each => isAbove(each.spot, spot) && isText(each.markdown))) return;
  yield lacking(steps, name, 'text right above it', undefined);
}

function isAbove(text: Spot, picture: Spot): boolean {
  return text.x === picture.x && text.y + text.height === picture.y;
}

function lacking(steps: readonly Step[], whose: string, part: string, found: unknown): ComplaintAt {
  return { steps, message: `${whose}: found ${part} ${shown(found)}`, expected: `a ${part}`, mend: MEND };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
