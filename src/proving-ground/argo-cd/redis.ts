import { accessSync, constants } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { LOOPBACK } from '../control-plane/components';
import { startProcess, waitUntilReady } from '../process';
import { ProvingGroundError } from '../proving-ground-error';

/** Programs that speak Redis' protocol, the first one found is taken. */
const PROGRAMS = ['redis-server', 'valkey-server'];

/** Starts a Redis of our own, which keeps nothing on disk. */
export async function startRedis(state: string, port: number): Promise<void> {
  const record = startProcess(state, {
    role: 'redis',
    rank: 'store',
    path: findRedis(process.env.PATH ?? ''),
    port,
    arguments: ['--port', String(port), '--bind', LOOPBACK, '--save', '', '--appendonly', 'no'],
  });
  await waitUntilReady(record, () => answers(port));
}

/** @throws ProvingGroundError when the search path has none, with what to install */
export function findRedis(searchPath: string): string {
  const candidates = PROGRAMS.flatMap(name => searchPath.split(delimiter).map(folder => join(folder, name)));
  const found = candidates.find(executable);
  if (found !== undefined) return found;
  throw new ProvingGroundError(
    'redis-server is missing: without it Argo CD has no cache. Install it (Debian: apt-get install redis-server, macOS: brew install redis).',
  );
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, LOOPBACK, () => socket.write('PING\r\n'));
    socket.once('error', reject);
    socket.once('data', data => {
      socket.end();
      resolve(data.toString().startsWith('+PONG'));
    });
  });
}
