import type { Complaint } from '../finding';
import { didYouMean } from '../schema/did-you-mean';
import type { RuleTexts } from '../schema/object-rule';
import type { Catalogue } from './catalogue';
import { groupingComplaints } from './grouping';
import { isAbout, type Matcher, type Selector } from './promql';
import { queryRule } from './query-rule';

const example =
  'expr: sum by (status) (rate(http_requests_total{job="web",status=~"5.."}[5m])) # a metric that a monitor declares, with its labels';
const text: RuleTexts = {
  en: {
    rule: 'A query asks for metrics that a monitor of its environment declares, a rule records or Prometheus has by itself, of jobs that show them, and names only labels that are there: in matchers those of the metric, in by, without, on, ignoring and groups those that are left.',
    reason:
      'A misspelt metric, job or label gives no result, and an alert over no result never fires: nobody notices before the night it was meant for.',
    example,
  },
  ko: {
    rule: '질의는 그 환경의 모니터가 선언했거나 규칙이 기록하거나 Prometheus가 스스로 갖는 메트릭만, 그것을 내보이는 job에서 묻고, 있는 레이블만 적는다. 매처에는 그 메트릭의 레이블을, by·without·on·ignoring·group에는 그때까지 남아 있는 레이블을 쓴다.',
    reason:
      '이름을 잘못 쓴 메트릭, job, 레이블은 결과가 없고, 결과가 없는 알림은 절대 울리지 않는다. 정작 필요한 밤이 되어서야 알게 된다.',
    example,
  },
};

/** Queries ask for what is there. */
export const metricKnown = queryRule('metric-known', text, function* (part, catalogue) {
  if (part.type === 'selector') yield* selectorComplaints(part, catalogue);
  yield* groupingComplaints(part, ({ name = '' }) => catalogue.get(name)?.labels);
});

function* selectorComplaints({ name, matchers }: Selector, catalogue: Catalogue): Iterable<Complaint> {
  if (name === undefined) return yield nameless(matchers.map(({ label }) => label));
  const series = catalogue.get(name);
  if (series === undefined) return yield unknown(name, catalogue);
  const { labels, jobs } = series;
  const strange = matchers.map(({ label }) => label).filter(label => labels?.has(label) === false);
  if (strange.length > 0) yield unlabelled(name, strange, [...(labels ?? [])]);
  for (const matcher of matchers) {
    const isShown = matcher.label !== 'job' || !jobs || [...jobs].some(job => isAbout(matcher, job));
    if (!isShown) yield shownByNobody(name, matcher, [...jobs]);
  }
}

function unlabelled(name: string, strange: readonly string[], labels: readonly string[]): Complaint {
  return {
    message: `found label ${strange.join(', ')} of ${name}, which does not carry it`,
    expected: `one of ${labels.join(', ') || 'no label at all'}`,
    mend: 'match a label that the metric carries, or declare the label with the metric',
  };
}

function shownByNobody(name: string, { operator, value }: Matcher, jobs: readonly string[]): Complaint {
  const meant = didYouMean(value, jobs);
  return {
    message: `found job${operator}${JSON.stringify(value)} of ${name}, which no such job shows`,
    expected: `one of ${jobs.join(', ')}`,
    mend: meant === undefined ? 'name a workload whose monitor declares the metric' : `did you mean "${meant}"?`,
  };
}

function nameless(labels: readonly string[]): Complaint {
  return {
    message: `found a selector that names no metric, only ${labels.join(', ')}`,
    expected: 'the name of one metric',
    mend: 'write the name before the braces: what is asked of every metric, nobody can check',
  };
}

function unknown(name: string, catalogue: Catalogue): Complaint {
  const meant = didYouMean(name, [...catalogue.keys()]);
  return {
    message: `found metric ${name}, which no monitor of the environment declares and no rule records`,
    expected: 'a metric of the catalogue',
    mend: meant === undefined ? 'declare it where its program is monitored' : `did you mean "${meant}"?`,
  };
}
