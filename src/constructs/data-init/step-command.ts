/** What a step runs, whatever the database. */
export interface StepFiles {
  readonly name: string;
  /** Files that the client runs, in this order, all in one session. */
  readonly paths: readonly string[];
  /** Files whose content the checksum is of. */
  readonly sealed: readonly string[];
  /** SHA-256 of the sealed files one after the other, in lower-case hexadecimal digits. */
  readonly checksum: string;
  /** Seconds that the database may take until it answers. */
  readonly waitSeconds: number;
}

/** What the shell of a step does on PostgreSQL: all files in one transaction. */
export interface StepCommand extends StepFiles {
  /** Variables of psql. */
  readonly variables: Readonly<Record<string, string | number>>;
  /** The application's role: it has to get in with the password of the variable. @default nobody else logs in */
  readonly login?: { readonly role: string; readonly passwordVariable: string };
  /** File that makes the database where it is missing; it runs in the database `postgres`. @default it is there */
  readonly databaseFile?: string;
}

/**
 * The program of a step's container, for bash. It writes no file, ends with psql's own exit code (3: a statement failed,
 * nothing is left of the step), and never prints a variable that may hold a password.
 */
export function stepCommand(step: StepCommand): string {
  return [
    'set -euo pipefail',
    ...waiting(step, '$PGHOST:$PGPORT', `psql -X -A -t${step.databaseFile ? ' -d postgres' : ''} -c 'SELECT 1'`),
    ...sealing(step),
    ...(step.databaseFile ? making(step.databaseFile) : []),
    ...running(step),
    ...(step.login ? loggingIn(step.name, step.login) : []),
    '',
  ].join('\n');
}

/**
 * Waits until the database answers, and gives up after a while.
 * @param server where it is, for messages
 * @param question command that a database answers
 */
export function waiting({ name, waitSeconds }: StepFiles, server: string, question: string): readonly string[] {
  return [
    `echo "${name}: waiting for ${server}"`,
    `until answer="$(${question} 2>&1)"; do`,
    `  if [ "$SECONDS" -ge "\${WAIT_SECONDS:-${waitSeconds}}" ]; then`,
    `    echo "${name}: no answer within \${WAIT_SECONDS:-${waitSeconds}} s: $answer" >&2`,
    '    exit 1',
    '  fi',
    '  sleep 2',
    'done',
  ];
}

/** A ConfigMap that somebody edited, or that is older or newer than the Job, stops the step. */
export function sealing({ name, sealed, checksum }: StepFiles): readonly string[] {
  return [
    `found="$(cat ${sealed.join(' ')} | sha256sum | cut -d ' ' -f 1)"`,
    `if [ "$found" != ${checksum} ]; then`,
    `  echo "${name}: the mounted files are not those of this Job (SHA-256 $found): sync both from git" >&2`,
    '  exit 1',
    'fi',
  ];
}

/** `CREATE DATABASE` has no place in a transaction: psql runs it before the step's. */
const making = (file: string): readonly string[] => [
  `psql -X -q -v ON_ERROR_STOP=1 -v database="$PGDATABASE" -d postgres -f ${file}`,
];

function running({ paths, variables }: StepCommand): readonly string[] {
  const given = Object.entries(variables).map(([name, value]) => `-v ${name}=${value}`);
  const lines = ['psql -X -q -v ON_ERROR_STOP=1 -1', ...given, ...paths.map(path => `-f ${path}`)];
  return lines.map((line, index) => (index === 0 ? line : `  ${line}`) + (index < lines.length - 1 ? ' \\' : ''));
}

function loggingIn(name: string, { role, passwordVariable }: NonNullable<StepCommand['login']>): readonly string[] {
  return [
    `PGPASSWORD="$${passwordVariable}" psql -X -q -A -t -U ${role} -c 'SELECT 1' >/dev/null`,
    `echo "${name}: ${role} logs in"`,
  ];
}
