import type { Unit } from '../../monitoring';

export { countedIn, percent, type Limit, type Measured, type Unit } from '../../monitoring';

/** A series of CloudWatch. */
export interface CloudWatchMetric<U extends Unit> {
  /** Who sends it (`AWS/RDS`). */
  readonly namespace: string;
  readonly name: string;
  readonly unit: U;
  /** Whose it is (`{ TableName: 'sessions' }`). */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Seconds that a point stands for. @default 60: most are sent every minute */
  readonly every?: number;
  /** What the readings of that time become. */
  readonly statistic: 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum' | `p${number}`;
  /**
   * What a time without a point says: that nothing happened (the sender tells of events alone), nothing at all, or
   * that the sender itself is not well.
   */
  readonly silence: 'nothing-happened' | 'unknown' | 'trouble';
}
