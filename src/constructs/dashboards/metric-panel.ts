import type { Metric } from '../../model';
import type { WatchedPods } from '../monitoring';
import type { Asked, Panel, Unit } from './panel';

/** Time over which counters are looked at. */
const WINDOW = '5m';

/** Unit of a metric's own values, as Prometheus has names end. */
function unitOf({ name }: Metric): Unit {
  if (name.endsWith('_seconds')) return 's';
  if (name.endsWith('_bytes')) return 'bytes';
  return name.endsWith('_ratio') ? 'percentunit' : 'short';
}

/** A metric that a program shows of itself, beside those of its requests: what it declares, it finds here. */
export function metricPanel(metric: Metric, { name: job, namespace }: WatchedPods): Panel {
  const { name, type, help } = metric;
  const isCounted = type === 'counter';
  const how = isCounted ? { en: 'a second, by label', ko: '초당, 레이블별' } : { en: 'by label', ko: '레이블별' };
  return {
    title: { en: `${job}: ${name}`, ko: `${job}: ${name}` },
    description: {
      en: `What ${job} shows of itself, ${how.en}: ${help.en}.`,
      // No particle after the name, which would have to fit its last letter.
      ko: `${help.ko}. ${job} 자신이 알려 주는 값이다(${how.ko}).`,
    },
    unit: isCounted ? 'ops' : unitOf(metric),
    asks: [asked(metric, `namespace="${namespace}",job="${job}"`)],
  };
}

function asked({ name, type, labels }: Metric, matchers: string): Asked {
  const legend = (by: readonly string[]): string => by.map(label => `{{${label}}}`).join(' ');
  switch (type) {
    case 'counter': {
      const by = labels.length > 0 ? labels : ['pod'];
      return { expr: `sum by (${by.join(', ')}) (rate(${name}{${matchers}}[${WINDOW}]))`, legend: legend(by) };
    }
    case 'histogram':
      return {
        expr: `histogram_quantile(0.95, sum by (le) (rate(${name}_bucket{${matchers}}[${WINDOW}]))) >= 0`,
        legend: '95 %',
      };
    case 'gauge':
    case 'summary':
      return { expr: `${name}{${matchers}}`, legend: legend(['pod', ...labels]) };
  }
}
