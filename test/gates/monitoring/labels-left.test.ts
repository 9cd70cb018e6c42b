import { labelsLeft } from '../../../src/gates/monitoring/labels-left';
import { readPromql } from '../../../src/gates/monitoring/promql';

const SERIES = new Map([
  ['a', new Set(['job', 'pod', 'le'])],
  ['b', new Set(['job', 'team'])],
]);

/** Labels that are left of a query over `a{job,pod,le}` and `b{job,team}`; nobody knows any of `c`. */
function left(text: string): string | undefined {
  const read = readPromql(text);
  if ('refusal' in read) throw new Error(`${text}: ${read.refusal.reason}`);
  const labels = labelsLeft(read.expression, ({ name = '' }) => SERIES.get(name));
  return labels && [...labels].sort().join(' ');
}

test.each([
  ['a', 'job le pod'],
  ['rate(a[5m])', 'job le pod'],
  ['max_over_time((-(a + 1))[1h:])', 'job le pod'],
  ['1 / a', 'job le pod'],
  ['sum(a)', ''],
  ['sum by (job, nobody) (a)', 'job'],
  ['sum without (pod) (a)', 'job le'],
  ['topk(3, a)', 'job le pod'],
  ['count_values by (job) ("value", a)', 'job value'],
  ['histogram_quantile(0.9, a)', 'job pod'],
  ['absent(a{job="x",pod=~"y"})', 'job'],
  ['absent(sum(a))', ''],
  ['vector(1) or vector(time() * pi())', ''],
  ['label_replace(a, "more", "$1", "pod", "(.*)")', 'job le more pod'],
  ['a and on (job) b', 'job le pod'],
  ['a or b', 'job le pod team'],
  ['a / on (job) b', 'job'],
  ['a / ignoring (pod, le) b', 'job'],
  ['a * on (job) group_left (team) b', 'job le pod team'],
  ['b * on (job) group_right a', 'job le pod'],
  ['c', undefined],
  ['a or c', undefined],
  ['sum by (job) (c)', 'job'],
])('of %s are left: %s', (text, expected) => {
  expect(left(text)).toBe(expected);
});
