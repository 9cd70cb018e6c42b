import type { RequestAlarms, ServiceLevel } from '../../constructs/monitoring';

/**
 * What each of the shop's four services promises to who calls it (LP-11): seen from nginx alone, slow answers of the API
 * would drown in pages and files (docs/decisions/learn/181-each-service-of-the-shop-keeps-the-promise.md). 5xx count as
 * failed, 4xx do not (LP-23).
 */
export const SERVICE_LEVEL: ServiceLevel = {
  availability: 0.999,
  latency: [{ share: 0.95, seconds: 0.5 }],
  errorRatio: 0.01,
  // No document says: of a hundred, one failure is no more than the 1 % that may.
  minimumRequests: 100,
  requirements: ['LP-11', 'LP-23'],
};

/** The figures of LP-11 as alarms; for how long they must hold no document says. */
export const ALARMS: RequestAlarms = {
  errors: { above: 0.01, for: '5m' },
  answers: { share: 0.95, slowerThanSeconds: 0.5, for: '5m' },
  minimumRequests: 100,
  requirements: ['LP-11'],
};
