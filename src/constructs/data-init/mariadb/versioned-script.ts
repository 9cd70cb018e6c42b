import { createHash } from 'node:crypto';
import { statementsOf } from './statements';

/** One version of a schema: what was released stays as it is; a change is one more at the end. */
export interface SchemaVersion {
  /** For people: `001-memos`. */
  readonly title: string;
  /** Statements with a semicolon behind each, every one of which may run twice (`IF NOT EXISTS`). */
  readonly script: string;
}

/** What the history says of a version when it is applied. */
export interface HistoryEntry {
  readonly version: number;
  readonly checksum: string;
}

/** What the history will say of these versions, from 1. */
export function historyOf(versions: readonly SchemaVersion[]): readonly HistoryEntry[] {
  return versions.map(({ script }, index) => ({
    version: index + 1,
    checksum: createHash('sha256').update(statementsOf(script).join(';\n')).digest('hex'),
  }));
}

/**
 * One script out of all versions of a schema, oldest first, for between begin.sql and end.sql. MariaDB commits at every
 * statement of DDL, so each statement is recorded as soon as it is done, and a run that was stopped goes on behind the last
 * one that is recorded. A version that is not complete may still change: it begins again with its first statement.
 * @param settings of the server that the statements count on, by the names of their global variables @default none
 * @throws when a version has no statements, or one that is not closed
 */
export function versionedScript(
  versions: readonly SchemaVersion[],
  settings: Readonly<Record<string, number>> = {},
): string {
  const history = historyOf(versions);
  return [
    '-- Generated: all versions of the schema, each statement once.',
    'DELIMITER //',
    ...Object.entries(settings).flatMap(([name, value]) => expected(name, value)),
    ...versions.flatMap((version, index) => applied(version, history[index] as HistoryEntry)),
    'DELIMITER ;',
    '',
  ].join('\n');
}

function expected(name: string, value: number): readonly string[] {
  return [
    `IF @@GLOBAL.${name} <> ${value} THEN`,
    "  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =",
    `    'the server runs without ${name} = ${value}, which this schema needs: mount its configuration file and restart it';`,
    'END IF//',
  ];
}

function applied({ title, script }: SchemaVersion, { version, checksum }: HistoryEntry): readonly string[] {
  const statements = statementsOf(script);
  const row = `step = @step AND version = ${version}`;
  return [
    '',
    `-- Version ${version}: ${title}`,
    ...refusal(
      version,
      checksum,
      'the statements changed and their version did not: write the change as a further version',
    ),
    'INSERT INTO schema_history (step, version, checksum)',
    `VALUES (@step, ${version}, '${checksum}')`,
    'ON DUPLICATE KEY UPDATE statements = IF(checksum = VALUES(checksum), statements, 0), checksum = VALUES(checksum)//',
    `SET @done = (SELECT statements FROM schema_history WHERE ${row})//`,
    ...statements.flatMap((statement, index) => [
      `-- ${index + 1} of ${statements.length}`,
      `IF @done < ${index + 1} THEN`,
      `${statement};`,
      `UPDATE schema_history SET statements = ${index + 1} WHERE ${row};`,
      'END IF//',
    ]),
    'UPDATE schema_history SET applied_at = UTC_TIMESTAMP()',
    `WHERE ${row} AND statements = ${statements.length} AND applied_at IS NULL//`,
  ];
}

/** Stops where this version was applied from something else. The checksum is SQL's: a text of it, or a variable. */
export function refusal(version: number | '@version', checksum: string, mend: string): readonly string[] {
  const other = checksum.startsWith('@') ? checksum : `'${checksum}'`;
  return [
    'BEGIN NOT ATOMIC',
    '  DECLARE problem TEXT;',
    '  DECLARE known CHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT',
    `    (SELECT checksum FROM schema_history WHERE step = @step AND version = ${version} AND applied_at IS NOT NULL);`,
    `  IF known <> ${other} THEN`,
    `    SET problem = CONCAT(@step, ': version ', ${version}, ' was applied with checksum ', known, ', these files have ', ${other},`,
    `      '; ${mend}');`,
    "    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = problem;",
    '  END IF;',
    'END//',
  ];
}
