import { RequestQueries } from '../../request-queries';
import type { RuleGroup } from '../alert-rules';
import { requestsOf, type JudgedService } from './service-level-rules';

/** Minutes that are looked at, and for which it must be so at every look. */
const MINUTES = 5;

/** Fewest requests in them, one a minute: a single one that fails says nothing of the next. */
const FEWEST = MINUTES;

/**
 * Tells when a service fails every request. That all of them fail needs no promise of how many may: it is told where
 * nobody gave one (docs/decisions/monitoring/117-watched-without-a-promise.md).
 */
export function outageRules(service: JudgedService): RuleGroup {
  const { name, namespace, metrics } = service;
  const queries = new RequestQueries(metrics, requestsOf(service));
  const window = `${MINUTES}m`;
  return {
    name: `${name}-outage`,
    recordings: [],
    alerts: [
      {
        name: 'AllRequestsFailing',
        severity: 'critical',
        // No division: of two sums of the same failures one may be a hair below the other.
        expr: `${queries.requests(window)} >= ${FEWEST} unless on () ${queries.answered(window)} > 0`,
        for: window,
        labels: { namespace, service: name },
        summary: `${name} fails every request`,
        description:
          `Every request that ${name} answered in the last ${2 * MINUTES} minutes failed, ` +
          `at least ${FEWEST} in each ${MINUTES} minutes. Nobody gets from it what they ask for.`,
        judged: { type: 'other' },
        lookbackDays: 0,
        reads: [metrics.requests],
        requirements: [],
      },
    ],
  };
}
