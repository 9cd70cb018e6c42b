import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filled } from './filled';
import { loginRoleScript, type LoginRole } from './login-role';

/** The role of what watches a server: it logs in, also where the server is full, and has no right on any data. */
export interface ExporterRole extends LoginRole {
  /** Most connections that it may have at the same time. */
  readonly mostConnections: number;
}

const TITLE = 'The role of what watches the server, made again on each run.';

const [RIGHTS, RULES] = ['exporter-role', 'exporter-rules'].map(name =>
  readFileSync(join(__dirname, `${name}.sql`), 'utf8'),
) as [string, string];

/** SQL that makes the role where it is missing, gives it its password, and takes away whatever somebody else granted. */
export function exporterRoleScript(role: ExporterRole): string {
  // psql keeps the variable of a script before this one, with another role's password.
  return ['\\unset app_password\n', loginRoleScript(TITLE, role), filled(RIGHTS, valuesOf(role))].join('');
}

/** SQL that writes what the role may and should not, or lacks, into the temporary table `faults (subject, fault)`. */
export function exporterRules(role: Pick<ExporterRole, 'name' | 'mostConnections'>): string {
  return filled(RULES, valuesOf(role));
}

function valuesOf({ name, mostConnections }: Pick<ExporterRole, 'name' | 'mostConnections'>): Record<string, string> {
  return { role: name, connections: String(mostConnections) };
}
