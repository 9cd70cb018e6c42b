import type { Expression, Span } from './expression';
import type { ValueType } from './functions';
import { Refused } from './refused';
import { syntaxOf } from './syntax';
import { valueTypeOf } from './value-type';

export { bare, everyPart } from './expression';
export type { Aggregation, Binary, Call, Expression, Matcher, NamedLabel, Selector } from './expression';
export { durationOf } from './literals';
export { isKnown, withArguments } from './arguments';
export { lookbackOf } from './lookback';
export type { ValueType } from './functions';
export { re2 } from './re2';
export { isAbout } from './selectors';
export { valueTypeOf } from './value-type';

/** What Prometheus makes of a text: an expression and the type of what it gives, or why there is none. */
export type Read =
  | { readonly expression: Expression; readonly gives: ValueType }
  | { readonly refusal: Span & { /** What is wrong: `unexpected ")"`. */ readonly reason: string } };

/**
 * Reads PromQL as a Prometheus 3.9 without feature flags does: syntax by the project's own grammar for editors, what
 * that grammar leaves to others (strings, modifiers, types of arguments) by the same rules as its server.
 */
export function readPromql(text: string): Read {
  try {
    const expression = syntaxOf(text);
    return { expression, gives: valueTypeOf(expression) };
  } catch (error) {
    if (error instanceof Refused) return { refusal: { ...error.at, reason: error.message } };
    throw error;
  }
}
