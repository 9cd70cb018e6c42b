import type { KubeObject } from '../../../model';
import { quantityOf } from '../../schema/fields/quantity';
import { isRecord, valueAt } from '../../schema/json-path';
import { differing, fixed, type RefusedField, type TwoVersions } from './fixed-field';

const SIZE = ['spec', 'resources', 'requests', 'storage'];

/** A claim may grow where its class lets it, and nothing else of it changes. */
export function ofClaim(objects: TwoVersions): readonly RefusedField[] {
  const names = namesOf(objects, ['resources', 'volumeAttributesClassName', 'volumeName']);
  const fields = names.map(name => fixed(`spec.${name}`, name === 'volumeMode' ? { otherwise: 'Filesystem' } : {}));
  return [...differing(objects, [...fields, fixed('spec.resources.limits')]), ...ofSize(objects)];
}

function ofSize({ before, after, others }: TwoVersions): readonly RefusedField[] {
  const [old, fresh] = [valueAt(before, SIZE), valueAt(after, SIZE)];
  const growth = (quantityOf(fresh) ?? 0) - (quantityOf(old) ?? 0);
  if (growth === 0) return [];
  const refused = { steps: SIZE, before: old, after: fresh };
  if (growth < 0) return [{ ...refused, allowed: 'at least what it has: a volume never shrinks' }];
  const name = valueAt(after, ['spec', 'storageClassName']);
  const storageClass = others.find(({ object }) => object.kind === 'StorageClass' && object.metadata.name === name);
  if (storageClass === undefined || storageClass.object.allowVolumeExpansion === true) return [];
  return [{ ...refused, allowed: `a class with allowVolumeExpansion: true; ${String(name)} is without` }];
}

/** What a PersistentVolume may change: how it is used, not where it lies. */
const FREE = [
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
];

/** A volume lies where it lies; its zone may be stated once. */
export function ofVolume(objects: TwoVersions): readonly RefusedField[] {
  const fields = namesOf(objects, FREE).map(name =>
    fixed(`spec.${name}`, name === 'volumeMode' ? { otherwise: 'Filesystem' } : {}),
  );
  const affinity = differing(objects, [fixed('spec.nodeAffinity')]).filter(({ before }) => before !== undefined);
  return [...differing(objects, fields), ...affinity];
}

function namesOf({ before, after }: TwoVersions, free: readonly string[]): readonly string[] {
  const names = (object: KubeObject): readonly string[] => Object.keys(isRecord(object.spec) ? object.spec : {});
  return [...new Set([...names(before), ...names(after)])].filter(name => !free.includes(name));
}

/** What says that it never changes does not. */
export function ofImmutableData(objects: TwoVersions): readonly RefusedField[] {
  if (objects.before.immutable !== true) return [];
  return differing(objects, [fixed('immutable'), fixed('data'), fixed('binaryData'), fixed('stringData')]);
}
