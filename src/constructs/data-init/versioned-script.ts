/**
 * One script out of all versions of a schema, oldest first: each is run where the database has not got it yet. The
 * number of a version is its place, from 1. What was released is never edited; a change is one more at the end.
 */
export function versionedScript(versions: readonly string[]): string {
  return [
    '\\if :{?recorded_version}',
    '\\else',
    'DO $alone$ BEGIN',
    "  RAISE EXCEPTION 'this script runs between begin.sql and end.sql of its folder'",
    "    USING HINT = 'psql -X -v ON_ERROR_STOP=1 -1 … as the Job does; its command stands in the Job.';",
    'END $alone$;',
    '\\endif',
    ...versions.flatMap((text, index) => [
      '',
      `-- Version ${index + 1}`,
      `SELECT :recorded_version < ${index + 1} AS due \\gset`,
      '\\if :due',
      text.trim(),
      '\\endif',
    ]),
    '',
  ].join('\n');
}
