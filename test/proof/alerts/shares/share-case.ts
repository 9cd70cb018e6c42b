import type { JudgedShare } from '../../../../src/model';
import type { Expected, UnitTest } from '../promtool';
import type { ShippedAlert } from '../rules';
import { seriesOf, type Shape, type Traffic } from './traffic';

/** Part by which a share is above or below the threshold: a mutant that moves it by 5 % is seen. */
const NEAR = 0.02;

/** What must be at a time, in steps. */
export interface Checks {
  readonly silent?: readonly number[];
  /** Firing, and the share that the message tells. */
  readonly firing?: Readonly<Record<number, number>>;
  /** What other expressions give. */
  readonly values?: UnitTest['promql_expr_test'];
}

/** Requests of another service, which differs in some labels. */
export interface Neighbour {
  readonly traffic: Traffic;
  readonly labels: Readonly<Record<string, string>>;
}

/** An alert that judges a share of requests, as its tests see it. */
export class ShareCase {
  readonly above: number;
  readonly minimum: number;
  /** Seconds. */
  readonly lasting: number;
  readonly long: number;
  readonly short: number;

  constructor(
    private readonly alert: ShippedAlert,
    readonly judged: JudgedShare,
  ) {
    const [long = 0, short = long] = judged.windows.map(seconds);
    this.long = long;
    this.short = short;
    this.above = judged.above;
    this.minimum = judged.minimumRequests;
    this.lasting = seconds(alert.declared.for);
  }

  /** Whether it looks at two windows, through recordings. */
  get recorded(): boolean {
    return this.judged.windows.length > 1;
  }

  /** A share just above the threshold. */
  get justAbove(): number {
    const near = this.above * (1 + NEAR);
    return near < 1 ? near : (1 + this.above) / 2;
  }

  /** A share just under the threshold. */
  get justUnder(): number {
    return this.above * (1 - NEAR);
  }

  /** Fewest requests, and just fewer. */
  get tooFew(): number {
    return this.minimum * (1 - NEAR);
  }

  /** Requests in the notation of promtool, and what must be when. */
  test(
    name: string,
    step: number,
    traffic: Traffic,
    { silent = [], firing = {}, values }: Checks,
    shape?: Shape,
    beside: readonly Neighbour[] = [],
  ): UnitTest {
    const requests = this.alert.declared.reads[1] ?? this.judged.bad.metric;
    const none = [{ series: 'somebody_else_total', values: '0+1x10' }];
    return {
      name,
      interval: `${step}s`,
      input_series: [
        ...(traffic.length === 0 ? none : seriesOf(this.judged, requests, traffic, shape)),
        ...beside.flatMap(({ traffic, labels }) => seriesOf(this.judged, requests, traffic, { labels })),
      ],
      alert_rule_test: [
        ...silent.map(at => this.expected(at * step)),
        ...Object.entries(firing).map(([at, share]) => this.expected(Number(at) * step, share)),
      ],
      ...(values && { promql_expr_test: values }),
    };
  }

  private expected(time: number, share?: number): Expected {
    const { declared, rule } = this.alert;
    const shown = `${Number(((share ?? 0) * 100).toPrecision(4))}%`;
    const annotations = Object.entries(rule.annotations ?? {}).map(([key, text]) => [
      key,
      text.replaceAll('{{ $value | humanizePercentage }}', shown),
    ]);
    const alert = { exp_labels: { ...declared.labels }, exp_annotations: Object.fromEntries(annotations) };
    return { eval_time: `${time}s`, alertname: declared.name, exp_alerts: share === undefined ? [] : [alert] };
  }
}

/** Seconds of a duration as Prometheus writes it: `5m`, `1h`, `3d`. */
export function seconds(text: string): number {
  const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
  return Number.parseInt(text, 10) * (units[text.slice(-1)] ?? Number.NaN);
}
