import { listens } from './answers';
import { endProcess } from './end-processes';
import { ProvingGroundError } from '../proving-ground-error';
import { lives, records, type ProcessRecord } from './process-record';
import { startProcess, waitUntilReady } from './start-process';

/** How often a process that dies at its start is started again. */
const STARTS = 60;
/** How long one that has no port must live to count, in milliseconds. */
const LIVES_MS = 1000;

/**
 * Kills a process without a warning and starts it again just as it was, as a kubelet does with a container that died:
 * again and again, since its port may still belong to connections that it left behind.
 * @returns the new process, which listens on its port, but may not be ready yet
 * @throws ProvingGroundError when nothing of that role was started under the state folder
 */
export async function crashProcess(state: string, role: string): Promise<ProcessRecord> {
  const record = records(state).find(each => each.role === role);
  if (record === undefined) {
    const roles = records(state).map(each => each.role);
    throw new ProvingGroundError(`no ${role} runs under ${state}: there are ${roles.join(', ')}`);
  }
  await endProcess(record, 'SIGKILL');
  for (let start = 1; ; start++) {
    const started = startProcess(state, record);
    if ((await stands(started)) || start === STARTS) return started;
    await new Promise(resolve => setTimeout(resolve, LIVES_MS));
  }
}

/**
 * Starts again what has died, just as it was: one that listened and gave up before it was ready, for example.
 * @returns what had died
 */
export function restartDead(state: string): readonly ProcessRecord[] {
  const dead = records(state).filter(record => !lives(record));
  for (const record of dead) startProcess(state, record);
  return dead;
}

/** How long a start takes is the machine's affair: one that has a port stands once it listens there. */
async function stands(started: ProcessRecord): Promise<boolean> {
  const { port } = started;
  if (port === undefined) await new Promise(resolve => setTimeout(resolve, LIVES_MS));
  else await waitUntilReady(started, () => listens(port)).catch(() => undefined);
  return lives(started);
}
