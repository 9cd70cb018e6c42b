import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Access } from './server';

/** A connection that stays open between two questions. */
export interface Session {
  /** The next line that the server answers. */
  answer(sql: string): Promise<string>;
  close(): void;
}

/** Opens a connection of an account, or of the administrator. */
export function openSession(access: Access, as?: { readonly user: string; readonly password: string }): Session {
  const { user, password } = as ?? { user: access.DATABASE_USER, password: access.MYSQL_PWD };
  const client = spawn(
    'mariadb',
    [
      '--no-defaults',
      '--protocol=tcp',
      `--host=${access.MYSQL_HOST}`,
      `--port=${access.MYSQL_TCP_PORT}`,
      `--user=${user}`,
      '--batch',
      '--skip-column-names',
      '--unbuffered',
    ],
    { stdio: 'pipe', env: { ...process.env, MYSQL_PWD: password } },
  );
  let said = '';
  client.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  // A client that ended says so on standard error; what is written to it afterwards is lost.
  client.stdin.on('error', () => undefined);
  const lines = createInterface({ input: client.stdout });
  return {
    answer: sql =>
      new Promise((resolve, reject) => {
        lines.once('line', resolve);
        client.once('close', () => reject(new Error(`the connection of ${user} ended: ${said}`)));
        client.stdin.write(`${sql}\n`);
      }),
    close: () => client.stdin.end(),
  };
}
