import { identifier, literal } from './literal';

/** An account of an application: it reads and writes rows, or nothing of any table, and nothing else. */
export interface ApplicationAccount {
  readonly user: string;
  /** Hosts that it comes from. @default % */
  readonly host?: string;
  readonly database: string;
  /** Privileges of each table, as MariaDB names them (`SELECT`). */
  readonly tables: Readonly<Record<string, readonly TablePrivilege[]>>;
  /** Most connections that it may have at the same time. @default as many as the server has */
  readonly mostConnections?: number;
}

/** What an application may do with the rows of a table. */
export type TablePrivilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** Variable of SQL that holds the hash of the account's password, as the step's command sets it. */
export const PASSWORD_HASH = '@password_hash';

/** The account as it stands in statements: `'memo_user'@'%'`. */
export const accountName = ({ user, host = '%' }: ApplicationAccount): string => `${literal(user)}@${literal(host)}`;

/**
 * SQL that makes an account what git wants, on each run: its password, its privileges, and no other. What is granted comes
 * before what is taken away, so that an application that is running never lacks a privilege that it keeps.
 * @param passwordHash variable of SQL with the hash of its password
 */
export function accountScript(account: ApplicationAccount, passwordHash: string = PASSWORD_HASH): string {
  const name = accountName(account);
  const { mostConnections } = account;
  const grants = Object.entries(account.tables).map(
    ([table, privileges]) =>
      `GRANT ${privileges.join(', ')} ON ${identifier(account.database)}.${identifier(table)} TO ${name};`,
  );
  return [
    `-- Generated: the account ${name}, its password and its privileges, on each run.`,
    '',
    '-- The server gets the hash of the password, never the password itself.',
    ...['CREATE USER IF NOT EXISTS', 'ALTER USER'].map(
      verb =>
        `EXECUTE IMMEDIATE CONCAT(${literal(`${verb} ${name} IDENTIFIED VIA mysql_native_password USING '`)}, ${passwordHash}, '''');`,
    ),
    `ALTER USER ${name} ACCOUNT UNLOCK;`,
    ...(mostConnections === undefined ? [] : [`ALTER USER ${name} WITH MAX_USER_CONNECTIONS ${mostConnections};`]),
    ...grants,
    '',
    '-- What somebody else granted goes.',
    'DELIMITER //',
    `FOR extra IN (${otherPrivileges(account)}) DO`,
    '  EXECUTE IMMEDIATE CONCAT(extra.revoke, ' + literal(` FROM ${name}`) + ');',
    'END FOR//',
    'DELIMITER ;',
    '',
  ].join('\n');
}

/** Query of the privileges that the account has and should not have, each with the statement that takes it (`revoke`). */
export function otherPrivileges(account: ApplicationAccount): string {
  const wanted = Object.entries(account.tables)
    .flatMap(([table, privileges]) => privileges.map(privilege => `(${literal(table)}, ${literal(privilege)})`))
    .join(', ');
  const isWanted =
    wanted === ''
      ? 'FALSE'
      : `table_schema = ${literal(account.database)} AND (table_name, privilege_type) IN (${wanted})`;
  const [schema, table, column] = ['table_schema', 'table_name', 'column_name'].map(
    name => `'\`', REPLACE(${name}, '\`', '\`\`'), '\`'`,
  );
  const grantee = literal(accountName(account));
  const revokes = (from: string, what: string, where: string): string =>
    `SELECT CONCAT('REVOKE ', ${what}) AS \`revoke\` FROM information_schema.${from} WHERE grantee = ${grantee} AND ${where}`;
  const option = (from: string, on: string): string =>
    `SELECT DISTINCT CONCAT('REVOKE GRANT OPTION ON ', ${on}) FROM information_schema.${from} WHERE grantee = ${grantee} AND is_grantable = 'YES'`;
  const real = "privilege_type <> 'USAGE'";
  return [
    revokes('user_privileges', "privilege_type, ' ON *.*'", real),
    option('user_privileges', "'*.*'"),
    revokes('schema_privileges', `privilege_type, ' ON ', ${schema}, '.*'`, real),
    option('schema_privileges', `${schema}, '.*'`),
    revokes('table_privileges', `privilege_type, ' ON ', ${schema}, '.', ${table}`, `${real} AND NOT (${isWanted})`),
    option('table_privileges', `${schema}, '.', ${table}`),
    revokes('column_privileges', `privilege_type, ' (', ${column}, ') ON ', ${schema}, '.', ${table}`, real),
  ].join('\n  UNION ALL ');
}
