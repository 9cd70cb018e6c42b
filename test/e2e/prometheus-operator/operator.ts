import { execFileSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import { CONFIG_RELOADER_SIZE } from '../../../src/constructs/prometheus-operator';
import type { KubeObject } from '../../../src/model';
import {
  findProgram,
  pinnedVersion,
  prometheusOperator,
  toolPlaces,
  type ControlPlane,
} from '../../../src/proving-ground';
import { freePorts, startProcess, waitUntilReady } from '../../../src/proving-ground/process';
import { ROOT } from '../committed-objects';

/** Its CRDs alone are some MB of text. */
const MAX_BUFFER = 64 * 1024 * 1024;

const places = toolPlaces(ROOT);
const path = findProgram(places, prometheusOperator, 'prometheus-operator');

/**
 * Starts the real prometheus-operator beside a control plane that has its CRDs, with an administrator's rights, and told
 * what the chart's values tell it.
 * @returns address of its own metrics
 */
export async function startOperator({ state, kubeconfig }: ControlPlane): Promise<string> {
  const version = pinnedVersion(places.root, prometheusOperator);
  const [port] = (await freePorts(1)) as [number];
  const { requests, limits } = CONFIG_RELOADER_SIZE;
  const operator = startProcess(state, {
    role: 'prometheus-operator',
    rank: 'client',
    path,
    version,
    port,
    arguments: [
      `--web.listen-address=127.0.0.1:${port}`,
      `--prometheus-config-reloader=quay.io/prometheus-operator/prometheus-config-reloader:v${version}`,
      `--config-reloader-cpu-request=${requests.cpu}`,
      `--config-reloader-cpu-limit=${limits.cpu}`,
      `--config-reloader-memory-request=${requests.memory}`,
      `--config-reloader-memory-limit=${limits.memory}`,
      '--kubelet-endpoints=false',
    ],
    env: { KUBECONFIG: kubeconfig },
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(operator, async () => (await fetch(`${url}/healthz`)).ok);
  return `${url}/metrics`;
}

/** CRDs of the operator's own release, which it prints: it watches more kinds than we use. */
export function operatorCrds(): readonly KubeObject[] {
  const text = execFileSync(path, ['crds'], { encoding: 'utf8', maxBuffer: MAX_BUFFER });
  return parseAllDocuments(text)
    .map(document => document.toJS() as KubeObject | null)
    .filter(object => object !== null);
}
