import type { Severity } from '../../../../model';
import type { ServiceLevel } from '../../service-level';
import { exact } from '../exact';

/**
 * One look at how fast an error budget is used up: over a long window, so that it matters, and over a short one, so
 * that it is still so and the alert ends soon after the trouble.
 */
export interface BurnRate {
  readonly alert: 'ErrorBudgetBurn' | 'ErrorBudgetLeak';
  readonly severity: Severity;
  readonly long: string;
  readonly short: string;
  /** Hours of the long window. */
  readonly hours: number;
  /** Share of the whole budget that is gone when the long window has passed at this rate. */
  readonly spent: number;
  /** Time for which it must hold. */
  readonly for: string;
}

/** Two pages and two tickets, as the SRE workbook of Google has them (Table 5-8). */
export const BURN_RATES: readonly BurnRate[] = [
  { alert: 'ErrorBudgetBurn', severity: 'critical', long: '1h', short: '5m', hours: 1, spent: 0.02, for: '2m' },
  { alert: 'ErrorBudgetBurn', severity: 'critical', long: '6h', short: '30m', hours: 6, spent: 0.05, for: '5m' },
  { alert: 'ErrorBudgetLeak', severity: 'warning', long: '1d', short: '2h', hours: 24, spent: 0.1, for: '15m' },
  { alert: 'ErrorBudgetLeak', severity: 'warning', long: '3d', short: '6h', hours: 72, spent: 0.1, for: '1h' },
];

/** Windows that all burn rates look at, the shortest first. */
export const BURN_WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

/** Days over which a service level is judged. */
export function windowDaysOf({ windowDays }: ServiceLevel): number {
  return windowDays ?? 30;
}

/** How many times faster than allowed: 14.4 for 2 % of 30 days' budget in one hour. */
export function factorOf({ spent, hours }: BurnRate, windowDays: number): number {
  return exact((spent * windowDays * 24) / hours);
}

/**
 * The share of bad requests above which a burn rate fires.
 * @throws Error when no share can be above it: an alert that never fires promises a safety that is not there
 */
export function thresholdOf(rate: BurnRate, budget: number, windowDays: number, slo: string): number {
  const factor = factorOf(rate, windowDays);
  const threshold = exact(factor * budget);
  if (threshold > 0 && threshold < 1) return threshold;
  throw new Error(
    `objective ${slo}: ${factor} times the budget of ${budget} is ${threshold}, which no share of requests is above; ` +
      'promise more, or judge over fewer days',
  );
}
