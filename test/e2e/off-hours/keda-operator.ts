import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { KubeObject } from '../../../src/model';
import {
  establishCrds,
  findProgram,
  keda,
  pinnedVersion,
  toolPlaces,
  type ControlPlane,
} from '../../../src/proving-ground';
import { answersOk, freePorts, startProcess, waitUntilReady } from '../../../src/proving-ground/process';
import { ROOT } from '../committed-objects';

const NAMESPACE = 'keda';

/**
 * Starts the real KEDA operator beside a control plane, with an administrator's rights, and all CRDs of its release. Its
 * metrics server is left out: nothing that we declare asks it.
 */
export async function startKeda({ client, state, kubeconfig }: ControlPlane): Promise<void> {
  const places = toolPlaces(ROOT);
  await establishCrds(client, ownCrds());
  await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  const [metrics, health, service] = (await freePorts(3)) as [number, number, number];
  const operator = startProcess(state, {
    role: 'keda',
    rank: 'client',
    path: findProgram(places, keda, 'keda'),
    version: pinnedVersion(places.root, keda),
    port: health,
    arguments: [
      `--kubeconfig=${kubeconfig}`,
      `--metrics-bind-address=127.0.0.1:${metrics}`,
      `--health-probe-bind-address=127.0.0.1:${health}`,
      `--metrics-service-bind-address=127.0.0.1:${service}`,
      `--cert-dir=${certificates(state)}`,
    ],
    env: { WATCH_NAMESPACE: '', POD_NAMESPACE: NAMESPACE, KEDA_CLUSTER_OBJECT_NAMESPACE: NAMESPACE },
  });
  await waitUntilReady(operator, () => answersOk(health, '/readyz'));
}

/** Every CRD of the operator's own release: it watches more kinds than we use. */
function ownCrds(): readonly KubeObject[] {
  const words = ['-C', join(ROOT, 'tools', keda.folder), 'mod', 'download', '-json', keda.module];
  const { status, stdout, stderr } = spawnSync('go', words, {
    encoding: 'utf8',
    env: { ...process.env, GOWORK: 'off' },
  });
  if (status !== 0) throw new Error(`KEDA's CRDs come from its Go module: go ${words.join(' ')}\n${stdout}${stderr}`);
  const folder = join((JSON.parse(stdout) as { Dir: string }).Dir, 'config', 'crd', 'bases');
  return readdirSync(folder).map(name => parse(readFileSync(join(folder, name), 'utf8')) as KubeObject);
}

/** The operator serves metrics over TLS and does not start without a certificate: nobody asks, so the API server's will do. */
function certificates(state: string): string {
  const folder = join(state, 'keda-certificates');
  const from = join(state, 'credentials', 'api-server');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(join(from, 'apiserver.crt'), join(folder, 'ca.crt'));
  copyFileSync(join(from, 'apiserver.crt'), join(folder, 'tls.crt'));
  copyFileSync(join(from, 'apiserver.key'), join(folder, 'tls.key'));
  return folder;
}
