import type { Span } from './expression';
import { Refused } from './refused';

/** A piece of an expression's text, and where it stands. */
export interface Piece extends Span {
  readonly text: string;
}

/** Escapes of Go in a quoted string; the quote itself comes on top. */
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([^]))/gu;

/**
 * What stands in a string literal.
 * @throws Refused when it is not closed, or has an escape that Go does not know (`"\."`)
 */
export function unquoted(piece: Piece): string {
  const { text } = piece;
  const quote = text.charAt(0);
  const inner = text.slice(1, -1);
  // An escaped last quote closes nothing: `"a\"`.
  const isClosed = text.length > 1 && text.endsWith(quote) && (quote === '`' || !endsEscaped(inner));
  if (!isClosed) throw new Refused(piece, `a ${quote} that is never closed`);
  if (quote === '`') return inner;
  return inner.replace(ESCAPE, (escape, hex = '', short = '', long = '', octal = '', letter = '') => {
    if (letter !== '') return letter === quote ? quote : known(piece, escape, ESCAPES[letter]);
    const code = octal === '' ? parseInt(hex || short || long, 16) : parseInt(octal, 8);
    const most = octal === '' ? 0x10ffff : 255;
    return known(piece, escape, code > most || isSurrogate(code) ? undefined : String.fromCodePoint(code));
  });
}

function known(piece: Piece, escape: string, meaning: string | undefined): string {
  if (meaning !== undefined) return meaning;
  throw new Refused(piece, `the escape ${escape} in a string, which Prometheus does not know`);
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xe000;
}

function endsEscaped(inner: string): boolean {
  return (/\\+$/.exec(inner)?.[0].length ?? 0) % 2 === 1;
}

const UNITS: Readonly<Record<string, number>> = {
  y: 365 * 86_400,
  w: 7 * 86_400,
  d: 86_400,
  h: 3600,
  m: 60,
  s: 1,
  ms: 0.001,
};

/** Seconds of a duration as Prometheus writes it (`1h30m`, `35d`), or nothing where it is none. */
export function durationOf(text: string): number | undefined {
  if (!/^(?=\d)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)(ms|[ywdhms])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
}

/** Longest duration that Prometheus holds, in seconds: 64 bits of nanoseconds. */
const LONGEST = 2 ** 63 / 1e9;

/**
 * Seconds of a range or an offset: a duration, or in Prometheus 3 a number.
 * @throws Refused when Prometheus cannot hold it
 */
export function secondsOf(piece: Piece): number {
  const [, sign, text = ''] = /^([+-]?)\s*(.*)$/s.exec(piece.text) ?? [];
  const size = durationOf(text) ?? numberOf(text);
  if (Math.abs(size) <= LONGEST) return sign === '-' ? -size : size;
  throw new Refused(piece, `the duration ${piece.text}, which is out of range`);
}

/** Value of a number without a sign; a duration counts in seconds. */
export function numberOf(text: string): number {
  if (/^inf$/i.test(text)) return Infinity;
  return durationOf(text) ?? Number(text.replaceAll('_', ''));
}
