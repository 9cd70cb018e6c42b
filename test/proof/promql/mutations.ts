import { everyPart, readPromql } from '../../../src/gates/monitoring/promql';
import { FUNCTIONS } from '../../../src/gates/monitoring/promql/functions';

/** Characters that hold an expression together: brackets, braces, quotes, commas and operators. */
const STRUCTURE = new Set('()[]{}"\'`,:=!~<>+-*/%^@#\\');

/** Every text that lacks one character of the expression's structure. */
export function withoutStructure(expression: string): readonly string[] {
  return [...expression].flatMap((character, at) =>
    STRUCTURE.has(character) ? [expression.slice(0, at) + expression.slice(at + 1)] : [],
  );
}

/** Every text with one character too few, one twice, or two neighbours changed, whatever the character. */
export function misspelt(expression: string): readonly string[] {
  return [...expression].flatMap((character, at) => {
    const [before, behind] = [expression.slice(0, at), expression.slice(at + 1)];
    const next = behind.charAt(0);
    return [before + behind, before + character + character + behind, before + next + character + behind.slice(1)];
  });
}

/** Something of every type, and of every kind that a modifier may or may not stand behind. */
const GRAFTS = ['1', '"x"', 'v', '(v)', 'v[5m]', 'v offset 1m', 'v @ 1', 'v[5m:]', 'rate(v[5m])', '-v', 'v + v'];

/** Every text in which one part of the expression is something else. */
export function grafted(expression: string): readonly string[] {
  const read = readPromql(expression);
  if ('refusal' in read) throw new Error(`${expression}: ${read.refusal.reason}`);
  return [...everyPart(read.expression)].flatMap(({ from, to }) =>
    GRAFTS.map(graft => expression.slice(0, from) + graft + expression.slice(to)),
  );
}

/** Functions that a server without feature flags refuses. */
const EXPERIMENTAL =
  'double_exponential_smoothing first_over_time info mad_over_time sort_by_label sort_by_label_desc ' +
  'ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time limitk limit_ratio';
const AGGREGATIONS = 'avg bottomk count count_values group max min quantile stddev stdvar sum topk';
const NAMES = [...FUNCTIONS.keys(), ...`${EXPERIMENTAL} ${AGGREGATIONS} not_a_function`.split(' ')];
const OF_TYPES = ['1', '"x"', 'v', 'v[5m]'];

/** Every function and aggregation with up to three arguments of every type, and some with more. */
export function calls(): readonly string[] {
  const lists = [''];
  for (let [depth, last] = [0, ['']]; depth < 3; depth++) {
    last = last.flatMap(list => OF_TYPES.map(each => (list === '' ? each : `${list}, ${each}`)));
    lists.push(...last);
  }
  const long = ['v, "a", "b", "c"', 'v, "a", "b", "c", "d"', 'v, "a", "b", "c", "d", "e"', 'v, 1, 2, 3'];
  return NAMES.flatMap(name => [...lists, ...long].map(list => `${name}(${list})`));
}
