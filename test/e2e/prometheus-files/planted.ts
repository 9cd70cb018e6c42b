import type { KubeObject } from '../../../src/model';
import type { KubeClient } from '../../../src/proving-ground';
import type { Configuration } from '../prometheus-operator/generated';
import type { Decoys, Reason } from './decoys';
import { linesOf, meantBy, type Monitored } from './targets';

interface Relabelling {
  readonly action?: string;
  readonly source_labels?: readonly string[];
  readonly target_label?: string;
  readonly replacement?: string;
}

type Job = Omit<Configuration['scrape_configs'][number], 'kubernetes_sd_configs'> & {
  readonly kubernetes_sd_configs?: readonly { readonly role: string; readonly namespaces?: object }[];
  readonly relabel_configs?: readonly Relabelling[];
};

/** A copy of a job with one thing wrong. */
export interface PlantedJob {
  readonly job: Job;
  /** The monitor that the job is a copy of, by the copy's name. */
  readonly monitor: Monitored;
  /** What it finds without being meant to. @default nothing: it finds less */
  readonly finds?: Reason;
  /** What its ServiceAccount may not look at. @default it has the rights of Prometheus' own */
  readonly without?: 'pods' | 'nodes';
}

/** Copies of the jobs that read one monitor's pods and nodes, each with one thing wrong. */
export function plantedJobs(
  configuration: Configuration,
  ofPods: Monitored,
  ofNodes: Monitored,
): readonly PlantedJob[] {
  const pods = jobOf(configuration, 'pod', ofPods);
  const nodes = jobOf(configuration, 'node', ofNodes);
  const copy = (monitor: Monitored, name: string, job: Job): Pick<PlantedJob, 'job' | 'monitor'> => ({
    job: renamed(job, name),
    monitor: { ...monitor, job: name },
  });
  const keeping = (label: string): ((step: Relabelling) => boolean) => {
    return ({ action = 'replace', source_labels = [] }) => action !== 'replace' && source_labels.includes(label);
  };
  const instance = keeping('__meta_kubernetes_pod_label_app_kubernetes_io_instance');
  const name = keeping('__meta_kubernetes_pod_label_app_kubernetes_io_name');
  const { kubernetes_sd_configs: discovered = [] } = pods;
  const everywhere = { ...pods, kubernetes_sd_configs: discovered.map(({ namespaces: _, ...each }) => each) };
  return [
    copy(ofPods, 'planted-label', misspelt(pods, name)),
    copy(
      ofNodes,
      'planted-node-label',
      misspelt(nodes, ({ target_label }) => target_label === 'node'),
    ),
    { ...copy(ofPods, 'planted-instance', lacking(pods, instance)), finds: 'another app.kubernetes.io/instance' },
    { ...copy(ofPods, 'planted-phase', lacking(pods, keeping('__meta_kubernetes_pod_phase'))), finds: 'ended' },
    {
      ...copy(ofPods, 'planted-port', lacking(pods, keeping('__meta_kubernetes_pod_container_port_name'))),
      finds: 'another port',
    },
    { ...copy(ofPods, 'planted-everywhere', everywhere), finds: 'another namespace' },
    { ...copy(ofPods, 'planted-without-pods', pods), without: 'pods' },
    { ...copy(ofNodes, 'planted-without-nodes', nodes), without: 'nodes' },
  ];
}

/** What has to be said of a planted job: it finds the pod that it must not, or none of what it has to. */
export async function complaintsOf(
  client: KubeClient,
  { job, monitor, finds }: PlantedJob,
  decoys: Decoys,
): Promise<readonly string[]> {
  if (finds === undefined) return (await meantBy(client, monitor)).map(each => `${each} is left out`);
  const decoy = decoys.get(finds);
  if (!decoy) throw new Error(`${job.job_name}: no pod is planted for it`);
  return linesOf(monitor, decoy).map(each => `${each} must not be found`);
}

/** The job that reads a monitor: it gives its targets the name. */
function jobOf({ scrape_configs }: Configuration, role: string, monitor: Monitored): Job {
  const found = (scrape_configs as readonly Job[]).find(
    ({ job_name, kubernetes_sd_configs = [] }) =>
      kubernetes_sd_configs.some(each => each.role === role) &&
      [monitor.job, `${monitor.namespace}/${monitor.job}`].includes(job_name),
  );
  if (!found) throw new Error(`no job reads ${monitor.job}`);
  return found;
}

function renamed(job: Job, name: string): Job {
  const { relabel_configs = [] } = job;
  const steps = relabel_configs.map(step => (step.target_label === 'job' ? { ...step, replacement: name } : step));
  return { ...job, job_name: name, relabel_configs: steps };
}

function lacking(job: Job, matches: (step: Relabelling) => boolean): Job {
  const { relabel_configs = [] } = job;
  const steps = relabel_configs.filter(step => !matches(step));
  if (steps.length === relabel_configs.length) throw new Error(`${job.job_name}: nothing to take away`);
  return { ...job, relabel_configs: steps };
}

/** A step looks at a label that there is not. */
function misspelt(job: Job, matches: (step: Relabelling) => boolean): Job {
  const { relabel_configs = [] } = job;
  if (!relabel_configs.some(matches)) throw new Error(`${job.job_name}: nothing to misspell`);
  const steps = relabel_configs.map(step => (matches(step) ? { ...step, source_labels: ['__meta_misspelt'] } : step));
  return { ...job, relabel_configs: steps };
}

/**
 * Plants a ServiceAccount with the rights of another one, but for those on one resource.
 * @returns its name, in the same namespace
 */
export async function plantAccount(
  client: KubeClient,
  objects: readonly KubeObject[],
  { account, namespace }: { readonly account: string; readonly namespace: string },
  without: string,
): Promise<string> {
  const name = `planted-without-${without}`;
  const role = roleOf(objects, account, namespace);
  const rules = (role as unknown as { readonly rules: readonly { readonly resources: readonly string[] }[] }).rules;
  const left = rules.map(rule => ({ ...rule, resources: rule.resources.filter(each => each !== without) }));
  const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name } };
  await client.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
  await client.create({ ...rbac, kind: 'ClusterRole', rules: left } as never);
  await client.create({
    ...rbac,
    kind: 'ClusterRoleBinding',
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  } as never);
  return name;
}

/** The ClusterRole that a ServiceAccount is bound to. */
function roleOf(objects: readonly KubeObject[], name: string, namespace: string): KubeObject {
  type Binding = KubeObject & {
    readonly roleRef: { readonly name: string };
    readonly subjects: readonly { readonly name: string; readonly namespace?: string }[];
  };
  const binding = (objects as readonly Binding[]).find(
    ({ kind, subjects }) =>
      kind === 'ClusterRoleBinding' && subjects.some(each => each.name === name && each.namespace === namespace),
  );
  const role = objects.find(({ kind, metadata }) => kind === 'ClusterRole' && metadata.name === binding?.roleRef.name);
  if (!role) throw new Error(`${namespace}/${name} is bound to no ClusterRole`);
  return role;
}
