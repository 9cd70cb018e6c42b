import type { KubeObject } from '../../../src/model';
import type { KubeClient, LiveObject } from '../../../src/proving-ground';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

/** A pod as the server knows it. */
export type LivePod = LiveObject & {
  readonly metadata: {
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly { readonly resources?: { readonly requests?: Record<string, string> } }[];
  };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly { readonly state?: { readonly waiting?: Waiting } }[];
  };
};

interface Waiting {
  readonly reason?: string;
  readonly message?: string;
}

/** Pods of a namespace, or of all, with these labels. */
export async function livePods(
  client: KubeClient,
  namespace?: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<readonly LivePod[]> {
  const pods = (await client.list('v1', 'Pod', namespace)) as readonly LivePod[];
  return pods.filter(({ metadata }) =>
    Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value),
  );
}

/** Serves: is ready, and nobody has asked it to go. */
export function isReady({ metadata, status }: LivePod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    (status.conditions ?? []).some(({ type, status: holds }) => type === 'Ready' && holds === 'True')
  );
}

/** Uses a node: it has one, and has not ended. */
export function isPlaced({ spec, status }: LivePod): boolean {
  return spec.nodeName !== undefined && !['Succeeded', 'Failed'].includes(status.phase);
}

/** Why a pod is where it is, in the words of the scheduler or the kubelet's stand-in. */
export function stateOf({ metadata, spec, status }: LivePod): string {
  const unscheduled = status.conditions?.find(({ type, status: holds }) => type === 'PodScheduled' && holds !== 'True');
  const waiting = status.containerStatuses?.flatMap(({ state }) => (state?.waiting ? [state.waiting] : [])) ?? [];
  const reasons = [unscheduled?.message, ...waiting.map(({ reason, message }) => `${reason}: ${message}`)];
  const going = metadata.deletionTimestamp === undefined ? '' : ', going';
  return [
    `${metadata.name} on ${spec.nodeName ?? 'no node'}: ${status.phase}${going}`,
    ...reasons.filter(each => each !== undefined),
  ].join('; ');
}

/** What a controller complains of, and the pods that are not ready. */
export async function troubleOf(client: KubeClient, object: KubeObject): Promise<readonly string[]> {
  const { template } = (object as unknown as { spec: { template: { metadata?: { labels?: Record<string, string> } } } })
    .spec;
  const pods = await livePods(client, object.metadata.namespace, template.metadata?.labels);
  const events = (await client.list('v1', 'Event', object.metadata.namespace, {
    fieldSelector: 'reason=FailedCreate',
  })) as readonly (LiveObject & { message?: string; involvedObject?: { name?: string } })[];
  const refused = events.filter(({ involvedObject }) => involvedObject?.name?.startsWith(object.metadata.name));
  return [
    ...pods.filter(pod => !isReady(pod)).map(pod => `  ${stateOf(pod)}`),
    ...refused.slice(-1).map(({ message }) => `  refused: ${message}`),
  ];
}
