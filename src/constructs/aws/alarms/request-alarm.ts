import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { JudgedShare } from '../../../model';
import { exact, type Alert } from '../../monitoring';
import type { AlarmTopics } from './alarm-topics';
import { MetricAlarm, type MetricAlarmProps } from './metric-alarm';
import { apiErrors, apiLatency, apiRequests, type WatchedStage } from './watched-metrics';

/** An alert on the requests of a service, told by CloudWatch as well as by Prometheus. */
export interface RequestAlarmProps {
  readonly namespace: string;
  readonly topics: AlarmTopics;
  /** What Prometheus judges: the figures of both come from here. */
  readonly alert: Alert;
  /** Where CloudWatch sees the same requests. */
  readonly stage: WatchedStage;
}

/** The one window over which a minute's point of CloudWatch judges as the rule does. */
const WINDOW = '1m';

/**
 * The alarm of CloudWatch for an alert on a share of requests: the share that failed is compared as such; "more than
 * 5 % took longer than 2 s" is the 95th percentile above 2000 ms. It works where Prometheus does not: when nothing
 * answers inside the cluster, or Prometheus itself is away. (FP-12)
 * @throws Error for an alert that judges something else, or over other windows
 */
export function requestAlarm(scope: Construct, name: string, props: RequestAlarmProps): void {
  const { alert, stage, namespace, topics } = props;
  const share = shareOf(name, alert);
  const { severity, summary, name: runbook } = alert;
  const shared = {
    namespace,
    topics,
    severity,
    runbook,
    dashboard: stage.api,
    for: minutes(name, alert.for),
    where: { metric: apiRequests(stage), atLeast: share.minimumRequests },
    summary: `${summary}, seen at stage ${stage.stage} of ${stage.api}, for ${alert.for}.`,
  } satisfies Partial<MetricAlarmProps<'Share'>>;
  switch (share.bad.type) {
    case 'failed':
      new MetricAlarm(scope, name, { ...shared, metric: apiErrors(stage), limit: { above: share.above } });
      return;
    case 'slow': {
      const metric = apiLatency(stage, exact((1 - share.above) * 100));
      new MetricAlarm(scope, name, { ...shared, metric, limit: { above: Duration.seconds(share.bad.seconds) } });
    }
  }
}

function shareOf(name: string, { judged, name: alert }: Alert): JudgedShare {
  if (judged.type === 'share' && judged.windows.length === 1 && judged.windows[0] === WINDOW) return judged;
  const found = judged.type === 'share' ? `windows ${judged.windows.join(', ')}` : 'something else';
  throw new Error(
    `alarm ${name}: alert ${alert} judges ${found}; expected a share of requests over ${WINDOW}, which is one point of ` +
      'CloudWatch: leave the alert to Prometheus',
  );
}

function minutes(name: string, lasting: string): `${number}m` {
  const found = /^(\d+)m$/.exec(lasting)?.[1];
  if (found !== undefined) return `${Number(found)}m`;
  throw new Error(`alarm ${name}: its alert holds for "${lasting}"; expected whole minutes, as 2m`);
}
