import { literal, transactionScript, type SqlValue } from '../../../../constructs/data-init/mariadb';
import { LAST_SAMPLE_ID, type Memo } from '../load/memos';

/** Columns of a sample memo, in the order of the table (MM-03). */
export const COLUMNS = ['id', 'title', 'content', 'tags', 'priority', 'author', 'created_at', 'updated_at'] as const;

/** Rows of one INSERT: enough to be quick, few enough to find an error by its line. */
const CHUNK = 30;

/** SQL that says which memos git wants, in a temporary table. */
export function wantedScript(memos: readonly Memo[]): string {
  const rows = memos.map(memo => `(${COLUMNS.map(column => literal(valueOf(memo, column))).join(', ')})`);
  const chunks = Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) =>
    rows.slice(index * CHUNK, (index + 1) * CHUNK),
  );
  return [
    '-- The sample memos. Generated: change the data in git, and raise their version.',
    '',
    `CREATE TEMPORARY TABLE wanted_memos (PRIMARY KEY (id)) AS SELECT ${COLUMNS.join(', ')} FROM memos LIMIT 0;`,
    ...chunks.map(chunk => `INSERT INTO wanted_memos (${COLUMNS.join(', ')}) VALUES\n${chunk.join(',\n')};`),
    '',
  ].join('\n');
}

function valueOf(memo: Memo, column: (typeof COLUMNS)[number]): SqlValue {
  const value = memo[column];
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/**
 * SQL that makes the memos up to the last sample id what git wants, in one transaction. Memos of the application have
 * higher ids and are nobody's business here. A row that is right is not written.
 */
export function mergeScript(): string {
  const own = COLUMNS.filter(column => column !== 'id');
  return transactionScript([
    `DELETE FROM memos WHERE id <= ${LAST_SAMPLE_ID} AND id NOT IN (SELECT id FROM wanted_memos)`,
    [
      `INSERT INTO memos (${COLUMNS.join(', ')})`,
      `SELECT ${COLUMNS.join(', ')} FROM wanted_memos`,
      `ON DUPLICATE KEY UPDATE ${own.map(column => `${column} = VALUES(${column})`).join(', ')}`,
    ].join('\n'),
  ]);
}
