import { formOf, type Judged } from './forms';
import type { UnitTest } from './promtool';
import type { Rule } from './rules';

/** Names of somebody's alert. */
interface Names {
  readonly namespace: string;
  readonly job: string;
  readonly summary?: string;
}

const EXPR = 'sum(rate(failed_total{namespace="$namespace",job="$job",status=~"5.."}[5m])) > 3';

/** Somebody's alert and its test, with what is changed in either. */
function judged({ namespace, job, summary = `${job} fails` }: Names, rule: Partial<Rule> = {}, test = {}): Judged {
  const written = (text: string): string => text.replaceAll('$namespace', namespace).replaceAll('$job', job);
  const labels = { namespace, service: job, severity: 'critical' };
  const look = {
    eval_time: '600s',
    alertname: 'Failing',
    exp_alerts: [
      { exp_labels: { ...labels, pod: `${job}-0` }, exp_annotations: { summary: `${summary}: ${job}-0 at 4.2` } },
    ],
  };
  const unit: UnitTest = {
    name: `of ${job}`,
    interval: '1m',
    input_series: [
      {
        series: written('failed_total{namespace="$namespace",job="$job",pod="$job-0",status="503"}'),
        values: '0+5x20',
      },
      { series: written('failed_total{namespace="another",job="$job",status="503"}'), values: '0x20' },
    ],
    alert_rule_test: [look],
    ...test,
  };
  const annotations = { summary: `${summary}: {{ $labels.pod }} at {{ $value | humanize }}` };
  const own: Rule = { alert: 'Failing', expr: EXPR, for: '5m', labels, annotations, ...rule };
  return {
    groups: [{ name: job, rules: [{ ...own, expr: written(own.expr) }] }],
    files: [{ interval: '30s', tests: [unit] }],
  };
}

const SHOP: Names = { namespace: 'shop', job: 'orders' };
const MEMO: Names = { namespace: 'memo', job: 'notes' };

describe('the form of an alert under its tests', () => {
  test('is the same for another with other names and sentences', () => {
    expect(formOf(judged(MEMO))).toBe(formOf(judged(SHOP)));
    expect(formOf(judged({ ...MEMO, summary: 'Nobody can read (or write)' }))).toBe(formOf(judged(SHOP)));
  });

  test.each<[string, Partial<Rule>]>([
    ['threshold', { expr: EXPR.replace('> 3', '> 4') }],
    ['operator', { expr: EXPR.replace('>', '>=') }],
    ['window', { expr: EXPR.replace('5m', '10m') }],
    ['function', { expr: EXPR.replace('sum', 'max') }],
    ['metric', { expr: EXPR.replace('failed_total', 'refused_total') }],
    ['label of a matcher', { expr: EXPR.replace('job=', 'service=') }],
    ['kind of a matcher', { expr: EXPR.replace('job=', 'job!=') }],
    ['pattern', { expr: EXPR.replace('5..', '50.') }],
    ['name in one place alone', { expr: EXPR.replace('$job', 'another') }],
    ['time', { for: '6m' }],
    ['label', { labels: { namespace: MEMO.namespace, severity: 'critical' } }],
    ['label’s value alone', { labels: { namespace: MEMO.namespace, service: 'another', severity: 'critical' } }],
    ['name', { alert: 'Failed' }],
    ['sentence that its test does not expect', { annotations: { summary: 'All is well' } }],
  ])('is another with another %s', (_, rule) => {
    expect(formOf(judged(MEMO, rule))).not.toBe(formOf(judged(SHOP)));
  });

  test.each<[string, Partial<UnitTest>]>([
    ['values', { input_series: [{ series: 'failed_total{namespace="memo",job="notes"}', values: '0+6x20' }] }],
    ['interval', { interval: '2m' }],
    ['start', { start_timestamp: 60 }],
    ['look', { alert_rule_test: [{ eval_time: '600s', alertname: 'Failing', exp_alerts: [] }] }],
  ])('is another with other %s in its test', (_, test) => {
    expect(formOf(judged(MEMO, {}, test))).not.toBe(formOf(judged(SHOP)));
  });

  test('tells two that were one', () => {
    expect(formOf(judged({ namespace: 'memo', job: 'memo' }))).not.toBe(formOf(judged(SHOP)));
  });

  test.each([
    ['a pattern', 'up{namespace="$namespace",job=~"$job.*"} > 3'],
    ['a function', 'label_replace(up{namespace="$namespace"}, "a", "$1", "job", "$job(.*)") > 3'],
    ['Prometheus itself', 'count(ALERTS{namespace="$namespace",alertname="$job"}) > 3'],
  ])('is another with other names where %s reads them', (_, expr) => {
    expect(formOf(judged(MEMO, { expr }))).not.toBe(formOf(judged(SHOP, { expr })));
  });
});
