import type { Settings } from './settings-file';

/** What a MariaDB server is told beside its data. */
export interface MariaDbSettings {
  /** Most connections at the same time; one more is kept for an administrator. */
  readonly maxConnections: number;
  /** Memory for pages of tables and indexes (`256M`): about half of the container's limit. */
  readonly bufferPool: `${number}M` | `${number}G`;
  /** Statements that take longer are written to the slow-query log. @default 1 */
  readonly slowQuerySeconds?: number;
  /** Folder of the data, which is the volume. @default /var/lib/mysql */
  readonly dataPath?: string;
}

/** Port of the server. */
export const MARIADB_PORT = 3306;

/**
 * Settings of a MariaDB 10.11 server for its option file: texts in Unicode, every commit on disk before it is answered,
 * search for words of one character and more, and a log of slow statements beside the data.
 */
export function mariaDbSettings({
  maxConnections,
  bufferPool,
  slowQuerySeconds = 1,
  dataPath = '/var/lib/mysql',
}: MariaDbSettings): Settings {
  return {
    bind_address: '0.0.0.0',
    port: MARIADB_PORT,
    datadir: dataPath,
    // Accounts are of no host's name: no pod waits for a name server.
    skip_name_resolve: true,
    max_connections: maxConnections,

    character_set_server: 'utf8mb4',
    collation_server: 'utf8mb4_uca1400_ai_ci',
    default_time_zone: '+00:00',
    sql_mode: 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_IN_DATE,NO_ZERO_DATE,NO_ENGINE_SUBSTITUTION',
    local_infile: false,

    // Korean words of two syllables are two characters long, and no word of any language is left out (MM-03).
    innodb_ft_min_token_size: 1,
    innodb_ft_enable_stopword: false,

    innodb_buffer_pool_size: bufferPool,
    innodb_flush_log_at_trx_commit: 1,
    innodb_doublewrite: true,
    // Counts where somebody switches the binary log on; nobody replicates from here, so it is off.
    sync_binlog: 1,

    // Every slow statement, not only those that scan or sort. The server cannot write this log to a pipe.
    slow_query_log: true,
    slow_query_log_file: `${dataPath}/slow.log`,
    long_query_time: slowQuerySeconds,
    log_slow_filter: '',
    log_warnings: 2,
  };
}

/** `name = value`, one a line, in the group that only MariaDB's server reads. */
export function mariaDbFile(settings: Settings): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = ${typeof value === 'boolean' ? (value ? 'ON' : 'OFF') : value}\n`,
  );
  return `[mariadbd]\n${lines.join('')}`;
}
