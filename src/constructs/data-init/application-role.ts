import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filled } from './filled';
import { loginRoleScript, type LoginRole } from './login-role';

/** The role that an application logs in with. */
export interface ApplicationRole extends LoginRole {
  /** One line that says what it may do, for whoever reads the script. */
  readonly rights: string;
  /** SQL that grants it: what is not granted here, it may not. */
  readonly grants: string;
}

const TITLE =
  "The application's role and its rights, made again on each run: a schema that was dropped took them along.";

const RIGHTS = readFileSync(join(__dirname, 'application-role.sql'), 'utf8');

/** SQL that makes the role where it is missing, gives it its password, takes every right away and grants those given. */
export function applicationRoleScript({ rights, grants, ...role }: ApplicationRole): string {
  return loginRoleScript(TITLE, role) + filled(RIGHTS, { role: role.name, rights }) + grants;
}
