import { realTool } from '../../real-tool';
import { objectOf } from '../exporters/committed';
import { RunningExporter } from '../exporters/running-exporter';
import type { Access } from './server';

/** The real exporter, where it is built; its reason printed where it is not. */
export const EXPORTER_PROGRAM = realTool('postgres-exporter', 'postgres_exporter');

/** Starts the real exporter as it is committed; only addresses are other ones. */
export function startExporter({ PGHOST, PGPORT }: Access, password: string): Promise<RunningExporter> {
  return RunningExporter.start(
    { workload: objectOf('tripgen-dev', 'Deployment/postgresql-exporter') },
    {
      program: EXPORTER_PROGRAM ?? '',
      addresses: { 'postgresql:5432': `${PGHOST}:${PGPORT}` },
      secrets: { 'postgresql-exporter/password': password },
    },
  );
}
