import type { KubeObject } from '../../../src/model';
import type { KubeClient } from '../../../src/proving-ground';
import { eventually } from '../../eventually';
import type { Monitored, ServingPod } from './targets';

/** A namespace of the cluster's own, of which nothing is read. */
const ELSEWHERE = 'default';

/** What keeps a job from a pod that looks like those it reads. */
export type Reason = 'ended' | 'another port' | 'another namespace' | `another ${string}`;

/** Pods that look like those of one monitor, and are not: what each differs in. */
export type Decoys = ReadonlyMap<Reason, ServingPod>;

interface Differing {
  readonly why: Reason;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly portName?: string;
  readonly phase: 'Running' | 'Failed';
}

/** Takes the quotas away: pods that are planted are nobody's to count. */
export async function withoutQuotas(client: KubeClient, objects: readonly KubeObject[]): Promise<void> {
  for (const quota of objects.filter(({ kind }) => kind === 'ResourceQuota')) await client.remove(quota);
}

/**
 * Plants pods beside those of a monitor, each with one thing that is different. No node has them: their status says that
 * they run, or have ended.
 * @param like one of the monitor's pods
 * @param first number of their addresses, which nobody else has
 */
export async function plantDecoys(
  client: KubeClient,
  monitor: Monitored,
  like: ServingPod,
  first: number,
): Promise<Decoys> {
  const planted = await Promise.all(
    differing(monitor).map(async (each, index) => {
      const podIP = `10.99.${first}.${index + 1}`;
      const pod = podOf(each, monitor, like);
      await admitted(client, pod);
      const status = { phase: each.phase, podIP, podIPs: [{ ip: podIP }] };
      return [each.why, (await client.mergePatch(pod, { status }, 'status')) as ServingPod] as const;
    }),
  );
  return new Map(planted);
}

function differing({ endpoint }: Monitored): readonly Differing[] {
  if (endpoint.type !== 'pods') return [];
  const { namespace, selector: labels } = endpoint;
  const same = { namespace, labels, phase: 'Running' } as const;
  return [
    ...Object.keys(labels).map(label => ({
      ...same,
      why: `another ${label}` as const,
      labels: { ...labels, [label]: 'decoy' },
    })),
    { ...same, why: 'ended', phase: 'Failed' },
    { ...same, why: 'another port', portName: 'decoy' },
    { ...same, why: 'another namespace', namespace: ELSEWHERE },
  ];
}

function podOf(
  { why, namespace, labels, portName }: Differing,
  { job, endpoint }: Monitored,
  like: ServingPod,
): KubeObject {
  const spec = like.spec as unknown as { readonly securityContext?: object; readonly containers: readonly Container[] };
  const serving = spec.containers.filter(({ ports = [] }) =>
    ports.some(({ containerPort }) => containerPort === endpoint.port),
  );
  const containers = serving.map(({ name, image, ports = [], resources, securityContext }) => ({
    name,
    image,
    resources,
    securityContext,
    ports: ports
      .filter(({ containerPort }) => containerPort === endpoint.port)
      .map(port => ({ ...port, ...(portName && { name: portName }) })),
  }));
  const name = `decoy-${job}-${why.replace(/[^a-z]+/g, '-')}`;
  const { securityContext } = spec;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: { schedulerName: 'nobody', automountServiceAccountToken: false, securityContext, containers },
  } as unknown as KubeObject;
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports?: readonly { readonly containerPort: number }[];
  readonly resources?: object;
  readonly securityContext?: object;
}

/** The server counts for a moment by quotas that have gone. */
async function admitted(client: KubeClient, pod: KubeObject): Promise<void> {
  await eventually(async () => {
    try {
      return await client.create(pod);
    } catch (error) {
      if (String(error).includes('exceeded quota')) return undefined;
      throw error;
    }
  }, `${pod.metadata.name} is admitted`);
}
