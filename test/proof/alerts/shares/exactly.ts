import type { JudgedShare } from '../../../../src/model';
import type { Step } from './traffic';

/**
 * What Prometheus multiplies the growth of a counter by to get its rate (extrapolatedRate in promql/functions.go), for
 * counters that started far above 0 and have a sample at every step.
 * @param now seconds since the first sample
 */
export function rateFactor(window: number, step: number, now: number): number {
  const started = now < window; // the first sample lies in the window
  const sampled = started ? now : Math.ceil(window / step) * step - step;
  const toStart = window - sampled;
  return (sampled + (toStart >= step * 1.1 ? step / 2 : toStart)) / sampled / window;
}

/** The share that Prometheus reads of one pod's growth: each counter's rate is rounded for itself. */
function shareRead(bad: JudgedShare['bad'], step: Step, factor: number): number {
  if (bad.type === 'failed') return (step.bad * factor) / (step.good * factor + step.bad * factor);
  const all = (step.good + step.bad) * factor;
  return (all - step.good * factor) / all;
}

/** How many times the threshold's fraction is tried: some are always read without a rounding. */
const TRIES = 200_000;

/**
 * Requests whose share is read as exactly the threshold, bit for bit, at the last of some looks, and never as less: what
 * fires above the threshold is silent then, what fires at it is not.
 * @param factors those of {@link rateFactor} at each look
 * @param least fewest requests
 */
export function exactly(bad: JudgedShare['bad'], threshold: number, factors: readonly number[], least: number): Step {
  const [part, whole] = fraction(threshold);
  for (let times = Math.ceil(least / whole); times < TRIES; times++) {
    const step = { bad: part * times, good: (whole - part) * times };
    const read = factors.map(factor => shareRead(bad, step, factor));
    if (read.every(value => value >= threshold) && read[read.length - 1] === threshold) return step;
  }
  throw new Error(`no requests are read as a share of exactly ${threshold}`);
}

/** A decimal fraction as two whole numbers. */
function fraction(threshold: number): readonly [number, number] {
  const digits = String(threshold).split('.')[1]?.length ?? 0;
  const [part, whole] = [Math.round(threshold * 10 ** digits), 10 ** digits];
  const divisor = greatestDivisor(part, whole);
  return [part / divisor, whole / divisor];
}

/** The greatest common divisor of two whole numbers. */
export function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
