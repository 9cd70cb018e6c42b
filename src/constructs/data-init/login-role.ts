import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filled } from './filled';

/** A role that logs in with a password. */
export interface LoginRole {
  readonly name: string;
  /** Environment variable with its password. */
  readonly passwordVariable: string;
}

const ROLE = readFileSync(join(__dirname, 'login-role.sql'), 'utf8');

/**
 * SQL that makes the role where it is missing, and gives it its password. Rights are for what follows.
 * @param title first line of the script, for whoever reads it
 */
export function loginRoleScript(title: string, { name, passwordVariable }: LoginRole): string {
  return filled(ROLE, { title, role: name, password: passwordVariable });
}
