import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { startProcess, waitUntilReady } from '../process';
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
      '--node-lease-duration-seconds=40',
      '--cidr=10.244.0.0/16',
      '--node-ip=127.0.0.1',
      `--server-address=127.0.0.1:${port}`,
    ],
  });
  await waitUntilReady(record, () => isHealthy(port));
  startProcess(state, {
    role: 'reference-gate',
    rank: 'client',
    path: process.execPath,
    arguments: ['-r', require.resolve('ts-node/register'), join(__dirname, 'reference-gate-process.ts'), kubeconfig],
    env: { TS_NODE_PROJECT: join(places.root, 'tsconfig.json') },
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

function isHealthy(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/healthz' }, answer => {
      answer.resume();
      resolve(answer.statusCode === 200);
    }).once('error', reject);
  });
}
