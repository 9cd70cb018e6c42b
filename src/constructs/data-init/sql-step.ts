import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stepCommand } from './step-command';

/** A database, as libpq names it. */
export interface PostgresTarget {
  readonly host: string;
  /** @default 5432 */
  readonly port?: number;
  readonly user: string;
  readonly database: string;
}

/** A file of SQL for psql. */
export interface SqlFile {
  /** Name in its folder: `schema.sql`. */
  readonly name: string;
  readonly text: string;
}

/** Files of one folder, which is where a ConfigMap is mounted. */
export interface SqlFolder {
  /** `/scripts` */
  readonly path: string;
  /** In the order in which they run. */
  readonly files: readonly SqlFile[];
}

/** What both kinds of steps are told. */
interface StepProps {
  /** Name of the step and of its Job, for the history and for messages: `sample-data-load`. */
  readonly name: string;
  readonly folder: SqlFolder;
  readonly into: PostgresTarget;
  /**
   * Environment variables that the SQL reads with `\getenv`, or the shell; the value says what each is for. The Job takes
   * them from a Secret. `PGPASSWORD` is always needed and not listed here.
   * @default none
   */
  readonly secrets?: Readonly<Record<string, SecretVariable>>;
  /** Seconds until a database that does not answer fails the step. @default 300 */
  readonly waitSeconds?: number;
}

/** An environment variable that a Secret fills. */
export interface SecretVariable {
  readonly meaning: string;
  /** Whether the step runs without it (`secretKeyRef.optional`). */
  readonly optional: boolean;
}

/** A step that changes the database. */
export interface ApplyStepProps extends StepProps {
  /** From 1. Raised with every change of the files: the same version with other files is refused. */
  readonly version: number;
  /** Step that must have been applied before, in that version or a later one. @default none */
  readonly needs?: Pick<AppliedStep, 'name' | 'version'>;
  /**
   * Whether the step makes its database where the server has not got it, from the database `postgres`.
   * @default false: the database is there
   */
  readonly makesDatabase?: boolean;
}

/** A step that only looks, and fails where something is off. */
export interface CheckStepProps extends StepProps {
  /** Files of other steps that run first, with their folder: they say what to compare with. @default none */
  readonly compareWith?: readonly SqlFolder[];
  /** The application's role: it has to get in with the password of the variable. @default nobody else logs in */
  readonly login?: { readonly role: string; readonly passwordVariable: string };
}

/** What a Job needs to run a step. */
export interface SqlStep {
  readonly name: string;
  /** Where the ConfigMap of this step is mounted. */
  readonly folder: string;
  /** Data of the ConfigMap: file name → text. */
  readonly data: Readonly<Record<string, string>>;
  /** Folders of other steps' ConfigMaps that this step reads, too. */
  readonly reads: readonly string[];
  readonly command: readonly string[];
  readonly args: readonly string[];
  /** Plain environment variables; host and port among them, so that the same command runs against any server. */
  readonly env: Readonly<Record<string, string>>;
  /** Environment variables from Secrets: name → what for. `PGPASSWORD` among them. */
  readonly secrets: Readonly<Record<string, SecretVariable>>;
}

/** A step that changes the database, with what its history will say. */
export interface AppliedStep extends SqlStep {
  readonly version: number;
  readonly checksum: string;
}

const DATABASE = readFileSync(join(__dirname, 'database.sql'), 'utf8');
const BEGIN = readFileSync(join(__dirname, 'begin.sql'), 'utf8');
const END = readFileSync(join(__dirname, 'end.sql'), 'utf8');

/** SHA-256 of files one after the other, as `cat … | sha256sum` tells it. */
export function checksumOf(files: readonly SqlFile[]): string {
  const hash = createHash('sha256');
  for (const { text } of files) hash.update(text);
  return hash.digest('hex');
}

/**
 * Files that run in one transaction under a lock, between begin.sql and end.sql, with a history in
 * `public.schema_history`. Run again, it does what its files do again; they must not mind.
 * @throws when the version is no whole number from 1
 */
export function applyStep(props: ApplyStepProps): AppliedStep {
  const { name, version, needs, folder, makesDatabase = false } = props;
  wholeVersion(name, version);
  const checksum = checksumOf(folder.files);
  const own = pathsOf(folder);
  const args = stepCommand({
    name,
    paths: [`${folder.path}/begin.sql`, ...own, `${folder.path}/end.sql`],
    sealed: own,
    checksum,
    variables: { step: name, version, checksum, needs_step: needs?.name ?? '', needs_version: needs?.version ?? 0 },
    waitSeconds: props.waitSeconds ?? 300,
    ...(makesDatabase && { databaseFile: `${folder.path}/database.sql` }),
  });
  const data = {
    ...(makesDatabase && { 'database.sql': DATABASE }),
    'begin.sql': BEGIN,
    ...dataOf(folder),
    'end.sql': END,
  };
  return { ...job(props, data, args), reads: [], version, checksum };
}

/** @throws when the version of a step is no whole number from 1 */
export function wholeVersion(name: string, version: number): void {
  if (!Number.isInteger(version) || version < 1)
    throw new Error(`step ${name}: version ${version}, expected a whole number from 1; raise it by one at each change`);
}

/**
 * Files that compare and check, in one transaction that the last of them may make read-only.
 * @throws never
 */
export function checkStep(props: CheckStepProps): SqlStep {
  const { name, folder, compareWith = [], login } = props;
  const folders = [...compareWith, folder];
  const paths = folders.flatMap(pathsOf);
  const args = stepCommand({
    name,
    paths,
    sealed: paths,
    checksum: checksumOf(folders.flatMap(({ files }) => files)),
    variables: {},
    waitSeconds: props.waitSeconds ?? 300,
    ...(login && { login }),
  });
  return { ...job(props, dataOf(folder), args), reads: compareWith.map(({ path }) => path) };
}

function job(props: StepProps, data: Readonly<Record<string, string>>, args: string): Omit<SqlStep, 'reads'> {
  const { name, folder, into, secrets = {} } = props;
  return {
    name,
    folder: folder.path,
    data,
    command: ['/bin/bash'],
    args: ['-c', args],
    env: {
      PGAPPNAME: name,
      PGCONNECT_TIMEOUT: '10',
      PGDATABASE: into.database,
      PGHOST: into.host,
      PGPORT: String(into.port ?? 5432),
      PGUSER: into.user,
    },
    secrets: { PGPASSWORD: { meaning: `password of ${into.user}`, optional: false }, ...secrets },
  };
}

/** Paths of a folder's files, as the container sees them. */
export const pathsOf = ({ path, files }: SqlFolder): readonly string[] => files.map(({ name }) => `${path}/${name}`);

/** A folder's files as data of a ConfigMap. */
export const dataOf = ({ files }: SqlFolder): Readonly<Record<string, string>> =>
  Object.fromEntries(files.map(({ name, text }) => [name, text]));
