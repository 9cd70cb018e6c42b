import type { RuleTexts } from '../schema/object-rule';
import { bare, type Expression } from './promql';
import { queryRule } from './query-rule';

const example =
  'expr: sum(increase(http_requests_total[5m])) > 0 or delta(queue_length[5m]) > 100 # a counter, a gauge';
const text: RuleTexts = {
  en: {
    rule: 'rate, irate, increase and resets are taken of counters, and of the parts of histograms; delta, idelta, deriv and predict_linear of gauges.',
    reason:
      'Functions of counters take every fall for a start from zero, functions of gauges take a start from zero for a fall: both give figures that look right and are not.',
    example,
  },
  ko: {
    rule: 'rate, irate, increase, resets는 카운터와 히스토그램의 부분에, delta, idelta, deriv, predict_linear는 게이지에만 쓴다.',
    reason:
      '카운터의 함수는 값이 내려가면 모두 0에서 다시 시작한 것으로, 게이지의 함수는 0에서 다시 시작한 것을 내려간 것으로 본다. 둘 다 그럴듯하지만 틀린 수를 준다.',
    example,
  },
};

interface Family {
  readonly functions: readonly string[];
  readonly type: 'counter' | 'gauge';
  readonly mend: string;
}

const FAMILIES: readonly Family[] = [
  {
    functions: ['rate', 'irate', 'increase', 'resets'],
    type: 'counter',
    mend: 'take max_over_time - min_over_time, delta or deriv of a gauge',
  },
  {
    functions: ['delta', 'idelta', 'deriv', 'predict_linear'],
    type: 'gauge',
    mend: 'take increase or rate of a counter',
  },
];

/** Functions over time are given what they are made for. */
export const functionFitsMetric = queryRule('function-fits-metric', text, function* (part, catalogue) {
  if (part.type !== 'call') return;
  const family = FAMILIES.find(({ functions }) => functions.includes(part.function));
  const name = part.arguments.map(seriesIn).find(each => each !== undefined);
  const found = catalogue.get(name ?? '')?.type;
  if (family === undefined || found === undefined || found === family.type) return;
  const { type, mend } = family;
  yield { message: `found ${part.function} of ${name}, which is a ${found}`, expected: `a ${type}`, mend };
});

/** Name of the series that an argument is, or a subquery of it; what is computed first is of no declared type. */
function seriesIn(argument: Expression): string | undefined {
  const series = bare(argument);
  if (series.type === 'subquery') return seriesIn(series.of);
  return series.type === 'selector' ? series.name : undefined;
}
