import { modelRule } from '../../pod/rule-forms';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import { dashboardsOf, type DashboardAt } from './dashboards';

const example = '{ "uid": "learn-shop" } # in one file of an environment';
const text: RuleTexts = {
  en: {
    rule: 'No two dashboards of an environment have the same uid or the same title.',
    reason:
      'All dashboards lie in one folder. Where two of them share a uid or a title, Grafana writes none of the folder any more: every dashboard stays as it was, and its log alone says so.',
    example,
  },
  ko: {
    rule: '한 환경에서 uid나 제목이 같은 대시보드는 없다.',
    reason:
      '모든 대시보드는 한 폴더에 있다. 그중 둘의 uid나 제목이 같으면 Grafana는 그 폴더의 어떤 대시보드도 더는 쓰지 않는다. 모두 예전 내용으로 남고, 그 사실은 로그에만 남는다.',
    example,
  },
};

/** What tells dashboards apart, for Grafana and for people. */
const NAMES = ['uid', 'title'] as const;

/** An address leads to one dashboard, and a title names one. */
export const dashboardUnique = modelRule('dashboard-unique', text, function* (model) {
  const first = new Map<string, DashboardAt>();
  for (const dashboard of dashboardsOf(model)) {
    for (const name of NAMES) {
      const value = dashboard.content?.[name];
      if (typeof value !== 'string') continue; // dashboard-tells finds it
      const key = JSON.stringify([dashboard.manifest.environment, name, value]);
      const other = first.get(key);
      if (other === undefined) first.set(key, dashboard);
      else yield [dashboard.manifest, complaint(name, value, dashboard, other)];
    }
  }
});

function complaint(
  name: string,
  value: string,
  { steps }: DashboardAt,
  { manifest, steps: at }: DashboardAt,
): ComplaintAt {
  return {
    steps: [...steps, name],
    message: `found ${name} "${value}", which ${String(at[1])} of ConfigMap ${manifest.object.metadata.name} has, too`,
    expected: `a ${name} that no other dashboard of the environment has`,
    mend: 'rename the system or the data store, whose names make it',
  };
}
