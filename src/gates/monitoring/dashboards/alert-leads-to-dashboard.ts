import { modelRule } from '../../pod/rule-forms';
import { valueAt } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { didYouMean } from '../../schema/did-you-mean';
import { rulesOf, textOf, type RuleAt } from '../prometheus-rules';
import { dashboardsOf } from './dashboards';

const example = 'alert: TooManyErrors\nannotations: { dashboard_url: https://grafana.example.com/d/learn-shop }';
const text: RuleTexts = {
  en: {
    rule: 'Where there are dashboards, the dashboard_url of every alert leads to one of its environment: an address that ends with /d/ and its uid. Where there are none, no alert has one.',
    reason: 'Who is woken at night opens the link first; one that leads nowhere costs minutes when they count.',
    example,
  },
  ko: {
    rule: '대시보드가 있는 환경에서 모든 알림의 dashboard_url은 그 환경의 대시보드로 이어진다. 주소는 /d/와 그 uid로 끝난다. 대시보드가 없는 환경의 알림에는 dashboard_url이 없다.',
    reason: '밤에 깨어난 사람은 링크부터 연다. 없는 곳으로 가는 링크는 가장 급할 때 몇 분을 잃게 한다.',
    example,
  },
};

/** An alert's dashboard is there. */
export const alertLeadsToDashboard = modelRule('alert-leads-to-dashboard', text, function* (model) {
  const uids = new Map<string, string[]>();
  for (const { manifest, uid } of dashboardsOf(model)) {
    uids.set(manifest.environment, [...(uids.get(manifest.environment) ?? []), uid]);
  }
  for (const at of rulesOf(model)) {
    const { alert } = at.rule;
    if (typeof alert !== 'string') continue;
    const found = textOf(at, 'annotations', 'dashboard_url');
    const [, uid = ''] = /^https?:\/\/[^/]+(?:\/.*)?\/d\/([^/?#]+)$/.exec(found) ?? [];
    const known = uids.get(at.manifest.environment) ?? [];
    if (known.includes(uid) || (known.length === 0 && !hasUrl(at))) continue;
    const meant = didYouMean(uid, known);
    yield [
      at.manifest,
      {
        steps: [...at.steps, 'annotations', 'dashboard_url'],
        message: `alert ${alert}: found ${JSON.stringify(found)}, which leads to no dashboard of the environment`,
        expected:
          known.length > 0
            ? `an address that ends with /d/ and one of ${known.join(', ')}`
            : 'no dashboard_url: the environment has no dashboard',
        mend: meant === undefined ? 'declare the alert with AlertRules, which fills it in' : `did you mean "${meant}"?`,
      },
    ];
  }
});

/** Whether an alert leads anywhere, be it to nothing. */
function hasUrl({ rule }: RuleAt): boolean {
  return valueAt(rule, ['annotations', 'dashboard_url']) !== undefined;
}
