import { join } from 'node:path';
import type { Launch } from '../process';
import type { Credentials } from './credentials';

/** What the components of one control plane agree on. */
export interface Plan {
  readonly state: string;
  readonly credentials: Credentials;
  readonly ports: {
    readonly etcd: number;
    readonly etcdPeer: number;
    readonly apiServer: number;
    readonly controllerManager: number;
    readonly scheduler: number;
    readonly kwok: number;
  };
  /** Range of cluster IPs. */
  readonly serviceCidr: string;
}

type Component = Pick<Launch, 'role' | 'rank' | 'arguments' | 'port'>;

export const LOOPBACK = '127.0.0.1';

/** Requests that a client may make a second: no fewer than this machine can answer. Its own limits are a real cluster's. */
const UNHURRIED = ['--kube-api-qps=500', '--kube-api-burst=1000'];

export function urlOf(port: number, scheme: 'http' | 'https' = 'https'): string {
  return `${scheme}://${LOOPBACK}:${port}`;
}

export function etcdComponent({ state, ports }: Plan): Component {
  const client = urlOf(ports.etcd, 'http');
  const peer = urlOf(ports.etcdPeer, 'http');
  return {
    role: 'etcd',
    rank: 'store',
    port: ports.etcd,
    arguments: [
      `--data-dir=${join(state, 'etcd')}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--unsafe-no-fsync', // nothing here outlives the machine
      '--log-level=warn',
    ],
  };
}

export function apiServerComponent({ ports, credentials, serviceCidr }: Plan): Component {
  const issuer = 'https://kubernetes.default.svc.cluster.local';
  return {
    role: 'kube-apiserver',
    rank: 'api-server',
    port: ports.apiServer,
    arguments: [
      `--etcd-servers=${urlOf(ports.etcd, 'http')}`,
      `--bind-address=${LOOPBACK}`,
      `--secure-port=${ports.apiServer}`,
      `--cert-dir=${credentials.certificates}`,
      `--service-cluster-ip-range=${serviceCidr}`,
      '--allow-privileged',
      '--authorization-mode=RBAC',
      `--token-auth-file=${credentials.tokenFile}`,
      `--service-account-issuer=${issuer}`,
      `--service-account-key-file=${credentials.serviceAccountPublicKey}`,
      `--service-account-signing-key-file=${credentials.serviceAccountKey}`,
      '--endpoint-reconciler-type=none',
    ],
  };
}

/** @param controllers names of controllers, `*` for all */
export function controllerManagerComponent(
  { ports, credentials }: Plan,
  kubeconfig: string,
  controllers: string,
): Component {
  return {
    role: 'kube-controller-manager',
    rank: 'controller',
    port: ports.controllerManager,
    arguments: [
      `--kubeconfig=${kubeconfig}`,
      `--bind-address=${LOOPBACK}`,
      `--secure-port=${ports.controllerManager}`,
      `--service-account-private-key-file=${credentials.serviceAccountKey}`,
      `--root-ca-file=${credentials.ca}`,
      '--use-service-account-credentials',
      `--controllers=${controllers}`,
      '--leader-elect=false',
      // A pod that goes and comes within moments can leave a quota miscounted until the next full count: 5 min by default.
      '--resource-quota-sync-period=5s',
      // 15 s by default, for which proofs would only wait.
      '--horizontal-pod-autoscaler-sync-period=3s',
      // Nodes tell of themselves every 10 to 20 s; after 40 s without a word their pods are not ready any more, by default.
      // On a machine with too much to do that would be kwok, which comes late, and no node.
      '--node-monitor-grace-period=5m',
      ...UNHURRIED,
    ],
  };
}

export function schedulerComponent({ ports }: Plan, kubeconfig: string): Component {
  return {
    role: 'kube-scheduler',
    rank: 'controller',
    port: ports.scheduler,
    arguments: [
      `--kubeconfig=${kubeconfig}`,
      `--bind-address=${LOOPBACK}`,
      `--secure-port=${ports.scheduler}`,
      '--leader-elect=false',
      ...UNHURRIED,
    ],
  };
}
