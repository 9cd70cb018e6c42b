import type { Language, Words } from '../../../model';
import { lineName, type LineName } from '../../dashboards';
import type { CloudWatchMetric, Unit } from '../alarms';

/** A series, and what it is called in the legend. */
export interface Line {
  readonly metric: CloudWatchMetric<Unit>;
  readonly name: LineName;
}

/** One picture: lines of one unit, and above it what they say. */
export interface Widget {
  readonly title: Words;
  /** What is seen, and what is bad. */
  readonly description: Words;
  readonly lines: readonly [Line, ...Line[]];
}

/** A limit that somebody is told of, as CloudWatch counts it. */
export interface DrawnLimit {
  readonly side: 'above' | 'below';
  readonly threshold: number;
}

/** What stands at the axis. */
const UNITS: { readonly [U in Unit]: Words } = {
  Bytes: { en: 'bytes', ko: '바이트' },
  Count: { en: 'count', ko: '건' },
  Milliseconds: { en: 'milliseconds', ko: '밀리초' },
  Percent: { en: '%', ko: '%' },
  Seconds: { en: 'seconds', ko: '초' },
  Share: { en: 'share (0 to 1)', ko: '비율 (0~1)' },
};

const SIDES: Readonly<Record<DrawnLimit['side'], Words>> = {
  above: { en: 'alarm: more than', ko: '경보: 초과' },
  below: { en: 'alarm: less than', ko: '경보: 미만' },
};

const RED = '#d13212';

/** Seconds of a point, unless the metric says otherwise. */
const PERIOD = 60;

/**
 * Properties of the picture as CloudWatch reads them ("Dashboard Body Structure and Syntax", Properties of a Metric Widget
 * Object).
 * @throws Error for lines of different units: one axis cannot tell both
 */
export function metricProperties(
  { title, lines }: Widget,
  limits: readonly DrawnLimit[],
  { language, region }: { readonly language: Language; readonly region: string },
): object {
  const [{ metric: first }] = lines;
  const other = lines.find(({ metric }) => metric.unit !== first.unit);
  if (other) {
    throw new Error(
      `widget "${title.en}": ${first.name} is in ${first.unit}, ${other.metric.name} in ${other.metric.unit}`,
    );
  }
  return {
    title: title[language],
    view: 'timeSeries',
    stacked: false,
    region,
    metrics: lines.map(({ metric, name }) => [
      metric.namespace,
      metric.name,
      ...Object.entries(metric.dimensions)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flat(),
      { label: lineName(name, language), stat: metric.statistic, period: metric.every ?? PERIOD },
    ]),
    yAxis: { left: { label: UNITS[first.unit][language], min: 0, showUnits: false } },
    ...(limits.length > 0 && {
      annotations: {
        horizontal: limits.map(({ side, threshold }) => ({
          label: `${SIDES[side][language]} ${threshold}`,
          value: threshold,
          fill: side,
          color: RED,
        })),
      },
    }),
  };
}
