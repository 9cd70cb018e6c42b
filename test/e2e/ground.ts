import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  removeCluster,
  startControlPlane,
  stateFolder,
  toolPlaces,
  type ControlPlane,
  type ControlPlaneOptions,
} from '../../src/proving-ground';
import { ROOT } from './committed-objects';

/** A control plane of a proof. Its logs stay in the cache until the next run. */
export async function ground(
  name: string,
  options: Omit<ControlPlaneOptions, 'places' | 'state'>,
): Promise<ControlPlane> {
  const places = toolPlaces(ROOT);
  return startControlPlane({ ...options, places, state: stateFolder(places, `e2e-${process.pid}-${name}`) });
}

/** Ends what killed runs left, and removes the logs of earlier ones. A run that goes on beside us is left alone. */
export async function sweep(): Promise<void> {
  const states = dirname(stateFolder(toolPlaces(ROOT), 'any'));
  if (!existsSync(states)) return;
  for (const name of readdirSync(states)) {
    const pid = /^e2e-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !runs(Number(pid))) await removeCluster(join(states, name));
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Asks until the answer is there. */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string, seconds = 30): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
