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
    return this.unlessRefused({
      method: 'POST',
      path: `${path(name, namespace)}/eviction`,
      body: JSON.stringify(eviction),
    });
  }

  /** A pod goes without grace and without being asked for, as with a machine that is lost. */
  async lose({ metadata: { name, namespace } }: LivePod): Promise<void> {
    await this.unlessRefused({ method: 'DELETE', path: path(name, namespace), query: { gracePeriodSeconds: '0' } });
  }

  close(): void {
    this.connection.close();
  }

  private async unlessRefused(sent: Parameters<KubeConnection['send']>[0]): Promise<string | undefined> {
    try {
      await this.connection.send(sent);
      return undefined;
    } catch (error) {
      if (!(error instanceof KubeError)) throw error;
      if (error.status === 404) return undefined;
      if (error.status === 429) return error.message;
      throw error;
    }
  }
}

function path(name: string, namespace: string | undefined): string {
  return `/api/v1/namespaces/${namespace}/pods/${name}`;
}
