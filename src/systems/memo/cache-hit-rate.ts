import type { Construct } from 'constructs';
import { AddedPanel, spanWords, type Panel } from '../../constructs/dashboards';
import { AlertRules } from '../../constructs/monitoring';
import { Place, System, TracedConstruct } from '../../constructs/structure';
import type { Metric, PodEndpoint } from '../../model';
import { CACHE } from './cache';

/** What the API shows of its cache, by its contract. */
export const CACHE_REQUESTS: Metric = {
  name: 'memo_cache_requests_total',
  type: 'counter',
  labels: ['result'],
  help: {
    en: 'memos that were looked for in the cache, by result: hit or miss',
    ko: '캐시에서 찾아본 메모의 수(결과별). hit은 있던 것, miss는 없던 것',
  },
};

/** Time over which it is told: longer than a burst, and as long as a memo stays in the cache (MM-04). */
const WINDOW = '5m';
const OVER = spanWords(WINDOW);

/**
 * The share of memos that the cache had, as the series `memo:cache_hits:ratio_rate5m`. No document says how few are too
 * few, so that nobody is told: the dashboard of the cache shows it. Nothing where nobody watches. (MM-09)
 */
export class CacheHitRate extends TracedConstruct {
  constructor(scope: Construct, id: string, { namespace, service }: Pick<PodEndpoint, 'namespace' | 'service'>) {
    super(scope, id);
    if (Place.of(this).watchedBy === undefined) return;
    const rate = (...more: readonly string[]): string => {
      const matchers = [`namespace="${namespace}"`, `job="${service}"`, ...more];
      return `sum(rate(${CACHE_REQUESTS.name}{${matchers.join(',')}}[${WINDOW}]))`;
    };
    const expr = `(${rate('result="hit"')} or vector(0)) / (${rate()} > 0)`;
    const record = `memo:cache_hits:ratio_rate${WINDOW}`;
    const recordings = [{ record, expr, labels: { namespace, service } }];
    new AlertRules(System.of(this).monitoring, 'cache-hit-rate', {
      name: 'cache-hit-rate',
      namespace,
      groups: [{ name: 'cache-hit-rate', recordings, alerts: [] }],
    });
    new AddedPanel(this, 'panel', { store: CACHE, panel: panelOf(`${record}{namespace="${namespace}"}`) });
  }
}

function panelOf(expr: string): Panel {
  return {
    title: { en: 'Share of memos that the cache had', ko: '캐시에서 찾은 메모의 비율' },
    description: {
      en: `Share of the memos that were looked for over ${OVER.en} and were in the cache. No line: nobody looked for one.`,
      ko: `${OVER.ko} 동안 찾은 메모 가운데 캐시에 있던 것의 비율. 선이 없으면 아무도 찾지 않았다.`,
    },
    unit: 'percentunit',
    asks: [{ expr, legend: '{{service}}' }],
  };
}
