import type { OfficeHours } from '../../../../model';
import type { RequestMetrics } from '../../request-metrics';
import { RequestQueries } from '../../request-queries';
import type { ServiceLevel } from '../../service-level';
import { exact } from '../exact';
import type { Alert, Recording, RuleGroup } from '../alert-rules';
import { BURN_RATES, BURN_WINDOWS, factorOf, thresholdOf, windowDaysOf, type BurnRate } from './burn-rates';
import { judgedIn, onlyIn } from '../in-hours';
import { objectivesOf, type Objective } from './objectives';

/** A service whose requests are judged. */
export interface JudgedService {
  readonly name: string;
  readonly namespace: string;
  readonly metrics: RequestMetrics;
  /** Hours in which its pods run; outside, nobody is promised anything (D-08). @default they run at every hour */
  readonly hours?: OfficeHours;
}

/** Labels by which the requests of a service are found. */
export function requestsOf({ name, namespace }: JudgedService): Readonly<Record<string, string>> {
  return { namespace, job: name };
}

/** Series that the rules of a service level record, each with the labels `namespace`, `service` and, but for the second, `slo`. */
export const RECORDED = {
  /** Share of bad requests over a window. */
  badRequests: (window: string): string => `slo:bad_requests:ratio_rate${window}`,
  /** Requests in a window. */
  requests: (window: string): string => `slo:requests:increase${window}`,
  /** Share of the error budget that is left. */
  budgetLeft: 'slo:error_budget:remaining_ratio',
} as const;

/** A recorded series of one service. */
export function recordedOf(series: string, labels: Readonly<Record<string, string>>): string {
  return `${series}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',')}}`;
}

/**
 * The rules of a service level: the share of bad requests over each window and for each promise, what is left of the
 * error budget, and an alert for each burn rate.
 */
export function serviceLevelRules(service: JudgedService, level: ServiceLevel): readonly RuleGroup[] {
  const queries = new RequestQueries(service.metrics, requestsOf(service));
  const objectives = objectivesOf(level, service.metrics, queries);
  const requests = BURN_RATES.map(({ long }) => ({
    record: RECORDED.requests(long),
    expr: queries.requests(long),
    labels: labelsOf(service),
  }));
  return [
    {
      name: `${service.name}-slo`,
      recordings: [...requests, ...objectives.flatMap(each => ratios(service, each))],
      alerts: objectives.flatMap(each => BURN_RATES.map(rate => burnAlert(service, level, each, rate))),
    },
    {
      name: `${service.name}-error-budget`,
      interval: '5m',
      recordings: objectives.map(each => budgetLeft(service, level, each)),
      alerts: [],
    },
  ];
}

function labelsOf({ name: service, namespace }: JudgedService): Record<string, string> {
  return { namespace, service };
}

function ratios(service: JudgedService, objective: Objective): Recording[] {
  return BURN_WINDOWS.map(window => ({
    record: RECORDED.badRequests(window),
    expr: objective.ratio(window),
    labels: { ...labelsOf(service), slo: objective.slo },
  }));
}

/** Share of the budget that is left over the whole window; below 0 the promise is broken. */
function budgetLeft(service: JudgedService, level: ServiceLevel, { slo, budget, ratio }: Objective): Recording {
  const days = windowDaysOf(level);
  return {
    record: RECORDED.budgetLeft,
    expr: `1 - (${ratio(`${days}d`)}) / ${budget}`,
    labels: { ...labelsOf(service), slo },
  };
}

function burnAlert(service: JudgedService, level: ServiceLevel, objective: Objective, rate: BurnRate): Alert {
  const { slo, budget, bad, fault } = objective;
  const { long, short, severity } = rate;
  const days = windowDaysOf(level);
  const above = thresholdOf(rate, budget, days, `${service.name} ${slo}`);
  const ratio = (window: string): string => recordedOf(RECORDED.badRequests(window), { ...labelsOf(service), slo });
  const requests = recordedOf(RECORDED.requests(long), labelsOf(service));
  const factor = factorOf(rate, days);
  const hours = service.hours && judgedIn(service.hours);
  return {
    name: rate.alert,
    severity,
    expr: onlyIn(
      hours,
      `${ratio(long)} > ${above} and ${ratio(short)} > ${above}` +
        ` and on (namespace, service) ${requests} >= ${level.minimumRequests}`,
    ),
    ...(hours && { hours }),
    for: rate.for,
    labels: { ...labelsOf(service), slo, window: long },
    summary: `${service.name} uses up ${howFast(rate, factor, slo)}`,
    description:
      `Of the requests of the last ${long}, {{ $value | humanizePercentage }} ${fault}; ${percent(budget)} may, ` +
      `over ${days} days. At ${rateOf(factor)} the budget lasts ${lasting(days, factor)}.`,
    judged: {
      type: 'share',
      matchers: requestsOf(service),
      bad,
      above,
      windows: [long, short],
      minimumRequests: level.minimumRequests,
    },
    lookbackDays: rate.hours / 24,
    reads: [bad.metric, service.metrics.requests],
    requirements: level.requirements,
  };
}

/** What just meets the limit is too fast only where the limit is more than the promise allows. */
function howFast({ spent, hours }: BurnRate, factor: number, slo: string): string {
  if (factor > 1) return `its error budget (${slo}) ${factor} times too fast`;
  return `more than ${percent(spent)} of its error budget (${slo}) in ${hours / 24} days`;
}

function rateOf(factor: number): string {
  return factor === 1 ? 'that rate' : `${factor} times that rate`;
}

function percent(share: number): string {
  return `${exact(share * 100)}%`;
}

/** Time until the budget is gone: hours below three days, else days. */
function lasting(days: number, factor: number): string {
  const hours = (days * 24) / factor;
  return hours < 72 ? `${Math.round(hours)} hours` : `${Math.round(hours / 24)} days`;
}
