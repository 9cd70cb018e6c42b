import { sealing, waiting, type StepFiles } from '../step-command';

/** What the shell of a step does on MariaDB. */
export interface MariaDbCommand extends StepFiles {
  /** Variables of SQL. */
  readonly variables: Readonly<Record<string, string | number>>;
  /** Passwords whose hashes the SQL gets. @default none */
  readonly passwords?: readonly PasswordHash[];
  /** How results are printed: as text, or as tables for people. */
  readonly output: 'text' | 'tables';
  /** The application's account: it has to get in with the password of the variable. @default nobody else logs in */
  readonly login?: { readonly user: string; readonly passwordVariable: string };
}

/** A password, of which the SQL gets the hash alone. */
export interface PasswordHash {
  /** Environment variable with the password. */
  readonly variable: string;
  /** Variable of SQL that holds its hash (`@password_hash`). */
  readonly hash: string;
  /** A character that it may not have, and who cannot log in with it. @default any character may be in it */
  readonly without?: { readonly character: string; readonly who: string };
}

/** `source` alone goes on behind a failed statement and ends with 0; a session that reconnects has lost its lock. */
const STRICT = '--batch --abort-source-on-error --skip-reconnect --skip-print-query-on-error';

/** What a step does holds the hash of a password: from the first statement on it stays out of the server's logs. */
const SILENT = 'SET SESSION sql_log_off = ON, SESSION slow_query_log = OFF;';

/**
 * The program of a step's container, for bash. It writes no file, ends with 1 at the first statement that fails, and never
 * prints a password nor gives one to the server.
 */
export function mariaDbCommand(step: MariaDbCommand): string {
  const { name, passwords = [], login } = step;
  return [
    'set -euo pipefail',
    'client() {',
    '  mariadb --no-defaults --protocol=tcp --host="$MYSQL_HOST" --port="$MYSQL_TCP_PORT" --connect-timeout=10 \\',
    '    --default-character-set=utf8mb4 "$@"',
    '}',
    ...waiting(step, '$MYSQL_HOST:$MYSQL_TCP_PORT', `client --user="$DATABASE_USER" --execute='SELECT 1'`),
    ...sealing(step),
    ...passwords.flatMap((password, index) => hashing(name, password, hashOf(index))),
    ...running(step),
    ...(login ? loggingIn(name, login) : []),
    '',
  ].join('\n');
}

/** Variable of the shell that holds the hash of a password. */
const hashOf = (index: number): string => (index === 0 ? 'hash' : `hash_${index + 1}`);

/** `mysql_native_password`: SHA-1 of the SHA-1. `printf` is the shell's own, so no list of processes shows anything. */
function hashing(name: string, { variable, without }: PasswordHash, hash: string): readonly string[] {
  return [
    `if [ -z "\${${variable}:-}" ]; then`,
    `  echo "${name}: ${variable} is empty: fill the key of the Secret that it comes from" >&2`,
    '  exit 1',
    'fi',
    ...(without ? refusing(name, variable, without) : []),
    String.raw`once="$(printf %s "$${variable}" | sha1sum | cut -c 1-40 | sed 's/../\\x&/g')"`,
    `${hash}="*$(printf "$once" | sha1sum | cut -c 1-40 | tr a-f A-F)"`,
  ];
}

function refusing(name: string, variable: string, { character, who }: NonNullable<PasswordHash['without']>): string[] {
  return [
    `if [[ "$${variable}" == *'${character}'* ]]; then`,
    `  echo "${name}: ${variable} has a ${character}, with which ${who} cannot log in: take another password" >&2`,
    '  exit 1',
    'fi',
  ];
}

function running({ paths, variables, passwords = [], output }: MariaDbCommand): readonly string[] {
  const set = [SILENT, ...Object.entries(variables).map(([name, value]) => `SET @${name} = ${sqlOf(value)};`)];
  return [
    '{',
    `  printf '%s\\n' ${set.map(line => `"${line}"`).join(' \\\n    ')}`,
    ...passwords.map(({ hash }, index) => `  printf "SET ${hash} = '%s';\\n" "$${hashOf(index)}"`),
    `  printf 'source %s\\n' ${paths.join(' ')}`,
    `} | client --user="$DATABASE_USER" ${STRICT} ${output === 'tables' ? '--table' : '--skip-column-names'}`,
  ];
}

const sqlOf = (value: string | number): string => (typeof value === 'number' ? String(value) : `'${value}'`);

function loggingIn(name: string, { user, passwordVariable }: NonNullable<MariaDbCommand['login']>): readonly string[] {
  return [
    `MYSQL_PWD="$${passwordVariable}" client --user=${user} --execute='SELECT 1' >/dev/null`,
    `echo "${name}: ${user} logs in"`,
  ];
}
