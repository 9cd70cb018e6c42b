import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  LogsDedupStrategy,
  LogsSortOrder,
  ReduceDataOptionsBuilder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { ThresholdsConfigBuilder, ThresholdsMode, type Threshold } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { DataqueryBuilder as LogQueryBuilder } from '@grafana/grafana-foundation-sdk/loki';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Language, Words } from './words';

/** How Grafana writes a value: a share as per cent, requests a second, events a second, seconds, bytes, a plain number. */
export type Unit = 'percentunit' | 'reqps' | 'ops' | 's' | 'bytes' | 'short';

/** What a panel asks Prometheus, or Loki, and what its lines are called; a name may hold labels: `{{pod}}`. */
export interface Asked {
  readonly expr: string;
  readonly legend: string;
}

/** One picture of a dashboard. */
export interface Panel {
  readonly title: Words;
  /** What is seen, and from which value on it is bad. */
  readonly description: Words;
  readonly unit: Unit;
  /** Lines over time, the last value of each in large figures, or the text of a log. @default lines */
  readonly form?: 'lines' | 'figures' | 'log';
  /** Who is asked. @default Prometheus */
  readonly source?: typeof LOG_SOURCE;
  readonly asks: readonly [Asked, ...Asked[]];
  /** What figures say where there is no value. @default Grafana's own "No data" */
  readonly none?: Words;
  /** Values that are shown in red. @default none */
  readonly bad?: { readonly from: number } | { readonly below: number };
}

/** Name by which dashboards find the environment's Prometheus: what the provisioning calls it. */
export const DATA_SOURCE = { type: 'prometheus', uid: 'prometheus' } as const;

/** Name by which they find the Loki that keeps the environment's log lines, where there is one. */
export const LOG_SOURCE = { type: 'loki', uid: 'loki' } as const;

/** Most lines of a log that a panel shows. */
const MOST_LINES = 200;

/** Half of a dashboard's 24 columns, and the height of three lines of figures; a log is as wide as its lines are long. */
const SIZE = {
  lines: { width: 12, height: 8 },
  figures: { width: 12, height: 6 },
  log: { width: 24, height: 10 },
} as const;

type Built = StatBuilder | TimeseriesBuilder | LogsBuilder;

/** A panel as the SDK builds it. */
export function panelBuilder(panel: Panel, id: number, language: Language): Built {
  const { form = 'lines', source = DATA_SOURCE } = panel;
  const builder = built(form, panel, language);
  const { width, height } = SIZE[form];
  return builder
    .id(id)
    .title(panel.title[language])
    .description(panel.description[language])
    .unit(panel.unit)
    .datasource(source)
    .thresholds(thresholds(panel))
    .span(width)
    .height(height)
    .targets(panel.asks.map((asked, index) => query(asked, index, panel)));
}

function built(form: NonNullable<Panel['form']>, panel: Panel, language: Language): Built {
  switch (form) {
    case 'lines':
      return lines(panel);
    case 'figures':
      return figures(panel, language);
    case 'log':
      return new LogsBuilder()
        .showTime(true)
        .wrapLogMessage(true)
        .enableLogDetails(true)
        .sortOrder(LogsSortOrder.Descending)
        .dedupStrategy(LogsDedupStrategy.None);
  }
}

function figures({ none }: Panel, language: Language): StatBuilder {
  const builder = new StatBuilder().reduceOptions(
    new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false),
  );
  return none ? builder.noValue(none[language]) : builder;
}

function lines({ bad }: Panel): TimeseriesBuilder {
  const legend = new VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom);
  const builder = new TimeseriesBuilder()
    .legend(legend)
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi))
    .lineWidth(1)
    .fillOpacity(10)
    .min(0);
  // Grafana draws no threshold into lines unless it is told to.
  const style = new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.DashedAndArea);
  return bad ? builder.thresholdsStyle(style) : builder;
}

function query({ expr, legend }: Asked, index: number, { form, source }: Panel): DataqueryBuilder | LogQueryBuilder {
  if (source) {
    const asked = new LogQueryBuilder().refId(refId(index)).expr(expr).legendFormat(legend).queryType('range');
    return form === 'log' ? asked.maxLines(MOST_LINES) : asked;
  }
  const builder = new DataqueryBuilder().refId(refId(index)).expr(expr).legendFormat(legend);
  return form === 'figures' ? builder.instant() : builder.range();
}

/** `A`, `B`, … `Z`, `AA`: as Grafana names queries. */
function refId(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : refId(Math.floor(index / 26) - 1) + letter;
}

function thresholds({ bad }: Panel): ThresholdsConfigBuilder {
  const from = (value: number | null, color: string): Threshold => ({ value, color });
  const steps = (): Threshold[] => {
    if (!bad) return [from(null, 'blue')];
    if ('from' in bad) return [from(null, 'green'), from(bad.from, 'red')];
    return [from(null, 'red'), from(bad.below, 'green')];
  };
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps());
}
