import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess, records, startScript } from '../process';
import type { StandIn } from './stand-in';

/** Starts stand-ins, in place of those that ran, as a process of its own, which goes on when its starter has ended. */
export async function startStandIns(
  root: string,
  state: string,
  kubeconfig: string,
  standIns: readonly StandIn[],
): Promise<void> {
  const before = records(state).find(({ role }) => role === 'stand-ins');
  if (before !== undefined) await endProcess(before);
  const kinds = join(state, 'stand-ins.json');
  writeFileSync(kinds, JSON.stringify(standIns.map(({ apiVersion, kind }) => ({ apiVersion, kind }))));
  startScript(root, state, {
    role: 'stand-ins',
    rank: 'client',
    file: join(__dirname, 'stand-ins-process.ts'),
    arguments: [kubeconfig, kinds],
  });
}
