import type { KubeClient, LiveObject } from '../client';

/** Annotation that the volume stages wait for: `provided`. */
const VOLUME = 'garam.dev/volume';
/** Of a class whose volumes are made by hand (https://kubernetes.io/docs/concepts/storage/storage-classes/#local). */
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
/** Class of volumes that are made by hand, where no StorageClass of this name exists. */
const STATIC = 'static';

type Claim = LiveObject & { readonly spec: { readonly storageClassName?: string; readonly volumeName?: string } };

/**
 * Looks once at every claim that has no volume, and marks those that a provisioner would provide for. Of the others the
 * volumes are made by hand: the real controller binds them, or nobody does.
 * @returns how many claims were marked
 */
export async function markClaims(client: KubeClient): Promise<number> {
  const claims = (await client.list('v1', 'PersistentVolumeClaim')) as readonly Claim[];
  const waiting = claims.filter(
    ({ metadata: { annotations = {} }, spec: { volumeName } }) =>
      volumeName === undefined && annotations[VOLUME] === undefined,
  );
  if (waiting.length === 0) return 0;
  const byHand = await classesByHand(client);
  const provided = waiting.filter(({ spec: { storageClassName = '' } }) => !byHand.has(storageClassName));
  for (const claim of provided) await client.mergePatch(claim, { metadata: { annotations: { [VOLUME]: 'provided' } } });
  return provided.length;
}

async function classesByHand(client: KubeClient): Promise<ReadonlySet<string>> {
  const classes = (await client.list('storage.k8s.io/v1', 'StorageClass')) as readonly (LiveObject & {
    readonly provisioner: string;
  })[];
  const byHand = classes.filter(({ provisioner }) => provisioner === NO_PROVISIONER);
  return new Set([STATIC, ...byHand.map(({ metadata }) => metadata.name)]);
}
