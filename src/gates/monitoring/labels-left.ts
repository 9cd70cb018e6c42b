import {
  bare,
  isKnown,
  valueTypeOf,
  type Aggregation,
  type Binary,
  type Call,
  type Expression,
  type Selector,
} from './promql';

/** Labels that a result may carry, beside its name. `undefined`: nobody knows. */
export type Labels = ReadonlySet<string> | undefined;

/** Labels of the series that a selector selects. */
export type LabelsOfSeries = (selector: Selector) => Labels;

const NONE: Labels = new Set();

/** Labels that may be left of an expression's series, when functions, aggregations and operators are through with them. */
export function labelsLeft(expression: Expression, ofSeries: LabelsOfSeries): Labels {
  const left = (part: Expression): Labels => labelsLeft(part, ofSeries);
  switch (expression.type) {
    case 'number':
    case 'string':
      return NONE;
    case 'selector':
      return ofSeries(expression);
    case 'parentheses':
    case 'unary':
    case 'subquery':
      return left(expression.of);
    case 'call':
      return ofCall(expression, left);
    case 'aggregation':
      return ofAggregation(expression, left);
    case 'binary':
      return ofBinary(expression, left);
  }
}

type Left = (part: Expression) => Labels;

function ofCall({ function: name, arguments: given }: Call, left: Left): Labels {
  const series = given.find(part => !['scalar', 'string'].includes(valueTypeOf(part)));
  switch (name) {
    case 'absent':
    case 'absent_over_time':
      return series && demanded(bare(series));
    case 'scalar':
      return NONE;
    case 'label_replace':
    case 'label_join':
      return united(series && left(series), textOf(given[1]));
    case 'histogram_quantile':
    case 'histogram_fraction':
      return without(series && left(series), new Set(['le']));
    default:
      return series ? left(series) : NONE;
  }
}

/** What `absent` gives: labels that a selector demands one value of. */
function demanded(series: Expression): Labels {
  if (series.type !== 'selector') return NONE;
  return new Set(series.matchers.filter(({ operator }) => operator === '=').map(({ label }) => label));
}

function ofAggregation({ operator, grouping, arguments: given }: Aggregation, left: Left): Labels {
  const series = given.at(-1);
  const inner = series && left(series);
  if (operator === 'topk' || operator === 'bottomk') return inner;
  const named = new Set(grouping?.labels.map(({ name }) => name) ?? []);
  const kept = grouping?.type === 'without' ? without(inner, named) : (common(inner, named) ?? named);
  return operator === 'count_values' ? united(kept, textOf(given[0])) : kept;
}

/** The label that a string names; nobody knows which where an argument is part of it. */
function textOf(part: Expression | undefined): Labels {
  const text = part && bare(part);
  if (text?.type !== 'string') return NONE;
  return isKnown(text.value) ? new Set([text.value]) : undefined;
}

function ofBinary({ operator, left, right, matching }: Binary, labelsOf: Left): Labels {
  if (valueTypeOf(left) === 'scalar') return labelsOf(right);
  if (valueTypeOf(right) === 'scalar' || operator === 'and' || operator === 'unless') return labelsOf(left);
  if (operator === 'or') return united(labelsOf(left), labelsOf(right));
  const group = matching?.group;
  if (group)
    return united(labelsOf(group.many === 'left' ? left : right), new Set(group.include.map(each => each.name)));
  const named = new Set(matching?.labels.map(({ name }) => name) ?? []);
  if (matching?.type === 'on') return common(labelsOf(left), named) ?? named;
  return without(labelsOf(left), named);
}

function united(some: Labels, others: Labels): Labels {
  return some && others && new Set([...some, ...others]);
}

function without(some: Labels, taken: ReadonlySet<string>): Labels {
  return some && new Set([...some].filter(label => !taken.has(label)));
}

function common(some: Labels, others: ReadonlySet<string>): Labels {
  return some && new Set([...some].filter(label => others.has(label)));
}
