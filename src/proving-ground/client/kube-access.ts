import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { KubeAccess } from './kube-connection';

/** How the current context of a kubeconfig of ours reaches its server: by a token, with the authority in a file. */
export function kubeAccess(kubeconfig: string): KubeAccess {
  const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8')) as {
    clusters: [{ cluster: { server: string; 'certificate-authority': string } }];
    users: [{ user: { token: string } }];
  };
  const [{ cluster }, { user }] = [clusters[0], users[0]];
  return { url: cluster.server, token: user.token, ca: readFileSync(cluster['certificate-authority'], 'utf8') };
}
