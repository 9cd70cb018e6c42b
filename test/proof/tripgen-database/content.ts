import type { Server } from './server';

/** The document's own recovery command (TG-20), as it stands in its section 5.2.1.6. */
export const RECOVERY = 'DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;';

/** Part of the password that no quoting changes: it is looked for in every log. */
export const MARK = 'Zq7xMark';

/** Values of the Secrets in the proofs. */
export const SECRETS = {
  DATABASE_PASSWORD: `it's-a \\ $ecret ${MARK}`,
  SAMPLE_USERS_PASSWORD_HASH: '',
  // Every sign that means something in the address by which the exporter is told where to log in.
  EXPORTER_PASSWORD: `an"other's %41@:/?#&= 비밀 ${MARK}`,
} as const;

/** A bcrypt hash, of no password that anybody has. */
export const HASH = `$2b$12$${'Q'.repeat(53)}`;

/** Columns that tell when a row was written, not what it is. */
const TIMES = ['created_at', 'updated_at', 'applied_at'];

/** Every table of the schema with its rows' fingerprint; with `times`, two runs differ even when they wrote the same. */
export function fingerprint(server: Server, { times }: { readonly times: boolean }): string {
  const row = times ? 'to_jsonb(t)' : TIMES.reduce((text, column) => `${text} - '${column}'`, 'to_jsonb(t)');
  return server.query(`
    SELECT format('SELECT %L, count(*), md5(coalesce(string_agg(md5((${row.replaceAll("'", "''")})::text), '''' ORDER BY md5((${row.replaceAll("'", "''")})::text)), '''')) FROM public.%I AS t',
      relname, relname)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname
    \\gexec`);
}

/** What the catalog says of the schema: columns, keys, indexes, triggers, functions, rights, comments. */
export function catalog(server: Server): string {
  const inPublic = "'public'::regnamespace";
  return server.query(`
    SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid LEFT JOIN pg_attrdef d ON adrelid = c.oid AND adnum = attnum
      WHERE relnamespace = ${inPublic} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped ORDER BY 1, attnum;
    SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = ${inPublic} ORDER BY 1, 2;
    SELECT pg_get_indexdef(indexrelid), indisvalid FROM pg_index JOIN pg_class c ON c.oid = indrelid WHERE relnamespace = ${inPublic} ORDER BY 1;
    SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1;
    SELECT proname, md5(prosrc), proacl FROM pg_proc WHERE pronamespace = ${inPublic} ORDER BY 1, oid::regprocedure::text;
    SELECT relname, relacl FROM pg_class WHERE relnamespace = ${inPublic} ORDER BY 1;
    SELECT nspacl FROM pg_namespace WHERE oid = ${inPublic};
    SELECT extname, extversion FROM pg_extension ORDER BY 1;
    SELECT c.relname, objsubid, description FROM pg_description JOIN pg_class c ON c.oid = objoid WHERE relnamespace = ${inPublic} ORDER BY 1, 2;`);
}

/** Waits until no Job's session is left on the server: a backend notices the death of its client a little later. */
export async function quiet(server: Server): Promise<void> {
  for (let attempt = 0; attempt < 1800; attempt++) {
    const left = server.query(
      "SELECT count(*) FROM pg_stat_activity WHERE application_name IN ('database-schema-init', 'sample-data-load', 'data-validation')",
    );
    if (left === '0') return;
    await new Promise(done => setTimeout(done, 50));
  }
  throw new Error('a session of a Job is still there after 90 s');
}
