import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';

/** What a kubeconfig names. */
export interface KubeconfigValues {
  readonly url: string;
  /** File of the certificate authority. */
  readonly ca: string;
  readonly token: string;
  /** Namespace of commands that name none. @default `default` */
  readonly namespace?: string;
}

/** Writes a kubeconfig with one cluster, one user and one context; only its owner reads it. */
export function writeKubeconfig(path: string, values: KubeconfigValues): string {
  writeFileSync(path, stringify(kubeconfig(values)), { mode: 0o600 });
  return path;
}

export function kubeconfig({ url, ca, token, namespace = 'default' }: KubeconfigValues): object {
  const name = 'garam';
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: url, 'certificate-authority': ca } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
    'current-context': name,
  };
}
