import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../../src/model';
import { findProgram, kubeStateMetrics, toolPlaces, type ControlPlane } from '../../../src/proving-ground';
import { kubeconfig } from '../../../src/proving-ground/control-plane/kubeconfig';
import { endProcess, freePorts, startProcess, waitUntilReady } from '../../../src/proving-ground/process';
import { read } from '../../constructs/read';
import { samplesIn, type Sample } from '../../told';
import { ROOT } from '../committed-objects';

const places = toolPlaces(ROOT);
const path = findProgram(places, kubeStateMetrics, 'kube-state-metrics');

/** The real program, with the committed command and the token of its ServiceAccount. */
export interface Running {
  readonly shown: () => Promise<readonly Sample[]>;
  readonly end: () => Promise<void>;
}

/** @param configuration what the committed ConfigMap holds, or a planted one */
export async function startKubeState(
  { state, url }: ControlPlane,
  deployment: KubeObject,
  token: string,
  configuration: string,
): Promise<Running> {
  const [port, telemetry] = (await freePorts(2)) as [number, number];
  const [file, access] = [join(state, `custom-resources-${port}.yaml`), join(state, `kube-state-${port}.kubeconfig`)];
  writeFileSync(file, configuration);
  const ca = join(state, 'credentials', 'api-server', 'apiserver.crt');
  writeFileSync(access, JSON.stringify(kubeconfig({ url, ca, token })), { mode: 0o600 });
  const [, ...committed] = read(deployment, 'spec.template.spec.containers.0.command') as readonly string[];
  const record = startProcess(state, {
    role: `kube-state-metrics-${port}`,
    rank: 'client',
    path,
    port,
    arguments: [
      // Where it listens and where its files lie: all that differs from the pod.
      ...committed.filter(each => !/^--(port|custom-resource-state-config-file)=/.test(each)),
      '--host=127.0.0.1',
      `--port=${port}`,
      '--telemetry-host=127.0.0.1',
      `--telemetry-port=${telemetry}`,
      `--custom-resource-state-config-file=${file}`,
      `--kubeconfig=${access}`,
    ],
  });
  const origin = `http://127.0.0.1:${port}`;
  await waitUntilReady(record, async () => (await fetch(`${origin}/healthz`)).ok);
  return {
    shown: async () => samplesIn(await (await fetch(`${origin}/metrics`)).text()),
    end: () => endProcess(record),
  };
}
