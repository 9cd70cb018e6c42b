import type { Duration, Size } from 'cdk8s';
import { SizeRoundingBehavior } from 'cdk8s';
import { exact } from './rules/exact';

/** How a figure is told for a metric of each unit of a cloud: a threshold of another kind does not compile. */
export interface Measured {
  readonly Bytes: Size;
  readonly Count: number;
  readonly Milliseconds: Duration;
  /** A share from 0 to 1: the clouds count in hundredths. */
  readonly Percent: number;
  readonly Seconds: Duration;
  /** A share from 0 to 1, which CloudWatch gives as such: the average of what is 0 or 1 for each request. */
  readonly Share: number;
}

/** What a metric is counted in. */
export type Unit = keyof Measured;

/** Where a metric leaves what is well. The figure itself is well. */
export type Limit<U extends Unit> = { readonly above: Measured[U] } | { readonly below: Measured[U] };

const COUNTED: { readonly [U in Unit]: (figure: Measured[U]) => number } = {
  Bytes: size => Math.round(size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024),
  Count: count => count,
  Milliseconds: time => time.toMilliseconds(),
  Percent: share => exact(share * 100),
  Seconds: time => exact(time.toMilliseconds() / 1000),
  Share: share => share,
};

/** A share as texts of alarms show it: `80 %`. */
export function percent(share: number): string {
  return `${COUNTED.Percent(share)} %`;
}

/** A figure as the cloud counts it: 2 s are 2000 of a metric in milliseconds, a share of 0.8 is 80 of one in percent. */
export function countedIn<U extends Unit>(unit: U, figure: Measured[U]): number {
  return COUNTED[unit](figure);
}
