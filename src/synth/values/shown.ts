import { Duration } from 'cdk8s';

/** Longest text of a value in a message. */
const LONGEST = 120;

/** A value as a message shows it: text in quotation marks, durations in words, and never longer than a line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' || isObject(value) ? JSON.stringify(value, readable) : readableText(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !(value instanceof Duration);

function readableText(value: unknown): string {
  return value instanceof Duration ? value.toHumanString() : String(value);
}

/** JSON knows neither durations nor numbers that are none. */
function readable(_key: string, value: unknown): unknown {
  const unknownToJson = value instanceof Duration || (typeof value === 'number' && !Number.isFinite(value));
  return unknownToJson ? readableText(value) : value;
}
