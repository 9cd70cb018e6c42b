/** A day of the week. */
export type Weekday = 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun';

/** Hours in which something runs, the same on each of the days. Holidays are days like any other. */
export interface OfficeHours {
  readonly days: readonly Weekday[];
  /** First minute, `HH:MM` on the clock of `timeZone`. */
  readonly start: string;
  /** Minute in which the hours are over, on the same day. */
  readonly end: string;
  /** IANA name (`Asia/Seoul`). */
  readonly timeZone: string;
}

/** A workload that runs in office hours only (TG-16). Outside it has no pods, and nobody is promised an answer (D-08). */
export interface ScheduleDeclaration {
  readonly type: 'schedule';
  readonly workload: string;
  readonly namespace: string;
  /** Pods in office hours. */
  readonly count: number;
  readonly hours: OfficeHours;
  /** Whether the hours are assumed, since no document gives them. */
  readonly assumed: boolean;
}
