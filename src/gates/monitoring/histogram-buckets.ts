import type { Complaint } from '../finding';
import type { RuleTexts } from '../schema/object-rule';
import type { Catalogue, Series } from './catalogue';
import { labelsLeft } from './labels-left';
import { everyPart, isAbout, type Expression, type Matcher } from './promql';
import { queryRule } from './query-rule';

const example =
  'expr: histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1 # le is kept';
const text: RuleTexts = {
  en: {
    rule: 'le is matched by a bound that the histogram declares, as Prometheus 3 writes it, and a quantile is taken of buckets that still carry le.',
    reason:
      'A bound that is no bucket, or is written otherwise (le="1" where Prometheus 3 has 1.0), matches nothing; without le a quantile is of nothing. Neither is an error anywhere.',
    example,
  },
  ko: {
    rule: 'le는 히스토그램이 선언한 경곗값과 Prometheus 3이 쓰는 표기로 견주고, 분위수는 le가 남아 있는 버킷에서 구한다.',
    reason:
      '버킷이 아닌 경곗값이나 다른 표기(Prometheus 3은 1.0으로 쓰는데 le="1")는 아무것도 고르지 못하고, le가 없으면 분위수도 없다. 둘 다 어디에서도 오류가 아니다.',
    example,
  },
};

/** Buckets are asked for as they are. */
export const histogramBuckets = queryRule('histogram-buckets', text, function* (part, catalogue) {
  yield* bounds(part, catalogue);
  yield* quantiles(part, catalogue);
});

function bounds(part: Expression, catalogue: Catalogue): readonly Complaint[] {
  const series = part.type === 'selector' ? catalogue.get(part.name ?? '') : undefined;
  if (part.type !== 'selector' || series?.buckets === undefined) return [];
  const spelled = [...series.buckets.map(spelling), '+Inf'];
  return part.matchers
    .filter(matcher => matcher.label === 'le' && !spelled.some(bound => isAbout(matcher, bound)))
    .map(matcher => strangeBound(matcher, series, spelled));
}

function strangeBound({ operator, value }: Matcher, { name }: Series, spelled: readonly string[]): Complaint {
  const meant = value === '' ? undefined : spelled.find(bound => Number(bound) === Number(value));
  return {
    message: `found le${operator}${JSON.stringify(value)} of ${name}, which has no such bucket`,
    expected: `one of ${spelled.join(', ')}`,
    mend: meant === undefined ? 'name a bound that is declared with the histogram' : `write "${meant}"`,
  };
}

/** A bound as Prometheus 3 writes it: whole ones as `1.0`, large and small ones as `1e+06`. */
function spelling(bound: number): string {
  const [, digits = '', sign, power = '0'] = /^(.*)e([+-])(\d+)$/.exec(bound.toExponential()) ?? [];
  if (sign === '-' ? Number(power) > 4 : Number(power) > 5) return `${digits}e${sign}${power.padStart(2, '0')}`;
  return Number.isInteger(bound) ? `${bound}.0` : String(bound);
}

const OF_BUCKETS = ['histogram_quantile', 'histogram_fraction'];

function quantiles(part: Expression, catalogue: Catalogue): readonly Complaint[] {
  if (part.type !== 'call' || !OF_BUCKETS.includes(part.function)) return [];
  const series = part.arguments.at(-1);
  const left = series && labelsLeft(series, ({ name = '' }) => catalogue.get(name)?.labels);
  if (series === undefined || left?.has('le') !== false) return [];
  const names = [...everyPart(series)].flatMap(each => (each.type === 'selector' ? (each.name ?? []) : []));
  return [
    {
      message: `found ${part.function} of ${[...new Set(names)].join(', ') || 'no series'} without le`,
      expected: 'buckets that carry le',
      mend: 'take it of the rate of …_bucket, and keep le: sum by (le) (…)',
    },
  ];
}
