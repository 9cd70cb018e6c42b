import { modelRule } from '../pod/rule-forms';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import type { ValueType } from './promql';
import { queriesOf, type Query } from './queries';

const example =
  'expr: sum(rate(http_requests_total{status=~"5.."}[5m])) > 0.5 # every bracket closes, rate has its range';
const text: RuleTexts = {
  en: {
    rule: 'Every query is PromQL that Prometheus takes, and gives an instant vector; one of a rule or an analysis may give a number.',
    reason:
      'The operator skips a PrometheusRule with one expression that does not parse, and all other rules of it. An analysis or an autoscaler finds out when it is needed; KEDA reads series alone and fails on a number.',
    example,
  },
  ko: {
    rule: '모든 질의는 Prometheus가 받아들이는 PromQL이며 순간 벡터를 돌려준다. 규칙과 분석의 질의는 수를 돌려주어도 된다.',
    reason:
      '해석되지 않는 식이 하나라도 있으면 오퍼레이터는 그 PrometheusRule의 규칙을 모두 건너뛴다. 분석이나 오토스케일러에서는 정작 필요할 때에야 드러난다. KEDA는 시계열만 읽으며 수를 받으면 실패한다.',
    example,
  },
};

/** Queries are PromQL. */
export const queryParses = modelRule('query-parses', text, function* (model) {
  for (const query of queriesOf(model)) {
    const complaint = complaintAbout(query);
    if (complaint) yield [query.manifest, complaint];
  }
});

function complaintAbout({ text: asked, steps, read, takes }: Query): ComplaintAt | undefined {
  if ('refusal' in read) {
    const { from, to, reason } = read.refusal;
    return {
      steps,
      message: `found ${reason}, at character ${from + 1}, marked by ▸◂: ${marked(asked, from, to)}`,
      expected: 'PromQL that Prometheus takes',
      mend: 'look at what is marked and at what stands before it: brackets, quotes, an operator, a range',
    };
  }
  if (takes.includes(read.gives)) return undefined;
  return {
    steps,
    message: `found a ${read.gives}: ${asked}`,
    expected: `${takes.join(' or ')}, which alone can be used here`,
    mend: MENDS[read.gives],
  };
}

/** What to do about a result that nobody can use. */
const MENDS: Readonly<Record<ValueType, string>> = {
  'range vector': 'give the range to a function, such as rate',
  scalar: 'make it a series: vector(…), or sum in place of scalar',
  'instant vector': 'ask for a number',
  string: 'ask for series',
};

/** A text with marks around a part of it. */
function marked(text: string, from: number, to: number): string {
  return `${text.slice(0, from)}▸${text.slice(from, to)}◂${text.slice(to)}`;
}
