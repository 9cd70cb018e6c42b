import type { ClusterStatus } from '../../proving-ground';
import { textTable } from '../../views/table';

/** What runs of a control plane, and how to reach it. */
export function clusterText({ name, facts, processes }: ClusterStatus): string {
  const rows = processes.map(({ role, version = '', pid, port, alive }) => [
    role,
    version,
    alive ? String(pid) : 'dead',
    port === undefined ? '' : String(port),
  ]);
  const columns = [
    { heading: 'PROCESS' },
    { heading: 'VERSION' },
    { heading: 'PID', figures: true },
    { heading: 'PORT', figures: true },
  ];
  const reach = facts
    ? `Kubernetes ${facts.version} at ${facts.url}\nexport KUBECONFIG=${facts.kubeconfig}`
    : 'It never became ready: end it with npm run cluster down.';
  return `${name}: ${reach}\n${textTable(columns, rows)}`;
}

/** Every control plane on this machine. */
export function clusterListText(all: readonly ClusterStatus[]): string {
  return all.length === 0
    ? 'Nothing runs. Start a control plane with npm run cluster up.'
    : all.map(clusterText).join('\n\n');
}
