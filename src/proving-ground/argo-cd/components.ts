import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOOPBACK } from '../control-plane/components';
import type { Launch } from '../process';

/** Loopback ports of one Argo CD. */
export interface ArgoCdPorts {
  readonly redis: number;
  readonly proxy: number;
  readonly repoServer: number;
  readonly repoServerMetrics: number;
  readonly controllerMetrics: number;
}

/** What the processes of one Argo CD agree on. */
export interface ArgoCdPlan {
  readonly state: string;
  /** Kubeconfig whose context has the namespace argocd. */
  readonly kubeconfig: string;
  readonly ports: ArgoCdPorts;
}

export const NAMESPACE = 'argocd';

type Component = Pick<Launch, 'role' | 'rank' | 'arguments' | 'port' | 'env'>;

export function repoServerComponent(plan: ArgoCdPlan): Component {
  const { repoServer, repoServerMetrics, redis } = plan.ports;
  const role = 'argocd-repo-server';
  return {
    role,
    rank: 'controller',
    port: repoServerMetrics,
    env: environment(plan, role),
    arguments: [
      `--address=${LOOPBACK}`,
      `--port=${repoServer}`,
      `--metrics-address=${LOOPBACK}`,
      `--metrics-port=${repoServerMetrics}`,
      '--disable-tls',
      `--redis=${LOOPBACK}:${redis}`,
      '--revision-cache-expiration=1s', // a commit is seen at the next look
    ],
  };
}

export function applicationControllerComponent(plan: ArgoCdPlan): Component {
  const { repoServer, controllerMetrics, redis } = plan.ports;
  const role = 'argocd-application-controller';
  return {
    role,
    rank: 'client',
    port: controllerMetrics,
    env: environment(plan, role),
    arguments: [
      `--kubeconfig=${plan.kubeconfig}`,
      `--namespace=${NAMESPACE}`,
      `--metrics-port=${controllerMetrics}`,
      `--repo-server=${LOOPBACK}:${repoServer}`,
      '--repo-server-plaintext',
      `--redis=${LOOPBACK}:${redis}`,
      '--app-resync=15',
      '--app-resync-jitter=0',
      '--persist-resource-health',
      '--status-processors=4',
      '--operation-processors=4',
    ],
  };
}

/** Both are one program that goes by its name; what it would look for at fixed places lies under the state folder. */
function environment({ state, kubeconfig }: ArgoCdPlan, role: string): Record<string, string> {
  const folder = join(state, role);
  const place = (name: string): string => {
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
    return join(folder, name);
  };
  writeFileSync(join(place('ssh'), 'ssh_known_hosts'), '');
  return {
    ARGOCD_BINARY_NAME: role,
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    KUBECONFIG: kubeconfig,
    HOSTNAME: `${role}-0`,
    ARGOCD_TLS_DATA_PATH: place('tls'),
    ARGOCD_SSH_DATA_PATH: place('ssh'),
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_GNUPGHOME: place('gnupg'),
    ARGOCD_GPG_DATA_PATH: place('gpg'),
    ARGOCD_PLUGINSOCKFILEPATH: place('plugins'),
    ARGOCD_ASK_PASS_SOCK: join(folder, 'ask-pass.sock'),
    // Argo CD's own default: without the pause a Job that was just replaced still counts as the completed one before it.
    ARGOCD_SYNC_WAVE_DELAY: '2',
    TMPDIR: place('tmp'),
  };
}
