import { partsOf, type Expression } from './expression';

/**
 * Seconds before now that an expression reads: ranges, offsets and subqueries around them added up, the longest way
 * through it. A time that `@` names is as far away as the calendar says, and not counted.
 */
export function lookbackOf(expression: Expression): number {
  const within = Math.max(0, ...partsOf(expression).map(lookbackOf));
  if (expression.type !== 'selector' && expression.type !== 'subquery') return within;
  return within + (expression.range ?? 0) + (expression.offset ?? 0);
}
