/** A value that a statement can hold. */
export type SqlValue = string | number;

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "''", '\n': '\\n', '\t': '\\t' };

/**
 * A value as MariaDB's SQL reads it, on one line. It counts on backslashes being escapes, which session.sql sets.
 * @throws for a control character other than line feed and tab, and for a number that is not finite
 */
export function literal(value: SqlValue): string {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return String(value);
    throw new Error(`${value} has no literal in SQL; expected a finite number`);
  }
  const control = /[^\P{Cc}\n\t]/u.exec(value);
  if (control)
    throw new Error(
      `"${value}" holds the control character U+${control[0].charCodeAt(0).toString(16).padStart(4, '0')}; ` +
        'expected text with line feeds and tabs at most: remove it',
    );
  return `'${value.replaceAll(/[\\'\n\t]/g, character => ESCAPES[character] as string)}'`;
}

/** A name as MariaDB's SQL reads it. */
export const identifier = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
