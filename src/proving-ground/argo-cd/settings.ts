import { randomBytes } from 'node:crypto';
import type { KubeObject } from '../../model';
import { NAMESPACE } from './components';

const labels = { 'app.kubernetes.io/part-of': 'argocd' };

/** argocd-cm, which Argo CD reads again whenever it changes. */
export function configObject(config: Readonly<Record<string, string>>): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-cm', namespace: NAMESPACE, labels },
    data: config,
  };
}

/**
 * Objects that Argo CD reads its settings from.
 * @param config values of argocd-cm: health checks, how resources are tracked
 * @param repositories URLs that are fetched through the proxy, which has a certificate of its own making
 */
export function settingsObjects(
  config: Readonly<Record<string, string>>,
  repositories: readonly string[],
  proxy: string,
): readonly KubeObject[] {
  const metadata = (name: string, more: object = {}): KubeObject['metadata'] => ({
    name,
    namespace: NAMESPACE,
    labels: { ...labels, ...more },
  });
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    configObject(config),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata('argocd-secret'),
      stringData: { 'server.secretkey': randomBytes(32).toString('base64') },
    },
    ...repositories.map((url, index) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata(`repository-${index + 1}`, { 'argocd.argoproj.io/secret-type': 'repository' }),
      stringData: { type: 'git', url, insecure: 'true', proxy },
    })),
  ];
}
