/** What a pod cannot start without. */
export interface Reference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Keys that have to be in it. */
  readonly keys: readonly string[];
}

interface Named {
  readonly name?: string;
  readonly key?: string;
  readonly optional?: boolean;
  readonly secretName?: string;
  readonly items?: readonly { readonly key: string }[];
}

interface Container {
  readonly env?: readonly {
    readonly valueFrom?: { readonly configMapKeyRef?: Named; readonly secretKeyRef?: Named };
  }[];
  readonly envFrom?: readonly { readonly configMapRef?: Named; readonly secretRef?: Named }[];
}

interface Sources {
  readonly configMap?: Named;
  readonly secret?: Named;
}

/** The part of a pod's specification that refers to ConfigMaps and Secrets. */
export interface ReferringPod {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly (Sources & { readonly projected?: { readonly sources?: readonly Sources[] } })[];
}

/** ConfigMaps, Secrets and keys that a kubelet needs before it starts the pod. What is optional does not count. */
export function referencesOf(pod: ReferringPod): readonly Reference[] {
  const containers = [...(pod.initContainers ?? []), ...pod.containers];
  const volumes = (pod.volumes ?? []).flatMap(volume => [volume, ...(volume.projected?.sources ?? [])]);
  return [
    ...containers.flatMap(({ env = [], envFrom = [] }) => [
      ...env.flatMap(({ valueFrom }) => [
        ...reference('ConfigMap', valueFrom?.configMapKeyRef),
        ...reference('Secret', valueFrom?.secretKeyRef),
      ]),
      ...envFrom.flatMap(from => [
        ...reference('ConfigMap', from.configMapRef),
        ...reference('Secret', from.secretRef),
      ]),
    ]),
    ...volumes.flatMap(volume => [...reference('ConfigMap', volume.configMap), ...reference('Secret', volume.secret)]),
  ];
}

/**
 * What a kubelet would complain of, in its words.
 * @param keysOf keys of an object; `undefined` when there is none
 */
export function missingReferences(
  pod: ReferringPod,
  keysOf: (kind: Reference['kind'], name: string) => ReadonlySet<string> | undefined,
): readonly string[] {
  const complaints = referencesOf(pod).flatMap(({ kind, name, keys }) => {
    const there = keysOf(kind, name);
    if (there === undefined) return [`${kind.toLowerCase()} "${name}" not found`];
    return keys.filter(key => !there.has(key)).map(key => `couldn't find key ${key} in ${kind} ${name}`);
  });
  return [...new Set(complaints)];
}

function reference(kind: Reference['kind'], named: Named | undefined): readonly Reference[] {
  const name = named?.name ?? named?.secretName;
  if (named === undefined || named.optional || name === undefined) return [];
  const keys = named.key === undefined ? (named.items ?? []).map(({ key }) => key) : [named.key];
  return [{ kind, name, keys }];
}
