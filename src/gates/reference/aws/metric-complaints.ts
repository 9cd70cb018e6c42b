import { shown } from '../../schema/json-path';
import type { ComplaintAt } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { nameList, unknownName } from '../reference-rule';
import type { AskedMetric } from './asked-metrics';
import { KNOWN_METRICS, namesIn, type KnownMetric } from './cloudwatch-metrics';

/** What is known of a metric that is asked for; nothing where it is none of those that are sent. */
export function knownMetric({ namespace, name }: AskedMetric): KnownMetric | undefined {
  return KNOWN_METRICS[`${String(namespace)} ${String(name.value)}`];
}

/** What is wrong with a metric that is asked for: nobody sends it, of nothing that is there, or not by that statistic. */
export function* metricComplaints(asked: AskedMetric, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const known = knownMetric(asked);
  if (known === undefined) {
    yield unknownMetric(asked);
    return;
  }
  yield* dimensionComplaints(asked, known, environment);
  yield* statisticComplaints(asked, known);
}

function unknownMetric({ namespace, name }: AskedMetric): ComplaintAt {
  return {
    steps: name.steps,
    message: `found metric ${shown(name.value)} of ${shown(namespace)}, which is not among those that are known to be sent`,
    expected: `one of ${nameList(Object.keys(KNOWN_METRICS))}`,
    mend: 'correct the name, or add the metric with its unit to cloudwatch-metrics.ts',
  };
}

function* dimensionComplaints(
  { name, dimensions }: AskedMetric,
  known: KnownMetric,
  environment: EnvironmentObjects,
): Iterable<ComplaintAt> {
  const names = dimensions.list.map(each => each.name).sort();
  const expected = Object.keys(known.dimensions).sort();
  if (names.join() !== expected.join()) {
    yield {
      steps: dimensions.steps,
      message: `found the dimensions ${names.join(', ') || 'of nothing'}: CloudWatch has no such series of ${shown(name.value)}`,
      expected: expected.join(' and '),
      mend: 'name what the metric is sent for, no more and no less',
    };
    return;
  }
  for (const { name: dimension, value, steps } of dimensions.list) {
    const of = known.dimensions[dimension];
    if (of === undefined) continue;
    const called = namesIn(of, environment);
    if (called.includes(String(value))) continue;
    const what = 'kind' in of ? of.kind.replace(/^.*\//, '') : dimension;
    yield unknownName({ steps, what, name: value, where: 'the environment', known: called });
  }
}

function* statisticComplaints(
  { statistic, name }: AskedMetric,
  { statistics, unit }: KnownMetric,
): Iterable<ComplaintAt> {
  const isPercentile = /^p(?:100|\d{1,2}(?:\.\d+)?)$/.test(String(statistic.value));
  if (statistics.some(each => (each === 'percentile' ? isPercentile : each === statistic.value))) return;
  yield {
    steps: statistic.steps,
    message: `found the statistic ${shown(statistic.value)} of ${shown(name.value)}, which is not counted in ${unit}`,
    expected: `one of ${nameList(statistics)}`,
    mend: 'take the statistic of the metric’s own function in watched-metrics.ts or store-metrics.ts',
  };
}
