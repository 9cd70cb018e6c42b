import type { KubeClient, LiveObject } from '../client';
import { missingReferences, type Reference, type ReferringPod } from './missing-references';

/** Annotation that the pod stages wait for: `exist` or `missing`. */
const REFERENCES = 'garam.dev/references';
/** Annotation with what is missing. */
const MISSING = 'garam.dev/missing';

type KeysOf = (namespace: string, kind: Reference['kind'], name: string) => ReadonlySet<string> | undefined;

/**
 * Looks once at every pending pod that has a node, and writes on it whether all that it refers to exists: kwok would
 * start it either way, a kubelet would not.
 * @returns how many pods were written on
 */
export async function markReferences(client: KubeClient): Promise<number> {
  const pending = await client.list('v1', 'Pod', undefined, { fieldSelector: 'status.phase=Pending' });
  const waiting = pending.filter(
    pod => specOf(pod).nodeName !== undefined && pod.metadata.annotations?.[REFERENCES] !== 'exist',
  );
  if (waiting.length === 0) return 0;
  const keysOf = await readKeys(client);
  const marked = await Promise.all(waiting.map(pod => mark(client, pod, keysOf)));
  return marked.filter(Boolean).length;
}

async function mark(client: KubeClient, pod: LiveObject, keysOf: KeysOf): Promise<boolean> {
  const { namespace = '', annotations = {} } = pod.metadata;
  const missing = missingReferences(specOf(pod), (kind, name) => keysOf(namespace, kind, name)).join('; ');
  if (missing !== '' && annotations[MISSING] === missing) return false;
  const marks =
    missing === '' ? { [REFERENCES]: 'exist', [MISSING]: null } : { [REFERENCES]: 'missing', [MISSING]: missing };
  await client.mergePatch(pod, { metadata: { annotations: marks } });
  return true;
}

async function readKeys(client: KubeClient): Promise<KeysOf> {
  const known = new Map<string, ReadonlySet<string>>();
  for (const kind of ['ConfigMap', 'Secret'] as const)
    for (const object of await client.list('v1', kind)) {
      const { data = {}, binaryData = {} } = object as { data?: object; binaryData?: object };
      const key = `${object.metadata.namespace}/${kind}/${object.metadata.name}`;
      known.set(key, new Set([...Object.keys(data), ...Object.keys(binaryData)]));
    }
  return (namespace, kind, name) => known.get(`${namespace}/${kind}/${name}`);
}

function specOf(pod: LiveObject): ReferringPod & { readonly nodeName?: string } {
  return (pod as unknown as { spec: ReferringPod & { nodeName?: string } }).spec;
}
