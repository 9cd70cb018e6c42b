import type { Expression, Operator, Span } from './expression';
import { numberOf } from './literals';
import { Refused } from './refused';

/** What stands behind an operand and changes it. */
export type Suffix =
  | { readonly type: 'range' | 'subquery' | 'offset'; readonly seconds: number }
  | { readonly type: 'at'; readonly number: string };

/** A part of an expression in the order of its text. */
export type Link =
  | { readonly type: 'operand'; readonly operand: Expression }
  | { readonly type: 'prefix'; readonly at: Span }
  | { readonly type: 'suffix'; readonly at: Span; readonly suffix: Suffix }
  | ({ readonly type: 'operator' } & Operator);

/** How closely operators bind: the closest last. */
const BINDING: readonly (readonly string[])[] = [
  ['or'],
  ['and', 'unless'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%', 'atan2'],
  ['^'],
];

const POWER = BINDING.length - 1;

/** An expression out of its parts: modifiers bind closest, then operators as Prometheus has them. */
export function chained(links: readonly Link[]): Expression {
  const left = [...links];
  return joined(left, 0);
}

/** What operators of at least so close a binding join; takes it off the front. */
function joined(links: Link[], least: number): Expression {
  let left = operandOf(links);
  for (;;) {
    const [next] = links;
    if (next?.type !== 'operator') return left;
    const binding = BINDING.findIndex(level => level.includes(next.operator));
    if (binding < least) return left;
    links.shift();
    // A power is of the power on its right; everything else of what stands on its left.
    const right = joined(links, binding === POWER ? binding : binding + 1);
    const { operator, isBool, matching } = next;
    left = { type: 'binary', operator, isBool, matching, left, right, from: left.from, to: right.to };
  }
}

function operandOf(links: Link[]): Expression {
  const first = links.shift();
  if (first?.type === 'prefix') {
    const of = joined(links, POWER);
    return { type: 'unary', of, from: first.at.from, to: of.to };
  }
  if (first?.type !== 'operand') throw new Error(`an expression begins with ${first?.type ?? 'nothing'}`);
  let { operand } = first;
  for (let [next] = links; next?.type === 'suffix'; [next] = links) {
    operand = changed(operand, next.suffix, next.at);
    links.shift();
  }
  return operand;
}

function changed(operand: Expression, suffix: Suffix, { to }: Span): Expression {
  const { from } = operand;
  switch (suffix.type) {
    case 'range':
      return ranged(operand, suffix.seconds, to);
    case 'subquery':
      return { type: 'subquery', of: operand, range: suffix.seconds, offset: undefined, isPinned: false, from, to };
    case 'offset':
      return moved(operand, suffix.seconds, to);
    case 'at':
      return pinned(operand, suffix.number, to);
  }
}

function ranged(operand: Expression, seconds: number, to: number): Expression {
  const at = { from: operand.to, to };
  if (operand.type !== 'selector' || operand.range !== undefined)
    throw new Refused(at, 'a range of something that is no selector of series');
  if (operand.offset || operand.isPinned) throw new Refused(at, 'a range behind offset or @; it stands before them');
  return { ...operand, range: seconds, to };
}

function moved(operand: Expression, seconds: number, to: number): Expression {
  if (operand.type !== 'selector' && operand.type !== 'subquery')
    throw new Refused(operand, 'offset behind something that is neither a selector of series nor a subquery');
  if (operand.offset) throw new Refused(operand, 'two offsets of the same series');
  return { ...operand, offset: seconds, to };
}

/** Most seconds that a time may be away from 1970: those of a 64-bit number. */
const FARTHEST = 2 ** 63;

function pinned(operand: Expression, number: string, to: number): Expression {
  const isNumber = !/^(?:start|end)$/i.test(number);
  if (isNumber && !(Math.abs(numberOf(number.replace(/^[+-]\s*/, ''))) < FARTHEST))
    throw new Refused({ from: operand.from, to }, `the time ${number}, which is out of bounds`);
  if (operand.type !== 'selector' && operand.type !== 'subquery')
    throw new Refused(operand, '@ behind something that is neither a selector of series nor a subquery');
  if (operand.isPinned) throw new Refused(operand, 'two times of the same series');
  return { ...operand, isPinned: true, to };
}
