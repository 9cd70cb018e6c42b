import type { Span } from './expression';

/** Says that a text is no PromQL that Prometheus takes, and where. */
export class Refused extends Error {
  readonly at: Span;

  /** @param reason what is wrong, as the end of a sentence: `unexpected ")"` */
  constructor({ from, to }: Span, reason: string) {
    super(reason);
    this.at = { from, to };
  }
}
