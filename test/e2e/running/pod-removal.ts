import { kubeAccess, KubeError, type ControlPlane } from '../../../src/proving-ground';
import { KubeConnection } from '../../../src/proving-ground/client/kube-connection';
import type { LivePod } from './live-pods';

/** The two ways in which a pod goes with its node: asked for by its eviction, or lost at once. */
export class PodRemoval {
  private readonly connection: KubeConnection;

  constructor({ kubeconfig }: ControlPlane) {
    this.connection = new KubeConnection(kubeAccess(kubeconfig));
  }

  /**
   * Asks the Eviction API for a pod.
   * @returns `undefined` when it goes or is gone, else what a disruption budget says against it
   */
  async evict({ metadata: { name, namespace } }: LivePod): Promise<string | undefined> {
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
    try {
      await this.connection.send({
        method: 'POST',
        path: `${path(name, namespace)}/eviction`,
        body: JSON.stringify(eviction),
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof KubeError)) throw error;
      if (error.status === 404) return undefined;
      // Refused by a budget, or the server has too much to do: its caller asks again.
      if (error.status === 429 || error.status >= 500) return error.message;
      throw error;
    }
  }

  /** A pod goes without grace and without being asked for, as with a machine that is lost. */
  async lose({ metadata: { name, namespace } }: LivePod): Promise<void> {
    const sent = { method: 'DELETE', path: path(name, namespace), query: { gracePeriodSeconds: '0' } } as const;
    await this.connection.send(sent).catch((error: unknown) => {
      if (!(error instanceof KubeError && error.status === 404)) throw error;
    });
  }

  close(): void {
    this.connection.close();
  }
}

function path(name: string, namespace: string | undefined): string {
  return `/api/v1/namespaces/${namespace}/pods/${name}`;
}
