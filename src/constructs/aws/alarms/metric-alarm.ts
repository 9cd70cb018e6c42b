import type { ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  MetricAlarm as AckMetricAlarm,
  type MetricAlarmSpec,
  type MetricAlarmSpecMetrics,
  type MetricAlarmSpecMetricsMetricStat,
} from '../../../../imports/cloudwatch.services.k8s.aws';
import type { Severity } from '../../../model';
import { Place, TracedConstruct } from '../../structure';
import { awsTags } from '../aws-cloud';
import { ackMetadata, created } from '../ownership';
import type { AlarmTopics } from './alarm-topics';
import { countedIn, type CloudWatchMetric, type Limit, type Unit } from './cloudwatch-metric';
import { dashboardAddress } from './dashboard-address';

/** Judges a minute only when another metric says that enough happened in it. */
export interface EnoughOf {
  readonly metric: CloudWatchMetric<'Count'>;
  readonly atLeast: number;
}

/** An alarm of CloudWatch. The id is its name, unique in the account and region; it begins with the topics' prefix. */
export interface MetricAlarmProps<U extends Unit> {
  readonly namespace: string;
  /** Who is told when it begins and when it ends. */
  readonly topics: AlarmTopics;
  readonly severity: Severity;
  readonly metric: CloudWatchMetric<U>;
  readonly limit: Limit<U>;
  /** Minutes in a row in each of which the limit is left; from 1 to 1440. */
  readonly for: `${number}m`;
  /** @default every minute is judged */
  readonly where?: EnoughOf;
  /** Page among the runbooks of alerts (`SlowAnswers`). */
  readonly runbook: string;
  /** Name of the dashboard of CloudWatch that shows the metric beside its limit. */
  readonly dashboard: string;
  /** One sentence: what is wrong, with names and figures. */
  readonly summary: string;
}

/** Seconds that one point stands for: everything that is watched is sent once a minute. */
const PERIOD = 60;

/** CloudWatch looks back over a day at most. */
const LONGEST = 1440;

/** What the message of an alarm has room for. */
const DESCRIPTION_LIMIT = 1024;

const MISSING = {
  'nothing-happened': 'notBreaching',
  unknown: 'missing',
  trouble: 'breaching',
} as const;

/** Tells people when a metric of AWS leaves its limit for some minutes, and when it is back. (FP-12) */
export class MetricAlarm<U extends Unit> extends TracedConstruct {
  /** What is judged: dashboards draw its limit beside it. */
  readonly metric: CloudWatchMetric<U>;
  /** Which side of the threshold is bad, and the threshold as CloudWatch counts it. */
  readonly bad: { readonly side: 'above' | 'below'; readonly threshold: number };

  constructor(scope: Construct, name: string, props: MetricAlarmProps<U>) {
    super(scope, name);
    const { namespace, topics, severity, metric, limit } = props;
    if (metric.every !== undefined && metric.every !== PERIOD) {
      throw new Error(`alarm ${name}: ${metric.name} comes every ${metric.every} s; alarms judge points of a minute`);
    }
    this.metric = metric;
    this.bad =
      'above' in limit
        ? { side: 'above', threshold: countedIn(metric.unit, limit.above) }
        : { side: 'below', threshold: countedIn(metric.unit, limit.below) };
    if (!name.startsWith(`${topics.prefix}-`)) {
      throw new Error(`alarm ${name}: its topic hears alarms ${topics.prefix}-* alone; begin its name so`);
    }
    const minutes = minutesOf(name, props.for);
    const told = [topics.arn(severity)];
    new AckMetricAlarm(this, 'alarm', {
      metadata: this.metadata(name, namespace),
      spec: {
        name,
        alarmDescription: this.description(name, props),
        actionsEnabled: true,
        alarmActions: told,
        oKActions: told,
        ...judged(props),
        comparisonOperator: this.bad.side === 'above' ? 'GreaterThanThreshold' : 'LessThanThreshold',
        threshold: this.bad.threshold,
        evaluationPeriods: minutes,
        datapointsToAlarm: minutes,
        treatMissingData: MISSING[metric.silence],
        tags: awsTags(this),
      },
    });
  }

  /** An alarm that left git would ring on in AWS: the controllers keep what leaves, unless an object says otherwise. */
  private metadata(name: string, namespace: string): ApiObjectMetadata {
    const metadata = ackMetadata(this, { name, namespace, ownership: created(), stateful: false });
    return { ...metadata, annotations: { ...metadata.annotations, 'services.k8s.aws/deletion-policy': 'delete' } };
  }

  private description(name: string, { summary, dashboard, runbook }: MetricAlarmProps<U>): string {
    const watcher = Place.of(this).watchedBy;
    if (!watcher) {
      throw new Error(`alarm ${name} in a place that nobody watches; give the environment a \`watchedBy\``);
    }
    const text = `${summary} ${dashboardAddress(this, dashboard)} ${watcher.runbooks}/${runbook}.md`;
    if (text.length <= DESCRIPTION_LIMIT) return text;
    throw new Error(`alarm ${name}: a description of ${text.length} characters; CloudWatch takes ${DESCRIPTION_LIMIT}`);
  }
}

function minutesOf(name: string, lasting: `${number}m`): number {
  const minutes = Number(lasting.slice(0, -1));
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST) return minutes;
  throw new Error(`alarm ${name}: it holds for "${lasting}"; expected whole minutes from 1m to ${LONGEST}m`);
}

/** The series that is compared: the metric itself, or what is left of it in minutes in which enough happened. */
function judged<U extends Unit>({ metric, where }: MetricAlarmProps<U>): Partial<MetricAlarmSpec> {
  if (where) return { metrics: masked(metric, where) };
  const { namespace, name, statistic } = metric;
  return {
    namespace,
    metricName: name,
    dimensions: dimensionsOf(metric),
    period: PERIOD,
    ...(isPercentile(statistic) ? { extendedStatistic: statistic } : { statistic }),
  };
}

/**
 * A minute in which too little happened counts as 0, which is well: a point that is left out would be made up for by an
 * older one, and two bad minutes with an hour between them would ring.
 */
function masked<U extends Unit>(
  metric: CloudWatchMetric<U>,
  { metric: counter, atLeast }: EnoughOf,
): MetricAlarmSpecMetrics[] {
  const expression = `IF(enough >= ${atLeast}, value, 0)`;
  return [
    { id: 'judged', expression, label: metric.name, returnData: true },
    { id: 'enough', metricStat: statOf(counter), returnData: false },
    { id: 'value', metricStat: statOf(metric), returnData: false },
  ];
}

function statOf(metric: CloudWatchMetric<Unit>): MetricAlarmSpecMetricsMetricStat {
  const { namespace, name, statistic } = metric;
  return { metric: { namespace, metricName: name, dimensions: dimensionsOf(metric) }, period: PERIOD, stat: statistic };
}

function dimensionsOf({ dimensions }: CloudWatchMetric<Unit>): { name: string; value: string }[] {
  return Object.entries(dimensions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}

function isPercentile(statistic: string): boolean {
  return statistic.startsWith('p');
}
