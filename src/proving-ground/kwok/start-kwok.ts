import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersOk, startProcess, startScript, waitUntilReady } from '../process';
import { findProgram, kwok, pinnedVersion, type ToolPlaces } from '../tools';

export interface KwokOptions {
  readonly places: ToolPlaces;
  /** State folder of the control plane. */
  readonly state: string;
  readonly kubeconfig: string;
  readonly port: number;
}

/** What stands in for kubelets: kwok with our stages, and the gate that looks for what pods refer to. */
export async function startKwok({ places, state, kubeconfig, port }: KwokOptions): Promise<void> {
  const record = startProcess(state, {
    role: 'kwok',
    rank: 'client',
    path: findProgram(places, kwok, 'kwok'),
    version: pinnedVersion(places.root, kwok),
    port,
    arguments: [
      `--kubeconfig=${kubeconfig}`,
      `--config=${writeStages(state)}`,
      '--manage-all-nodes',
      // Nodes tell of themselves in their status (node-heartbeat.yaml) and hold no lease: kwok has a new identity after
      // each start, waits until the lease of the dead one has run out, and then passes over pods of nodes whose new
      // lease it has not seen yet: they stay as they are for ever.
      '--node-lease-duration-seconds=0',
      '--cidr=10.244.0.0/16',
      '--node-ip=127.0.0.1',
      `--server-address=127.0.0.1:${port}`,
    ],
  });
  await waitUntilReady(record, () => answersOk(port, '/healthz'));
  startScript(places.root, state, {
    role: 'reference-gate',
    rank: 'client',
    file: join(__dirname, 'reference-gate-process.ts'),
    arguments: [kubeconfig],
  });
}

/** kwok brings no stages of its own, and takes one file. */
function writeStages(state: string): string {
  const folder = join(__dirname, 'stages');
  const stages = readdirSync(folder)
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8'));
  const file = join(state, 'stages.yaml');
  writeFileSync(file, stages.join('---\n'));
  return file;
}
