import {
  applicationStates,
  KubeClient,
  kubeAccess,
  type ApplicationState,
  type ClusterStatus,
} from '../../proving-ground';

/** What runs of a control plane, and what Argo CD says of its Applications. */
export interface ClusterReport extends ClusterStatus {
  /** Absent where there is no Argo CD, or no server that answers. */
  readonly applications?: readonly ApplicationState[];
}

/** Asks the cluster itself, where Argo CD runs and all processes live. */
export async function clusterReport(status: ClusterStatus): Promise<ClusterReport> {
  const { facts, processes } = status;
  if (facts?.delivers === undefined || processes.some(({ alive }) => !alive)) return status;
  const client = new KubeClient(kubeAccess(facts.kubeconfig));
  try {
    return { ...status, applications: await applicationStates(client) };
  } catch {
    return status; // ended between two questions
  } finally {
    client.close();
  }
}
