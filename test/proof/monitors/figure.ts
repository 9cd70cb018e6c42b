/** What is judged of a window: the mean of the readings, the highest one, or how many events there were. */
export type Form = 'average' | 'highest' | 'events';

/** A figure that somebody typed, in Prometheus' units: shares from 0 to 1, bytes, counts. */
export interface Figure {
  readonly form: Form;
  readonly limit: { readonly above: number } | { readonly below: number };
  /** Minutes. */
  readonly over: number;
}

/** What Prometheus reads of what the cloud is sent. */
export const READ = 'read';

/** What is wrong of the last minutes, as Prometheus says it. */
export function condition({ form, limit }: Figure, minutes: number): string {
  return `${FORMS[form](minutes)} ${'above' in limit ? `> ${limit.above}` : `< ${limit.below}`}`;
}

const FORMS: Readonly<Record<Form, (minutes: number) => string>> = {
  average: minutes => `avg_over_time(${READ}[${minutes}m])`,
  highest: minutes => `max_over_time(${READ}[${minutes}m])`,
  // Not `increase`, which reckons: the very number of events, as the clouds add them up.
  events: minutes => `((${READ} - ${READ} offset ${minutes}m) or ${READ})`,
};
