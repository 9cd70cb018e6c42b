import type { Declared, MonitorDeclaration } from '../../../src/model';
import type { KubeClient, LiveObject } from '../../../src/proving-ground';
import type { Found, Target } from '../prometheus-operator/asked-prometheus';
import { isReady, livePods } from '../running/live-pods';

export type Monitored = Declared<MonitorDeclaration>;

/** A pod and the ports that its containers name. */
export type ServingPod = LiveObject & {
  readonly spec: {
    readonly containers: readonly {
      readonly name: string;
      readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
    }[];
  };
  readonly status: { readonly podIP?: string };
};

type Node = LiveObject & {
  readonly status: {
    readonly addresses: readonly { readonly type: string; readonly address: string }[];
    readonly daemonEndpoints?: { readonly kubeletEndpoint?: { readonly Port: number } };
  };
};

/** Ready pods of what a monitor reads. */
export async function podsOf(client: KubeClient, { endpoint }: Monitored): Promise<readonly ServingPod[]> {
  if (endpoint.type !== 'pods') return [];
  const pods = await livePods(client, endpoint.namespace, endpoint.selector);
  return pods.filter(isReady) as readonly LiveObject[] as readonly ServingPod[];
}

/** What a monitor is declared to read, one line for each of its pods, or for each node. */
export async function meantBy(client: KubeClient, monitor: Monitored): Promise<readonly string[]> {
  if (monitor.endpoint.type === 'pods') return (await podsOf(client, monitor)).flatMap(pod => linesOf(monitor, pod));
  const nodes = (await client.list('v1', 'Node')) as readonly Node[];
  return nodes.map(({ metadata, status: { addresses, daemonEndpoints } }) => {
    const address = addresses.find(({ type }) => type === 'InternalIP')?.address;
    const port = daemonEndpoints?.kubeletEndpoint?.Port ?? 0;
    const { job, namespace, path } = monitor;
    return [job, namespace, metadata.name, `https://${address}:${port}${path}`].join(' ');
  });
}

/** A pod as the target of a monitor: job, namespace, pod, container, address. */
export function linesOf({ job, endpoint: { port }, path }: Monitored, pod: ServingPod): readonly string[] {
  const { metadata, spec, status } = pod;
  return spec.containers
    .filter(({ ports = [] }) => ports.some(({ containerPort }) => containerPort === port))
    .map(({ name }) =>
      [job, metadata.namespace, metadata.name, name, `http://${status.podIP}:${port}${path}`].join(' '),
    );
}

/** A target as Prometheus knows it, in the same words. */
function lineOf({ labels, scrapeUrl }: Target): string {
  const { job, namespace, pod, node, container } = labels;
  return [job, namespace, pod ?? node, container, scrapeUrl].filter(each => each !== undefined).join(' ');
}

/**
 * What is wrong with what discovery has found.
 * @param meant lines of all that is to be found
 * @param jobs names of the entries, each of which has to find something
 * @param decoys names of pods that entries have to look at, where they look at pods of their namespace
 */
export function misfound(
  found: Found,
  meant: readonly string[],
  jobs: readonly string[],
  decoys: readonly ServingPod[],
): readonly string[] {
  const lines = found.activeTargets.map(lineOf);
  return [
    ...meant.filter(each => !lines.includes(each)).map(each => `${each} is left out`),
    ...lines.filter(each => !meant.includes(each)).map(each => `${each} must not be found`),
    ...lines.filter((each, index) => lines.indexOf(each) !== index).map(each => `${each} is found twice`),
    ...jobs
      .filter(job => !found.activeTargets.some(({ scrapePool }) => scrapePool === job))
      .map(job => `${job} finds nothing`),
    ...jobs.flatMap(job => unseen(found, job, decoys)),
  ];
}

/** Decoys that an entry has not looked at yet, though it has looked at other pods of their namespace. */
function unseen({ activeTargets, droppedTargets }: Found, job: string, decoys: readonly ServingPod[]): string[] {
  const own = [...activeTargets, ...droppedTargets].filter(
    ({ scrapePool }) => scrapePool === job,
  ) as unknown as readonly {
    readonly discoveredLabels: Readonly<Record<string, string>>;
  }[];
  const seen = (label: string): ReadonlySet<string | undefined> =>
    new Set(own.map(({ discoveredLabels }) => discoveredLabels[label]));
  const [namespaces, pods] = [seen('__meta_kubernetes_namespace'), seen('__meta_kubernetes_pod_name')];
  return decoys
    .filter(({ metadata }) => namespaces.has(metadata.namespace) && !pods.has(metadata.name))
    .map(({ metadata }) => `${job} has not looked at ${metadata.name}`);
}
