import type { KubeClient, LiveObject } from '../../../src/proving-ground';
import type { CommittedObject } from '../committed-objects';

type Claim = LiveObject & {
  readonly spec: { readonly storageClassName?: string; readonly volumeName?: string };
  readonly status?: { readonly phase?: string };
};

const of = (objects: readonly CommittedObject[], kind: string) =>
  objects.map(({ object }) => object).filter(object => object.kind === kind);

/**
 * Claims without a volume, and claims that have another one than they should: where the class says that its volumes are
 * made by hand, it has to be one of dist/.
 */
export async function unbound(client: KubeClient, objects: readonly CommittedObject[]): Promise<readonly string[]> {
  const classes = of(objects, 'StorageClass') as unknown as readonly {
    provisioner: string;
    metadata: { name: string };
  }[];
  const byHand = classes.filter(({ provisioner }) => provisioner === 'kubernetes.io/no-provisioner');
  const names = byHand.map(({ metadata: { name } }) => name);
  const volumes = of(objects, 'PersistentVolume').map(({ metadata: { name } }) => name);
  const claims = (await client.list('v1', 'PersistentVolumeClaim')) as readonly Claim[];
  return claims.flatMap(({ metadata: { name }, spec: { storageClassName = '', volumeName = '' }, status }) => {
    if (status?.phase !== 'Bound') return [`claim ${name} of ${storageClassName || 'no class'} is ${status?.phase}`];
    return names.includes(storageClassName) && !volumes.includes(volumeName)
      ? [`claim ${name} has ${volumeName}, which is none of ${volumes.join(', ')}`]
      : [];
  });
}

/** Volumes of dist/ that no claim has taken. */
export async function idle(client: KubeClient, objects: readonly CommittedObject[]): Promise<readonly string[]> {
  const found = await Promise.all(
    of(objects, 'PersistentVolume').map(async volume => {
      const { phase } = ((await client.get(volume))?.status ?? {}) as { phase?: string };
      return phase === 'Bound' ? [] : [`volume ${volume.metadata.name} is ${phase}`];
    }),
  );
  return found.flat();
}
