import type { KubeObject } from '../../../model';
import { groupKindOf } from '../../identity/group-kind';
import { shown, valueAt } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { referenceRule } from '../reference-rule';
import { askedBy, type AskedMetric, type Asking } from './asked-metrics';
import type { KnownMetric } from './cloudwatch-metrics';
import { knownMetric, metricComplaints } from './metric-complaints';

function* complaintsAbout(alarm: KubeObject, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const { metrics, unreadable } = askedBy(alarm);
  if (unreadable !== undefined) yield unreadableComplaint(unreadable);
  for (const asked of metrics) {
    yield* metricComplaints(asked, environment);
    const known = knownMetric(asked);
    if (asked.compared && known !== undefined) yield* thresholdComplaints(alarm, asked, known);
  }
}

function unreadableComplaint({ steps, found }: NonNullable<Asking['unreadable']>): ComplaintAt {
  return {
    steps,
    message: `found ${found}: that does not tell which metric the threshold is compared with`,
    expected: 'one entry that returns data: a metric, or IF(<id> >= <requests>, <id>, 0) of two metrics’ ids',
    mend: 'declare the alarm with MetricAlarm, which writes it so',
  };
}

function* thresholdComplaints({ spec }: KubeObject, { name }: AskedMetric, known: KnownMetric): Iterable<ComplaintAt> {
  const threshold = valueAt(spec, ['threshold']);
  if (known.thresholds === undefined) {
    yield {
      steps: ['spec', 'threshold'],
      message: `found an alarm on ${shown(name.value)}, of which nobody has said what may be meant`,
      expected: 'a metric with thresholds',
      mend: 'give the metric its thresholds in cloudwatch-metrics.ts',
    };
    return;
  }
  const [least, most] = known.thresholds;
  if (typeof threshold === 'number' && threshold >= least && threshold <= most) return;
  yield {
    steps: ['spec', 'threshold'],
    message: `found ${shown(threshold)} for ${shown(name.value)}, which is counted in ${known.unit}`,
    expected: most === Infinity ? `${least} or more` : `${least} to ${most}`,
    mend: 'state the threshold in the metric’s unit, as the construct does',
  };
}

const example =
  'metricName: CPUUtilization\nnamespace: AWS/RDS\ndimensions: [{ name: DBInstanceIdentifier, value: shop-1 }] # beside DBInstance shop-1\nthreshold: 80 # percent';
const text: RuleTexts = {
  en: {
    rule: 'An alarm of CloudWatch looks at a metric that AWS sends, of something that the environment declares, and its statistic and threshold can be meant in the metric’s unit.',
    reason:
      'CloudWatch takes an alarm on a series that nobody sends, and the alarm never rings; 2 seconds on a metric in milliseconds ring always, and so does a share of 0.01 on a sum.',
    example,
  },
  ko: {
    rule: 'CloudWatch 경보는 AWS가 보내는 메트릭을, 그 환경이 선언한 것에 대해 보며, 통계와 임계값은 메트릭의 단위로 말이 된다.',
    reason:
      '아무도 보내지 않는 시계열에도 CloudWatch는 경보를 만들어 주지만 그 경보는 울리지 않는다. 밀리초 메트릭에 2초를 2로 적거나 합계를 비율 0.01과 비교하면 늘 울린다.',
    example,
  },
};

/** An alarm of CloudWatch looks at what is there. */
export const alarmMetric = referenceRule('alarm-metric', text, function* (object, environment) {
  if (groupKindOf(object) === 'cloudwatch.services.k8s.aws/MetricAlarm') yield* complaintsAbout(object, environment);
});
