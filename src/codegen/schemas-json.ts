import type { Json } from '../model';

const width = 160;

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [key, sorted(item)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function print(value: Json, indent: string, head: number): string {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + head + line.length <= width) return line;
  const inner = `${indent} `;
  const items = isObject(value)
    ? Object.entries(value).map(([key, item]) => {
        const name = `${JSON.stringify(key)}:`;
        return inner + name + print(item, inner, name.length);
      })
    : (value as readonly Json[]).map(item => inner + print(item, inner, 0));
  const [open, close] = isObject(value) ? ['{', '}'] : ['[', ']'];
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

/**
 * JSON with sorted keys in which whatever fits one line of 160 characters stands on one line: small enough to commit,
 * broken enough that a diff can be read. Ends with a line feed.
 */
export function compactJson(value: Json): string {
  return `${print(sorted(value), '', 0)}\n`;
}
