import type { JudgedShare } from '../../../../model';
import { RequestQueries } from '../../request-queries';
import { exact } from '../exact';
import type { Alert, RuleGroup } from '../alert-rules';
import { failedRequests, slowRequests } from './objectives';
import { requestsOf, type JudgedService } from './service-level-rules';

/** Figures at which a document wants somebody told, whatever the error budget says (D-11). */
export interface RequestAlarms {
  /** Share of requests that failed. @default no such alarm */
  readonly errors?: { readonly above: number; readonly for: `${number}m` };
  /** Time in which a share of the requests is answered. @default no such alarm */
  readonly answers?: { readonly share: number; readonly slowerThanSeconds: number; readonly for: `${number}m` };
  /** Fewest requests in a minute; below, nothing is judged. */
  readonly minimumRequests: number;
  /** Requirements that set the figures. */
  readonly requirements: readonly string[];
}

/** What an alarm looks at, again and again for as long as the document says: four readings. */
const WINDOW = '1m';

/** The document's own alarms on the requests of a service. */
export function requestAlarmRules(service: JudgedService, alarms: RequestAlarms): RuleGroup {
  return {
    name: `${service.name}-requests`,
    recordings: [],
    alerts: [
      ...(alarms.errors ? [tooManyErrors(service, alarms, alarms.errors)] : []),
      ...(alarms.answers ? [slowAnswers(service, alarms, alarms.answers)] : []),
    ],
  };
}

function tooManyErrors(
  service: JudgedService,
  alarms: RequestAlarms,
  errors: NonNullable<RequestAlarms['errors']>,
): Alert {
  const percent = exact(errors.above * 100);
  const ratio = new RequestQueries(service.metrics, requestsOf(service)).errorRatio(WINDOW);
  return {
    ...alarm(service, alarms, { ratio, above: errors.above, bad: failedRequests(service.metrics) }),
    name: 'TooManyErrors',
    severity: 'critical',
    for: errors.for,
    summary: `${service.name} fails more than ${percent}% of its requests`,
    description:
      '{{ $value | humanizePercentage }} of the requests of the last minute failed; ' +
      `it has been more than ${percent}% for ${errors.for}.`,
  };
}

function slowAnswers(
  service: JudgedService,
  alarms: RequestAlarms,
  { share, slowerThanSeconds: seconds, for: lasting }: NonNullable<RequestAlarms['answers']>,
): Alert {
  const above = exact(1 - share);
  const ratio = new RequestQueries(service.metrics, requestsOf(service)).slowRatio(seconds, WINDOW);
  return {
    ...alarm(service, alarms, { ratio, above, bad: slowRequests(service.metrics, seconds) }),
    name: 'SlowAnswers',
    severity: 'warning',
    for: lasting,
    summary: `${service.name} takes longer than ${seconds} s to answer`,
    description:
      `{{ $value | humanizePercentage }} of the requests of the last minute took longer than ${seconds} s; ` +
      `it has been more than ${exact(above * 100)}% for ${lasting}.`,
  };
}

function alarm(
  service: JudgedService,
  { minimumRequests, requirements }: RequestAlarms,
  { ratio, above, bad }: { readonly ratio: string; readonly above: number; readonly bad: JudgedShare['bad'] },
): Pick<Alert, 'expr' | 'labels' | 'judged' | 'lookbackDays' | 'reads' | 'requirements'> {
  const matchers = requestsOf(service);
  const requests = new RequestQueries(service.metrics, matchers).requests(WINDOW);
  return {
    expr: `${ratio} > ${above} and ${requests} >= ${minimumRequests}`,
    labels: { namespace: service.namespace, service: service.name },
    judged: { type: 'share', matchers, bad, above, windows: [WINDOW], minimumRequests },
    lookbackDays: 0,
    reads: [bad.metric, service.metrics.requests],
    requirements,
  };
}
