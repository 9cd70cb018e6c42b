import { realModel } from '../../real-model';
import { TENTH } from '../tenth';
import { coursesOf } from './courses';
import { formOf } from './forms';
import { checkRules, PROMTOOL, unitTests } from './promtool';
import { groupsOf, ruleObjects, shippedAlerts, type ShippedAlert } from './rules';
import { testsOf } from './tests-of';

const model = realModel();
const alerts = shippedAlerts(model);

/** An alert as a message names it. */
const title = ({ declared: { environment, name, labels } }: ShippedAlert): string =>
  [environment, labels['service'], name, labels['slo'], labels['window']].filter(Boolean).join(' ');

const proof = PROMTOOL === undefined ? test.skip : test;

const formed = (alert: ShippedAlert): string => formOf({ groups: alert.groups, files: testsOf(alert) });

/** What promtool has said, by form. */
const verdicts = new Map<string, Promise<string>>();

/** What promtool says of an alert: in full it is asked about each, for a tenth about the first of each form. */
function verdictOn(alert: ShippedAlert): Promise<string> {
  const judge = (): Promise<string> => unitTests(alert.groups, testsOf(alert));
  if (!TENTH) return judge();
  const form = formed(alert);
  const verdict = verdicts.get(form) ?? judge();
  verdicts.set(form, verdict);
  return verdict;
}

describe('alerts, judged by the real promtool', () => {
  test('every alert has tests: generated where it judges a share of requests, by hand where it does not', () => {
    const untested = alerts.filter(
      ({ declared }) => declared.judged.type === 'other' && coursesOf(declared).length === 0,
    );
    expect(untested.map(title)).toEqual([]);
    expect(alerts.length).toBeGreaterThan(0);
  });

  proof.each(ruleObjects(model).map(each => [each.path, each] as const))(
    '%s passes promtool check rules',
    async (_, each) => {
      expect(await checkRules(groupsOf(each))).toBe('');
    },
  );

  test('alerts that differ in names alone are one to promtool', () => {
    const forms = new Set(alerts.map(formed));
    process.stderr.write(`${alerts.length} alerts of ${forms.size} forms\n`);
    expect(forms.size).toBeLessThan(alerts.length);
  });

  proof.each(alerts.map(each => [title(each), each] as const))('%s', async (_, alert) => {
    expect(await verdictOn(alert)).toBe('');
  });
});

/** FabLink's alerts on availability, by window. */
const burning = (window: string): ShippedAlert => {
  const found = alerts.find(
    ({ declared: { environment, labels } }) =>
      environment === 'fablink-prod' && labels['slo'] === 'availability' && labels['window'] === window,
  );
  if (!found) throw new Error(`fablink-prod has no alert over ${window}`);
  return found;
};

/** Whether an alert is firing at some minutes, when so many of 1000 requests a minute fail (`0+1x60` and the like). */
async function course(
  window: string,
  failed: string,
  good: string,
  firing: Readonly<Record<number, boolean>>,
): Promise<string> {
  const { declared, groups } = burning(window);
  const { judged, name } = declared;
  if (judged.type !== 'share' || judged.bad.type !== 'failed') throw new Error(`${name} judges no failures`);
  const labels = Object.entries(judged.matchers).map(([label, value]) => `${label}="${value}"`);
  const series = (status: string): string =>
    `${judged.bad.metric.name}{${[...labels, `status="${status}"`].join(',')}}`;
  const test = {
    name: window,
    interval: '1m',
    input_series: [
      { series: series('200'), values: good },
      { series: series('503'), values: failed },
    ],
    alert_rule_test: [],
    promql_expr_test: Object.entries(firing).map(([minute, isFiring]) => ({
      expr: `count(ALERTS{alertname="${name}",alertstate="firing"}) or vector(0)`,
      eval_time: `${minute}m`,
      exp_samples: [{ labels: '{}', value: isFiring ? 1 : 0 }],
    })),
  };
  return unitTests(groups, [{ interval: '1m', tests: [test] }]);
}

describe('what happened to others', () => {
  proof(
    'an outage of 43 minutes, which is the whole month’s budget, pages within 5 minutes and once it is over no more',
    async () => {
      const [failed, good] = ['0x59 0+1000x43 43000x60', '0+1000x59 59000x43 59000+1000x60'];
      expect(await course('1h', failed, good, { 60: false, 64: true, 100: true, 112: false })).toBe('');
    },
  );

  proof('a leak of 0.5 % is seen by the tickets alone', async () => {
    const day = 26 * 60;
    const leak = [`0+5x${day}`, `0+995x${day}`] as const;
    const at = (isFiring: boolean): Record<number, boolean> => ({ [25 * 60]: isFiring });
    expect(await course('1h', ...leak, at(false))).toBe('');
    expect(await course('6h', ...leak, at(false))).toBe('');
    expect(await course('1d', ...leak, at(true))).toBe('');
    expect(await course('3d', ...leak, at(true))).toBe('');
  });

  proof('restarts counted by `increase`, which reads three as more, are seen by the tests', async () => {
    const counted = alerts.find(({ declared }) => declared.name === 'PodRestarts');
    if (!counted) throw new Error('no alert counts restarts');
    const expr = counted.rule.expr.replace(/\(last_over_time(\(.*?\]\)) - min_over_time.*?\]\)\)/, '(increase$1)');
    expect(expr).toMatch(/^max by \(namespace, pod\) \(increase\([^()]*\)\) > 3$/);
    const groups = counted.groups.map(group => ({ ...group, rules: [{ ...counted.rule, expr }] }));
    expect(await unitTests(groups, testsOf(counted))).toMatch(/fires at the fourth start within 10 minutes/);
  });
});
