import type { DatabaseUse, Image, VariableSource } from '../workload';

/** Databases whose dumps are understood. */
export type EngineName = 'postgresql' | 'mariadb';

/** The database that is backed up, and the program that dumps it. */
export interface BackupEngine {
  readonly type: EngineName;
  /** The server's own image: a dump program is never older than its server. */
  readonly image: Image;
  /** User of the process in that image. */
  readonly user: number;
  /** Database whose content is dumped; also the first part of each file's name. */
  readonly database: string;
  /** What the programs read to find the server and to log in. */
  readonly env: Readonly<Record<string, string>>;
  /** The same, from a Secret. */
  readonly variables: Readonly<Record<string, VariableSource>>;
  /** Connections that it takes of the database's budget. */
  readonly use: DatabaseUse;
}
