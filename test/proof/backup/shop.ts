import { Construct } from 'constructs';
import { DatabaseBackup, type BackupDestination } from '../../../src/constructs/backup';
import { PostgresServer } from '../../../src/constructs/data-store';
import { size } from '../../../src/constructs/workload';
import type { KubeObject } from '../../../src/model';
import { objectsOf, testSystem } from '../../constructs/place';
import type { PodSpec } from './pod';

/** Name of the database, of which the backups' names are made. */
export const DATABASE = 'shop';

const image = { repository: 'docker.io/library/postgres', tag: '16.14-bookworm' };
const password = { secret: 'postgresql-init-secret', key: 'password' };

/** A PostgreSQL server and its backups, as a system would declare them. */
export function shop(to: BackupDestination, keep = 3): readonly KubeObject[] {
  const system = testSystem();
  const server = new PostgresServer(system.app, 'postgresql', {
    namespace: 'shop',
    image,
    size: size('500m', '1Gi', '1000m', '2Gi'),
    dataPath: '/data/postgresql',
    storage: { type: 'class', storageClass: 'managed-csi', size: '20Gi' },
    database: DATABASE,
    password,
    maxConnections: 100,
    requirement: 'TG-03',
    sharedBuffers: '256MB',
    effectiveCacheSize: '1GB',
    logLevel: 'warning',
    timeZone: 'Asia/Seoul',
  });
  new DatabaseBackup(new Construct(system.app, 'backup'), 'postgresql', {
    namespace: 'shop',
    engine: {
      type: 'postgresql',
      image,
      user: 999,
      database: DATABASE,
      env: { PGDATABASE: DATABASE, PGHOST: 'postgresql', PGPORT: '5432', PGUSER: 'postgres' },
      variables: { PGPASSWORD: password },
      use: { database: server.name, workers: 1, connections: 1 },
    },
    server: server.endpoint,
    to,
    schedule: { cron: '0 3 * * 0', timeZone: 'Asia/Seoul', requirements: ['TG-17'] },
    keep,
  });
  return objectsOf(system);
}

/** The pod that a CronJob of these objects starts. */
export function podOf(objects: readonly KubeObject[], cronJob: string): PodSpec {
  const found = objects.find(({ kind, metadata }) => kind === 'CronJob' && metadata.name === cronJob);
  if (!found) throw new Error(`no CronJob ${cronJob}`);
  const { spec } = found as unknown as {
    readonly spec: { readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: PodSpec } } } };
  };
  return spec.jobTemplate.spec.template.spec;
}

/**
 * What is easily lost on the way: owners, rights, defaults, a second schema, sequences, text with everything that SQL
 * and COPY give a meaning to, and enough rows that a dump takes a while.
 */
export function content(rows: number): string {
  return `
    CREATE ROLE shop_app LOGIN; CREATE ROLE shop_owner;
    CREATE TYPE mood AS ENUM ('good', 'bad');
    CREATE TABLE public.orders (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood NOT NULL DEFAULT 'good',
      note text NOT NULL, amount numeric(10, 2) CHECK (amount >= 0), at timestamptz DEFAULT '2026-01-01T00:00:00Z');
    COMMENT ON TABLE public.orders IS 'it''s a \\comment; COMMIT;';
    INSERT INTO public.orders (note, amount)
      SELECT md5(n::text) || E'\\t\\\\.\\nCOMMIT;\\n\\\\q ' || repeat('서울', n % 7), n % 1000 FROM generate_series(1, ${rows}) AS n;
    INSERT INTO public.orders (note) VALUES (''), ('\\.'), (E'a\\r\\nb'), ('''"\\');
    CREATE INDEX orders_by_note ON public.orders (note);
    CREATE SCHEMA archive AUTHORIZATION shop_owner;
    CREATE TABLE archive.orders (LIKE public.orders INCLUDING ALL);
    ALTER TABLE archive.orders OWNER TO shop_owner;
    CREATE VIEW public.sums AS SELECT mood, sum(amount) FROM public.orders GROUP BY mood;
    CREATE FUNCTION public.half(n numeric) RETURNS numeric LANGUAGE sql AS $f$ SELECT n / 2; -- COMMIT;
    $f$;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO shop_app;
    GRANT SELECT, INSERT ON public.orders TO shop_app;`;
}

/** What happens to a database between a backup and its restore. */
export const DAMAGE = `
  DROP VIEW public.sums;
  DELETE FROM public.orders WHERE id % 3 = 0;
  UPDATE public.orders SET note = 'spoilt' WHERE id % 5 = 0;
  ALTER TABLE public.orders ADD COLUMN extra text;
  CREATE TABLE public.newer (id integer PRIMARY KEY);
  CREATE SCHEMA another; CREATE TABLE another.one (id integer);
  DROP SCHEMA archive CASCADE;`;
