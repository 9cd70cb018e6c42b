import { modelRule } from '../../pod/rule-forms';
import { shown, valueAt, type Step } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import { dashboardsOf, panelsOf, type DashboardAt, type PanelAt } from './dashboards';

const example =
  '{ "title": "Requests a second", "description": "Requests answered in a second, by service", "fieldConfig": { "defaults": { "unit": "reqps" } }, "targets": [{ "expr": "sum(rate(http_requests_total[5m]))" }] }';
const text: RuleTexts = {
  en: {
    rule: 'A dashboard is JSON with a title and a uid of at most 40 letters, digits, - and _, and every panel of it has a title, a description, a unit and a query.',
    reason:
      'Grafana leaves out a file that it cannot read and says so in its log alone. A line without a unit is read wrongly, one that nobody describes not at all, and a panel without a query shows nothing.',
    example,
  },
  ko: {
    rule: '대시보드는 제목과 uid(영문자, 숫자, -, _로 40자 이하)가 있는 JSON이며, 모든 패널에는 제목, 설명, 단위, 질의가 있다.',
    reason:
      'Grafana는 읽지 못하는 파일을 로그에만 알리고 건너뛴다. 단위가 없는 선은 잘못 읽히고, 설명이 없는 선은 읽히지 않으며, 질의가 없는 패널은 아무것도 보여 주지 않는다.',
    example,
  },
};

/** What has to be a text with something in it, and where it stands. */
const PARTS: readonly (readonly [string, readonly Step[]])[] = [
  ['title', ['title']],
  ['description', ['description']],
  ['unit', ['fieldConfig', 'defaults', 'unit']],
];

/** A dashboard can be read by Grafana and by people. */
export const dashboardTells = modelRule('dashboard-tells', text, function* (model) {
  for (const dashboard of dashboardsOf(model)) {
    for (const complaint of complaintsAbout(dashboard)) yield [dashboard.manifest, complaint];
  }
});

function* complaintsAbout(dashboard: DashboardAt): Iterable<ComplaintAt> {
  const { content, uid, steps } = dashboard;
  if (!content) {
    yield { steps, message: 'found no JSON object', expected: 'a dashboard as JSON', mend: MEND };
    return;
  }
  if (!/^[\w-]{1,40}$/.test(uid)) {
    const expected = 'at most 40 letters, digits, - and _';
    yield { steps: [...steps, 'uid'], message: `found uid ${shown(content.uid)}`, expected, mend: MEND };
  }
  if (!isText(content.title)) yield lacking([...steps, 'title'], 'the dashboard', 'title', content.title);
  const panels = panelsOf(dashboard);
  if (panels.length === 0) {
    const message = 'found a dashboard without a panel';
    yield { steps: [...steps, 'panels'], message, expected: 'at least one', mend: 'add a panel, or leave it out' };
  }
  for (const panel of panels) yield* panelComplaints(panel);
}

function* panelComplaints({ panel, steps, queries }: PanelAt): Iterable<ComplaintAt> {
  const name = `panel ${shown(panel.title)}`;
  for (const [part, way] of PARTS) {
    const value = valueAt(panel, way);
    if (!isText(value)) yield lacking([...steps, ...way], name, part, value);
  }
  if (queries.length === 0) yield lacking([...steps, 'targets'], name, 'query', undefined);
  for (const { steps: at, expr } of queries) if (!isText(expr)) yield lacking(at, name, 'query', expr);
}

const MEND = 'declare it with Dashboard, which fills it in';

function lacking(steps: readonly Step[], whose: string, part: string, found: unknown): ComplaintAt {
  return { steps, message: `${whose}: found ${part} ${shown(found)}`, expected: `a ${part}`, mend: MEND };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
