import type { KubeObject } from '../../model';
import type { ApplicationState, StandIn } from '../../proving-ground';
import { textTable } from '../../views/table';
import type { ClusterReport } from './cluster-report';

/** What runs of a control plane, how to reach it, and how its Applications are. */
export function clusterText({ name, facts, processes, applications }: ClusterReport): string {
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
  const parts = [`${name}: ${reach}\n${textTable(columns, rows)}`];
  if (facts?.delivers !== undefined)
    parts.push(`Argo CD syncs ${facts.delivers.environment} from commit ${facts.delivers.revision.slice(0, 12)}.`);
  if (applications !== undefined) parts.push(applicationsText(applications));
  return parts.join('\n\n');
}

function applicationsText(applications: readonly ApplicationState[]): string {
  const rows = applications.map(({ name, status: { sync, health, operationState } }) => [
    name,
    sync?.status ?? 'Unknown',
    health?.status ?? 'Unknown',
    sync?.revision?.slice(0, 12) ?? '',
    operationState === undefined ? '' : `${operationState.phase}: ${operationState.message ?? ''}`,
  ]);
  const headings = ['APPLICATION', 'SYNC', 'HEALTH', 'COMMIT', 'LAST OPERATION'];
  return textTable(
    headings.map(heading => ({ heading })),
    rows,
  );
}

/** What is not the real thing here, and what therefore nobody has proved. */
export function standInsText(standIns: readonly StandIn[]): string {
  const groups = new Map<string, { readonly kinds: string[]; readonly standIn: StandIn }>();
  for (const standIn of standIns) {
    const { controller, says } = standIn;
    const group = groups.get(`${controller} ${says}`);
    if (group === undefined) groups.set(`${controller} ${says}`, { kinds: [standIn.kind], standIn });
    else group.kinds.push(standIn.kind);
  }
  const rows = [...groups.values()].map(({ kinds, standIn: { controller, says, notProven } }) => [
    kinds.length > 2 ? `${kinds.length} kinds` : kinds.join(', '),
    controller,
    says,
    notProven,
  ]);
  const always = [
    ['nodes, pods', 'kubelet', 'ready once all that a pod refers to exists', 'images, commands, probes, networks'],
    ['the remote', 'git server', 'HEAD, behind TLS that nobody verifies', 'credentials, branch protection'],
    ['add-ons', 'their charts', 'their CRDs; addons.yaml is not applied', 'charts and their values'],
  ];
  const headings = ['STAND-IN FOR', 'OF', 'WHAT IT SAYS', 'NOT PROVEN'];
  return textTable(
    headings.map(heading => ({ heading })),
    [...rows, ...always],
  );
}

/** How a person syncs, where Argo CD does not by itself. */
export function personText(environment: string, root: readonly KubeObject[]): string {
  const application = root.find(({ kind }) => kind === 'Application') as
    { readonly spec?: { readonly syncPolicy?: { readonly syncOptions?: readonly string[] } } } | undefined;
  const syncOptions = application?.spec?.syncPolicy?.syncOptions ?? [];
  const operation = JSON.stringify({ operation: { sync: { syncOptions } } });
  return [
    `${environment} waits for a person: root first, then each Application in the order of docs/bootstrap.md.`,
    `sync() { kubectl -n argocd patch application "$1" --type merge -p '${operation}'; }`,
    'sync root',
  ].join('\n');
}

/** Every control plane on this machine. */
export function clusterListText(all: readonly ClusterReport[]): string {
  return all.length === 0
    ? 'Nothing runs. Start a control plane with npm run cluster up.'
    : all.map(clusterText).join('\n\n');
}
