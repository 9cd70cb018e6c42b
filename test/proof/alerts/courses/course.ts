/** A course of things and whether the alert is firing, by minute; it is judged every half minute. */
export interface Course {
  readonly name: string;
  /** Time between two judgements, where the course takes days. @default half a minute */
  readonly every?: string;
  /**
   * Series, and their values every minute: `1x4` is five ones. Where none is named, the label namespace is the alert's. Of
   * the alert are also `$job` (its service), `$run` (its Job), `$claim` and `$last` (the first and the last volume that it names),
   * `$free` and `$all` (the metrics that it divides).
   */
  readonly series: Readonly<Record<string, string>>;
  readonly silent: readonly number[];
  readonly firing?: {
    readonly minutes: readonly number[];
    /** Labels that come from the series. */
    readonly with?: Readonly<Record<string, string>>;
    /** Figures of the sentences, by minute. */
    readonly values?: Readonly<Record<number, string>>;
  };
}
