import type { KubeObject } from '../../../model';
import { groupKindOf } from '../../identity/group-kind';
import { isRecord, recordsIn, shown, valueAt, type Step } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { nameList, referenceRule, unknownName } from '../reference-rule';
import { KNOWN_AZURE_METRICS, knownMetric, type KnownAzureMetric } from './azure-metrics';

/** The one form of criteria that is written and judged here. */
const CRITERIA = ['spec', 'criteria', 'microsoftAzureMonitorSingleResourceMultipleMetricCriteria', 'allOf'] as const;

/** Minutes of the windows, and of the intervals between two looks, that Azure Monitor takes. */
export const WINDOWS: Readonly<Record<string, number>> = {
  PT1M: 1,
  PT5M: 5,
  PT15M: 15,
  PT30M: 30,
  PT1H: 60,
  PT6H: 360,
  PT12H: 720,
  P1D: 1440,
};

/** One criterion of an alert, with what is known of its metric. */
interface Judged {
  readonly alert: KubeObject;
  readonly criterion: Readonly<Record<string, unknown>>;
  readonly known: KnownAzureMetric;
  readonly steps: readonly Step[];
}

function* complaintsAbout(alert: KubeObject, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const criteria = recordsIn(valueAt(alert, CRITERIA));
  if (criteria.length === 0) {
    yield {
      steps: ['spec', 'criteria'],
      message: 'found no criterion on one resource with a fixed threshold',
      expected: 'one metric of one resource',
      mend: 'declare the alert with MetricAlert, which writes it so',
    };
  }
  for (const [index, criterion] of criteria) {
    const steps = [...CRITERIA, index];
    const known = knownMetric(criterion.metricNamespace, criterion.metricName);
    if (known === undefined) {
      yield unknownMetric(criterion, steps);
      continue;
    }
    const judged = { alert, criterion, known, steps };
    yield* scopeComplaints(judged);
    yield* dimensionComplaints(judged, environment);
    yield* figureComplaints(judged);
    yield* timeComplaints(judged);
  }
}

function unknownMetric({ metricNamespace, metricName }: Judged['criterion'], steps: readonly Step[]): ComplaintAt {
  return {
    steps: [...steps, 'metricName'],
    message: `found metric ${shown(metricName)} of ${shown(metricNamespace)}, which is not among those that are known to be sent`,
    expected: `one of ${nameList(KNOWN_AZURE_METRICS)}`,
    mend: 'correct the name, or add the metric with its unit to azure-metrics.ts',
  };
}

/** That the resource itself exists is looked at by azure-owner, as of every reference. */
function* scopeComplaints({ alert, criterion, known }: Judged): Iterable<ComplaintAt> {
  const scopes = recordsIn(valueAt(alert, ['spec', 'scopesReferences']));
  const steps: readonly Step[] = ['spec', 'scopesReferences'];
  if (scopes.length !== 1) {
    yield {
      steps,
      message: `found ${scopes.length} resources`,
      expected: 'one, which the criteria are about',
      mend: 'declare an alert for each resource',
    };
  }
  for (const [index, { group, kind }] of scopes) {
    if (`${String(group)}/${String(kind)}` === known.of) continue;
    yield {
      steps: [...steps, index],
      message: `found a ${String(kind)} of ${String(group)}, which does not send ${shown(criterion.metricName)}`,
      expected: `a resource of ${known.of}`,
      mend: 'watch the resource that the metric’s own function in watched-metrics.ts names',
    };
  }
}

