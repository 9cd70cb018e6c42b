import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProvingGroundError } from '../proving-ground-error';
import { startOf } from './process-identity';
import { keepRecord, lives, type ProcessRecord, type Rank } from './process-record';

/** What is to be started. */
export interface Launch {
  readonly role: string;
  readonly rank: Rank;
  readonly path: string;
  readonly arguments: readonly string[];
  readonly version?: string;
  readonly port?: number;
  /** What it finds in its environment beside ours; it is kept on disk, so no secret. @default nothing */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts a process that outlives us, its output in `<state>/logs/<role>.log`. It is a group of its own: Ctrl-C at our
 * terminal does not reach it, so that it ends in our order.
 * @throws ProvingGroundError when there is no such program
 */
export function startProcess(state: string, launch: Launch): ProcessRecord {
  const { role, rank, version, port, path, env = {} } = launch;
  mkdirSync(join(state, 'logs'), { recursive: true });
  const log = join(state, 'logs', `${role}.log`);
  const output = openSync(log, 'a');
  const child = spawn(path, [...launch.arguments], {
    cwd: state,
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  });
  closeSync(output);
  child.on('error', () => undefined); // the missing id says it
  child.unref();
  if (child.pid === undefined) throw new ProvingGroundError(`${path} does not start`);
  const record: ProcessRecord = {
    role,
    rank,
    pid: child.pid,
    start: startOf(child.pid) ?? 'ended at once',
    ...(version === undefined ? {} : { version }),
    ...(port === undefined ? {} : { port }),
    log,
    path,
    arguments: launch.arguments,
    env,
  };
  keepRecord(state, record);
  return record;
}

/**
 * Waits until `ready` says so, as long as the process lives.
 * @throws ProvingGroundError with the end of its log when it dies or is not ready in time
 */
export async function waitUntilReady(
  record: ProcessRecord,
  ready: () => Promise<boolean>,
  timeoutSeconds = 180,
): Promise<void> {
  const end = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    if (!lives(record)) throw new ProvingGroundError(`${record.role} has died.\n${logEnd(record)}`);
    if (await ready().catch(() => false)) return;
    if (Date.now() > end)
      throw new ProvingGroundError(`${record.role} is not ready after ${timeoutSeconds} s.\n${logEnd(record)}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** The last lines that a process wrote. */
export function logEnd({ log }: Pick<ProcessRecord, 'log'>, lines = 20): string {
  const text = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  return `The end of ${log}:\n${text}`;
}
