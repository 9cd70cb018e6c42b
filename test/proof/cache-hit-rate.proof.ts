import { realModel } from '../real-model';
import { PROMTOOL, unitTests } from './alerts/promtool';
import { groupsOf, ruleObjects } from './alerts/rules';

const [rules] = ruleObjects(realModel()).filter(({ object: { metadata } }) => metadata.name === 'cache-hit-rate');
const RATE = 'memo:cache_hits:ratio_rate5m';
const OF = `${RATE}{namespace="sgcc-memo",service="fastapi"}`;

/** What the series is after ten minutes, when so many were found and missed every minute. */
async function rate(found: Readonly<Record<string, string>>, expected: number | undefined): Promise<string> {
  if (!rules) throw new Error('dist/ has no rules called cache-hit-rate');
  const series = Object.entries(found).map(([labels, values]) => ({
    series: `memo_cache_requests_total{${labels}}`,
    values,
  }));
  const test = {
    name: 'cache',
    interval: '1m',
    input_series: series.length > 0 ? series : [{ series: 'nothing', values: '1x10' }],
    alert_rule_test: [],
    promql_expr_test: [
      {
        expr: RATE,
        eval_time: '10m',
        exp_samples: expected === undefined ? [] : [{ labels: OF, value: expected }],
      },
    ],
  };
  return unitTests(groupsOf(rules), [{ interval: '1m', tests: [test] }]);
}

const pod = (name: string, result: string, namespace = 'sgcc-memo'): string =>
  `namespace="${namespace}",job="fastapi",pod="${name}",result="${result}"`;

describe('MM-09 the share of memos that the cache had, computed by the real Prometheus', () => {
  (PROMTOOL === undefined ? test.skip.each : test.each)<[string, Readonly<Record<string, string>>, number | undefined]>(
    [
      [
        'counts hits over all pods',
        { [pod('a', 'hit')]: '0+60x10', [pod('b', 'hit')]: '0+15x10', [pod('a', 'miss')]: '0+25x10' },
        0.75,
      ],
      ['is 0 where nothing was found yet', { [pod('a', 'miss')]: '0+10x10' }, 0],
      ['is 1 where everything was', { [pod('a', 'hit')]: '0+10x10' }, 1],
      ['is nothing where nobody asked', { [pod('a', 'hit')]: '7x10', [pod('a', 'miss')]: '7x10' }, undefined],
      ['is nothing without data', {}, undefined],
      ['looks at no other namespace', { [pod('a', 'hit', 'another')]: '0+10x10', [pod('a', 'miss')]: '0+10x10' }, 0],
    ],
  )('%s', async (_, found, expected) => {
    expect(await rate(found, expected)).toBe('');
  });
});
