import { join } from 'node:path';
import { establishCrds, type ControlPlane } from '../control-plane';
import { answersOk, freePorts, startProcess, waitUntilReady } from '../process';
import { argoRollouts, findProgram, moduleCrds, pinnedVersion, type ToolPlaces } from '../tools';

/**
 * Starts the real Argo Rollouts controller beside a control plane, with the CRDs of its release and an administrator's
 * rights. It is not asked to verify weights at a load balancer: there is none, and none of the rights that it takes.
 * @throws ProvingGroundError when the controller is missing or dies
 */
export async function startRollouts(places: ToolPlaces, { client, state, kubeconfig }: ControlPlane): Promise<void> {
  await establishCrds(client, moduleCrds(places, argoRollouts));
  const [metrics, health] = (await freePorts(2)) as [number, number];
  const controller = startProcess(state, {
    role: 'rollouts-controller',
    rank: 'client',
    path: findProgram(places, argoRollouts, 'rollouts-controller'),
    version: pinnedVersion(places.root, argoRollouts),
    port: health,
    arguments: [
      `--kubeconfig=${kubeconfig}`,
      '--leader-elect=false',
      `--metricsPort=${metrics}`,
      `--healthzPort=${health}`,
      // Many releases at once, in moments: its own limit of 40 requests a second would be what is measured.
      '--qps=200',
      '--burst=400',
    ],
    // Its AWS client is made even where nothing asks AWS; it must not look for a machine of AWS or somebody's files.
    env: {
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: join(state, 'no-aws-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(state, 'no-aws-credentials'),
    },
  });
  await waitUntilReady(controller, () => answersOk(health, '/healthz'));
}