function* dimensionComplaints(
  { alert, criterion, known, steps }: Judged,
  environment: EnvironmentObjects,
): Iterable<ComplaintAt> {
  for (const [index, { name, operator, values }] of recordsIn(criterion.dimensions)) {
    const at = [...steps, 'dimensions', index];
    if (!Object.hasOwn(known.dimensions, String(name))) {
      const names = Object.keys(known.dimensions);
      yield {
        steps: [...at, 'name'],
        message: `found the dimension ${shown(name)}, which ${shown(criterion.metricName)} does not have`,
        expected: names.length === 0 ? 'no dimension' : `one of ${nameList(names)}`,
        mend: 'name a part that the metric is sent for, or judge the whole resource',
      };
      continue;
    }
    const part = known.dimensions[String(name)];
    if (part === undefined || operator !== 'Include') continue;
    const [, scope] = recordsIn(valueAt(alert, ['spec', 'scopesReferences']))[0] ?? [];
    const owned = partsOf(environment, scope?.name, part.kind);
    for (const [place, value] of Array.isArray(values) ? values.entries() : []) {
      if (value === '*' || owned.includes(String(value))) continue;
      const what = part.kind.replace(/^.*\//, '');
      yield unknownName({
        steps: [...at, 'values', place],
        what,
        name: value,
        where: 'the watched resource',
        known: owned,
      });
    }
  }
}

/** Names in Azure of what lies in a resource. @param owner name of its object */
export function partsOf(environment: EnvironmentObjects, owner: unknown, kind: string): readonly string[] {
  return environment
    .all(kind)
    .filter(({ object }) => valueAt(object, ['spec', 'owner', 'name']) === owner)
    .map(({ object }) => azureNameOf(object));
}

/** Name of an object's resource in Azure. */
export function azureNameOf({ spec, metadata }: KubeObject): string {
  return String(valueAt(spec, ['azureName']) ?? metadata.name);
}

function* figureComplaints({ criterion, known, steps }: Judged): Iterable<ComplaintAt> {
  const { metricName, timeAggregation, threshold } = criterion;
  if (!known.aggregations.some(each => each === timeAggregation)) {
    yield {
      steps: [...steps, 'timeAggregation'],
      message: `found the aggregation ${shown(timeAggregation)} of ${shown(metricName)}, which is not counted in ${known.unit}`,
      expected: `one of ${nameList(known.aggregations)}`,
      mend: 'take the aggregation of the metric’s own function in watched-metrics.ts',
    };
  }
  const [least, most] = known.thresholds;
  if (typeof threshold === 'number' && threshold >= least && threshold <= most) return;
  yield {
    steps: [...steps, 'threshold'],
    message: `found ${shown(threshold)} for ${shown(metricName)}, which is counted in ${known.unit}`,
    expected: most === Infinity ? `${least} or more` : least === most ? String(least) : `${least} to ${most}`,
    mend: 'state the threshold in the metric’s unit, as the construct does',
  };
}

/** A window shorter than the metric's interval is empty at most looks; looks further apart than the window miss readings. */
function* timeComplaints({ alert, criterion, known }: Judged): Iterable<ComplaintAt> {
  const spec = isRecord(alert.spec) ? alert.spec : {};
  const window = WINDOWS[String(spec.windowSize)] ?? 0;
  const frequency = WINDOWS[String(spec.evaluationFrequency)] ?? Infinity;
  if (window < known.every) {
    yield {
      steps: ['spec', 'windowSize'],
      message: `found a window of ${shown(spec.windowSize)} for ${shown(criterion.metricName)}, which is sent every ${known.every}m`,
      expected: `${known.every} minutes or more, as one of ${Object.keys(WINDOWS).join(', ')}`,
      mend: 'judge the metric over a longer time',
    };
  }
  if (frequency >= known.every && frequency <= Math.max(window, known.every)) return;
  yield {
    steps: ['spec', 'evaluationFrequency'],
    message: `found a look every ${shown(spec.evaluationFrequency)} at a metric that is sent every ${known.every}m, over ${shown(spec.windowSize)}`,
    expected: 'no more often than the metric is sent, and no more seldom than the window is long',
    mend: 'declare the alert with MetricAlert, which looks as often as the metric is sent',
  };
}

const example =
  'scopesReferences: [{ group: dbforpostgresql.azure.com, kind: FlexibleServer, name: psql-shop }]\nmetricNamespace: Microsoft.DBforPostgreSQL/flexibleServers\nmetricName: cpu_percent\ntimeAggregation: Average\nthreshold: 80 # percent';
const text: RuleTexts = {
  en: {
    rule: 'An alert of Azure Monitor looks at a metric that its resource sends, of parts that exist; aggregation and threshold can be meant in the metric’s unit, and the window is no shorter than the metric’s interval.',
    reason:
      'Azure Monitor judges what it is sent: on a part that is not there, or in a window without a reading, an alert never rings; 0.8 on a metric in percent rings always.',
    example,
  },
  ko: {
    rule: 'Azure Monitor 경보는 그 리소스가 보내는 메트릭을, 실제로 있는 부분에 대해 본다. 집계와 임계값은 메트릭의 단위로 말이 되고, 평가 창은 메트릭의 간격보다 짧지 않다.',
    reason:
      'Azure Monitor는 받은 것만 판단한다. 없는 부분이나 측정값이 없는 창을 보는 경보는 울리지 않고, 퍼센트 메트릭을 0.8과 비교하면 늘 울린다.',
    example,
  },
};

/** An alert of Azure Monitor looks at what is there. */
export const azureAlertMetric = referenceRule('azure-alert-metric', text, function* (object, environment) {
  if (groupKindOf(object) === 'insights.azure.com/MetricAlert') yield* complaintsAbout(object, environment);
});
