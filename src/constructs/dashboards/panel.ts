import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
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
import type { Language, Words } from '../../model';

/**
 * How Grafana writes a value: a share as per cent, hundredths as per cent, requests a second, events a second, seconds,
 * milliseconds, bytes by 1024 or by 1000, a plain number.
 */
export type Unit = 'percentunit' | 'percent' | 'reqps' | 'ops' | 's' | 'ms' | 'bytes' | 'decbytes' | 'short';

/** What a line is called: a name that is the same in every language, labels of its series (`{{pod}}`), or words. */
export type LineName = string | Words;

/** A line's name in a language. */
export function lineName(name: LineName, language: Language): string {
  return typeof name === 'string' ? name : name[language];
}

/** What a panel asks Prometheus, or Loki, and what its lines are called. */
export interface Asked {
  readonly expr: string;
  readonly legend: LineName;
}

/** A question to a data source that has a language of its own, by the letter that Grafana gives it. */
export type OwnQuery = (refId: string) => Builder<Dataquery>;

/** One picture of a dashboard. */
export interface Panel {
  readonly title: Words;
  /** What is seen, and from which value on it is bad. */
  readonly description: Words;
  readonly unit: Unit;
  /** Lines over time, the last value of each in large figures, or the text of a log. @default lines */
  readonly form?: 'lines' | 'figures' | 'log';
  /** Who is asked. @default Prometheus */
  readonly source?: DataSource;
  readonly asks: readonly [Asked | OwnQuery, ...(Asked | OwnQuery)[]];
  /** What figures say where there is no value. @default Grafana's own "No data" */
  readonly none?: Words;
  /** Values that are shown in red. @default none */
  readonly bad?: { readonly from: number } | { readonly below: number };
}

/** Name by which a dashboard finds what it asks: what the provisioning calls it. */
export interface DataSource {
  readonly type: string;
  readonly uid: string;
}

/** Name by which dashboards find the environment's Prometheus. */
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
    .targets(panel.asks.map((asked, index) => query(asked, refId(index), panel, language)));
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

function query(asked: Asked | OwnQuery, id: string, { form, source }: Panel, language: Language): Builder<Dataquery> {
  if (typeof asked === 'function') return asked(id);
  const { expr, legend } = asked;
  const name = lineName(legend, language);
  if (source) {
    const lines = new LogQueryBuilder().refId(id).expr(expr).legendFormat(name).queryType('range');
    return form === 'log' ? lines.maxLines(MOST_LINES) : lines;
  }
  const builder = new DataqueryBuilder().refId(id).expr(expr).legendFormat(name);
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
