import type { Words } from '../../../model';
import type { Panel } from '../../dashboards';
import type { Unit } from '../../monitoring';
import type { Aggregation, MetricAlert } from '../monitor';
import { AZURE_SOURCE, azureQuery } from './azure-query';

/** Units as Grafana writes them: its data source names the same for what Azure sends, and what it names comes first. */
const UNITS: Readonly<Record<Unit, Panel['unit']>> = {
  Bytes: 'decbytes',
  Count: 'short',
  Milliseconds: 'ms',
  Percent: 'percent',
  Seconds: 's',
  Share: 'percentunit',
};

const FIGURES: Readonly<Record<Aggregation, Words>> = {
  Average: { en: 'the average', ko: '평균' },
  Maximum: { en: 'the highest', ko: '최댓값' },
  Minimum: { en: 'the lowest', ko: '최솟값' },
  Total: { en: 'the sum', ko: '합계' },
};

/** The very figures that an alert judges, each of a whole window of it, with its limit. */
export function alertPanel(alert: MetricAlert<Unit>): Panel {
  const { metric, minutes } = alert;
  const figure = FIGURES[metric.aggregation];
  return {
    title: metric.title,
    description: {
      en: `${metric.description.en} A point is ${figure.en} of ${minutes} minutes, as the alert judges it.`,
      ko: `${metric.description.ko} 점 하나는 ${minutes}분의 ${figure.ko}이며, 경보가 판단하는 값과 같다.`,
    },
    unit: UNITS[metric.unit],
    source: AZURE_SOURCE,
    asks: [azureQuery(alert, metric, minutes)],
    bad: badOf(alert),
  };
}

/**
 * Grafana paints what reaches a value, Azure rings above it. Of what is counted in whole numbers the next one is bad: a
 * picture of nothing but zeros would be red otherwise.
 */
function badOf({ metric, bad: { side, threshold } }: MetricAlert<Unit>): NonNullable<Panel['bad']> {
  if (side === 'below') return { below: threshold };
  const isWhole = metric.unit === 'Count' && metric.aggregation !== 'Average';
  return { from: isWhole ? threshold + 1 : threshold };
}
