import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checksumOf,
  dataOf,
  pathsOf,
  wholeVersion,
  type AppliedStep,
  type SecretVariable,
  type SqlFolder,
  type SqlStep,
} from '../sql-step';
import { mariaDbCommand, type PasswordHash } from './mariadb-command';

/** A database on a MariaDB server. */
export interface MariaDbTarget {
  readonly host: string;
  /** @default 3306 */
  readonly port?: number;
  /** Account that may make databases, accounts and grants. */
  readonly user: string;
  /** Made by the first step where it is missing. */
  readonly database: string;
  /** Collation of the database's character set utf8mb4 (`utf8mb4_uca1400_ai_ci`). */
  readonly collation: string;
}

interface MariaDbStepProps {
  /** Name of the step and of its Job, for the history and for messages. */
  readonly name: string;
  readonly folder: SqlFolder;
  readonly into: MariaDbTarget;
  /** Seconds until a database that does not answer fails the step. @default 300 */
  readonly waitSeconds?: number;
}

/** A step that changes the database. */
export interface MariaDbApplyStepProps extends MariaDbStepProps {
  /** From 1. Raised with every change of the files: the same version with other files is refused. */
  readonly version: number;
  /** Step that must have been applied before, in that version or a later one. @default none */
  readonly needs?: Pick<AppliedStep, 'name' | 'version'>;
  /** Passwords whose hashes the files use, and what each is. @default none */
  readonly passwords?: readonly (PasswordHash & { readonly meaning: string })[];
}

/** A step that only looks, and fails where something is off. */
export interface MariaDbCheckStepProps extends MariaDbStepProps {
  /** Files of other steps that run first, with their folder: they say what to compare with. @default none */
  readonly compareWith?: readonly SqlFolder[];
  /** The application's account: it has to get in with the password of the variable. @default nobody else logs in */
  readonly login?: { readonly user: string; readonly passwordVariable: string };
}

const part = (name: string): string => readFileSync(join(__dirname, `${name}.sql`), 'utf8');
const [SESSION, HISTORY, END] = ['session', 'history', 'end'].map(part) as [string, string, string];

/**
 * Files that run in one session under `GET_LOCK`, between begin.sql and end.sql, with a history in `schema_history`. The
 * files are made by `versionedScript` and `transactionScript`, which write that history, and by `accountScript`.
 * @throws when the version is no whole number from 1
 */
export function mariaDbApplyStep(props: MariaDbApplyStepProps): AppliedStep {
  const { name, version, needs, folder, into, passwords = [] } = props;
  wholeVersion(name, version);
  const checksum = checksumOf(folder.files);
  const sealed = pathsOf(folder);
  const args = mariaDbCommand({
    name,
    paths: [`${folder.path}/begin.sql`, ...sealed, `${folder.path}/end.sql`],
    sealed,
    checksum,
    variables: { step: name, version, checksum, needs_step: needs?.name ?? '', needs_version: needs?.version ?? 0 },
    waitSeconds: props.waitSeconds ?? 300,
    output: 'text',
    ...(passwords.length > 0 && { passwords }),
  });
  const data = {
    'begin.sql': filled(SESSION + HISTORY, into),
    ...dataOf(folder),
    'end.sql': filled(END, into),
  };
  const secrets = Object.fromEntries(
    passwords.map(({ variable, meaning }) => [variable, { meaning, optional: false }]),
  );
  return { ...job(props, data, args, secrets), reads: [], version, checksum };
}

/** Files that compare and check, under the same lock. */
export function mariaDbCheckStep(props: MariaDbCheckStepProps): SqlStep {
  const { name, folder, compareWith = [], into, login } = props;
  const folders = [...compareWith, folder];
  const sealed = folders.flatMap(pathsOf);
  const args = mariaDbCommand({
    name,
    paths: [`${folder.path}/begin.sql`, ...sealed],
    sealed,
    checksum: checksumOf(folders.flatMap(({ files }) => files)),
    variables: {},
    waitSeconds: props.waitSeconds ?? 300,
    output: 'tables',
    ...(login && { login }),
  });
  const data = { 'begin.sql': filled(`${SESSION}\nUSE \`{database}\`;\n`, into), ...dataOf(folder) };
  const secrets = login ? { [login.passwordVariable]: { meaning: `password of ${login.user}`, optional: false } } : {};
  return { ...job(props, data, args, secrets), reads: compareWith.map(({ path }) => path) };
}

function filled(text: string, { database, collation }: MariaDbTarget): string {
  return text.replaceAll('{database}', database).replaceAll('{collation}', collation);
}

function job(
  { name, folder, into }: MariaDbStepProps,
  data: SqlStep['data'],
  args: string,
  secrets: Readonly<Record<string, SecretVariable>>,
): Omit<SqlStep, 'reads'> {
  return {
    name,
    folder: folder.path,
    data,
    command: ['/bin/bash'],
    args: ['-c', args],
    // Names that MariaDB's clients know; a Service called mariadb makes Kubernetes set MARIADB_PORT to something else.
    env: { DATABASE_USER: into.user, MYSQL_HOST: into.host, MYSQL_TCP_PORT: String(into.port ?? 3306) },
    secrets: { MYSQL_PWD: { meaning: `password of ${into.user}`, optional: false }, ...secrets },
  };
}
