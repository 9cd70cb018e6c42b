import { refusal } from './versioned-script';

/**
 * Statements that change rows, as one transaction that also writes the history; for between begin.sql and end.sql.
 * Statements of DDL would end the transaction and do not belong here; `TEMPORARY` tables do not end it.
 * @param statements without a semicolon behind
 */
export function transactionScript(statements: readonly string[]): string {
  return [
    '-- Generated: all of it or nothing.',
    'DELIMITER //',
    'START TRANSACTION//',
    ...refusal(
      '@version',
      '@checksum',
      'the files changed and their version did not: raise the version of the step in git',
    ),
    ...statements.map(statement => `${statement}//`),
    'INSERT INTO schema_history (step, version, checksum, statements, applied_at)',
    `VALUES (@step, @version, @checksum, ${statements.length}, UTC_TIMESTAMP())`,
    'ON DUPLICATE KEY UPDATE step = VALUES(step)//',
    'COMMIT//',
    'DELIMITER ;',
    '',
  ].join('\n');
}
