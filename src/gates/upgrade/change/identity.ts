import type { RenderedManifest } from '../../../model';
import { groupKindOf } from '../../identity/group-kind';

/** What makes an object the same object in two states of git: not its file, nor the version of its API. */
export function identityOf({ environment, object }: RenderedManifest): string {
  const { name, namespace } = object.metadata;
  return JSON.stringify([environment, groupKindOf(object), namespace ?? '', name]);
}

/** Objects by what identifies them; of two files that hold one object the first counts. */
export function byIdentity<M extends RenderedManifest>(manifests: readonly M[]): ReadonlyMap<string, M> {
  const found = new Map<string, M>();
  for (const manifest of manifests) {
    const identity = identityOf(manifest);
    if (!found.has(identity)) found.set(identity, manifest);
  }
  return found;
}

/** A name that ends with a hash of what the object says (`migrate-305a20ddaa`). */
const HASHED = /^(.+)-[0-9a-f]{10}$/;

/** What stays of an object's identity when its name follows its content; undefined where it does not. */
export function lineageOf(manifest: RenderedManifest): string | undefined {
  const stem = HASHED.exec(manifest.object.metadata.name)?.[1];
  if (stem === undefined) return undefined;
  const { environment, application, object } = manifest;
  return JSON.stringify([environment, application, groupKindOf(object), object.metadata.namespace ?? '', stem]);
}
