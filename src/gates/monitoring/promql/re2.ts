/** What RE2 reads otherwise than JavaScript, and something of the same shape that JavaScript takes. The order counts. */
const REWRITTEN: readonly (readonly [of: RegExp, as: string])[] = [
  [/^\(\?[imsU-]+\)/, ''],
  [/^\(\?[imsU-]+:/, '(?:'],
  [/^\\[pP](?:\{\^?[A-Za-z_]+\}|[A-Z])/, 'x'],
  [/^\\x\{[\da-fA-F]{1,6}\}/, 'x'],
  [/^\\(?:x[\da-fA-F]{2}|0[0-7]{0,2}|[1-7][0-7]{1,2})/, 'x'],
  [/^\\[Az]/, ''],
  [/^\\a/, 'x'],
];

/** A group that has a name, which changes nothing about what it matches. */
const NAMED = /^\(\?P?<[A-Za-z_]\w*>/;

/** What JavaScript takes and RE2 does not: looking around, references back, escapes without a meaning. */
const UNKNOWN = /^(?:\(\?<?[=!]|\\(?:k<|[1-9]|[^\W\d_afnrtvdDsSwWbBQE]))/;

/** A class of characters whose first `]` is one of them, as in RE2. */
const CLASS = /^\[(\^|(?!\^))(\]|(?!\]))((?:\[:\^?[a-z]+:\]|\\[^]|[^\]\\])*)\]/;

/** In a class: what RE2 reads otherwise, by name or by number. */
const OTHERWISE_IN_CLASS = /\[:|\\[apPx0-7]/;

/** In a class: an escape without a meaning, or a range up to a class. */
const STRANGE_IN_CLASS = /\\[^\W_afnrtvdDsSwWpPx0-7]|.-\\[dDsSwWpP]/;

/** Most that RE2 repeats anything. */
const REPEATS = 1000;

/** A regular expression of RE2, in JavaScript's words. */
export interface Re2 {
  /** Of the whole value. */
  readonly pattern: RegExp;
  /** Whether it matches the same; flags, classes of POSIX and Unicode, and numbers of characters are taken, but not followed. */
  readonly isExact: boolean;
}

/**
 * A regular expression as Prometheus matches whole values by it: RE2's, translated to JavaScript's, which then judges the
 * rest.
 * @returns undefined where RE2 refuses it
 */
export function re2(source: string): Re2 | undefined {
  let [rest, translated, isExact] = [source, '', true];
  while (rest !== '') {
    const next = nextOf(rest);
    if (next === undefined) return undefined;
    translated += next.written;
    isExact &&= !next.isOtherwise;
    rest = rest.slice(next.length);
  }
  try {
    return { pattern: new RegExp(`^(?:${translated})$`, 's'), isExact };
  } catch {
    return undefined;
  }
}

/** A part of a regular expression. */
interface Part {
  /** Characters that it has. */
  readonly length: number;
  /** How JavaScript writes it, or something of the same shape. */
  readonly written: string;
  /** Whether that matches something else. @default false */
  readonly isOtherwise?: boolean;
}

/** The part that a text begins with; undefined where RE2 refuses it. */
function nextOf(rest: string): Part | undefined {
  for (const [of, written] of REWRITTEN) {
    const [found] = of.exec(rest) ?? [];
    if (found !== undefined) return { length: found.length, written, isOtherwise: true };
  }
  const [named] = NAMED.exec(rest) ?? [];
  if (named !== undefined) return { length: named.length, written: '(' };
  if (UNKNOWN.test(rest)) return undefined;
  const literal = /^\\Q([^]*?)(?:\\E|$)/.exec(rest);
  if (literal) return { length: literal[0].length, written: (literal[1] ?? '').replace(/\W/g, '\\$&') };
  if (rest.startsWith('[')) return classOf(rest);
  const [, ...counts] = /^\{(\d+)(?:,(\d*))?\}/.exec(rest) ?? [];
  if (counts.some(count => Number(count) > REPEATS)) return undefined;
  const length = rest.startsWith('\\') ? 2 : 1;
  return { length, written: rest.slice(0, length) };
}

function classOf(rest: string): Part | undefined {
  const [whole, not = '', first = '', others = ''] = CLASS.exec(rest) ?? [];
  if (whole === undefined || STRANGE_IN_CLASS.test(others)) return undefined;
  const written = `[${not}${first && '\\]'}${others.replaceAll('[:', '').replaceAll(':]', '')}]`;
  return { length: whole.length, written, isOtherwise: OTHERWISE_IN_CLASS.test(others) };
}
