import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  removeCluster,
  restartDead,
  startControlPlane,
  stateFolder,
  toolPlaces,
  type ControlPlane,
  type ControlPlaneOptions,
  type KubeClient,
  type LiveObject,
} from '../../src/proving-ground';
import { eventually } from '../eventually';
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

/** Waits until every namespace has its ServiceAccount `default`: a controller makes it, and no pod is admitted before. */
export async function accountsAreThere(client: KubeClient): Promise<void> {
  const namesOf = (objects: readonly LiveObject[], name: (metadata: LiveObject['metadata']) => unknown): unknown[] =>
    objects.map(({ metadata }) => name(metadata)).sort();
  await eventually(async () => {
    const wanted = namesOf(await client.list('v1', 'Namespace'), ({ name }) => name);
    const query = { fieldSelector: 'metadata.name=default' };
    const there = namesOf(await client.list('v1', 'ServiceAccount', undefined, query), ({ namespace }) => namespace);
    return wanted.every(name => there.includes(name)) ? true : undefined;
  }, 'every namespace has its service account');
}

/**
 * Asks until the answer is the expected one: what other processes write comes in the end, one thing after the other.
 * @throws Error with the difference once the deadline has passed
 */
export async function comesToBe<T>(ask: () => Promise<T>, expected: unknown, seconds = 180): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    try {
      return expect(answer).toEqual(expected);
    } catch (difference) {
      if (Date.now() > end) throw difference;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

/**
 * Waits until the API server is ready after a crash and nothing is dead. What listens may still give up, where its store
 * answers too late for example: what dies is started again, as a kubelet does.
 */
export async function readyAgain({ state, client }: ControlPlane, after: string): Promise<void> {
  await eventually(async () => {
    const answer = await client.text('/readyz').catch(() => undefined);
    return restartDead(state).length === 0 ? answer : undefined;
  }, `the API server is ready after the crash of ${after}`);
}
