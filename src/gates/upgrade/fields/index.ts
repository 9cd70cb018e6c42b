import { groupKindOf } from '../../identity/group-kind';
import { ofCustomKind } from './crd-fields';
import { differing, type RefusedField, type TwoVersions } from './fixed-field';
import { FIXED_FIELDS } from './kubernetes-kinds';
import { ofService } from './service-fields';
import { ofClaim, ofImmutableData, ofVolume } from './storage-fields';
import { ofDeployment, ofJob, ofPod, ofStatefulSet } from './workload-fields';

export { fixedInCloud } from './cloud-fields';
export type { RefusedField, TwoVersions } from './fixed-field';

type Inspection = (objects: TwoVersions, version: string) => readonly RefusedField[];

/** Kinds whose fixed fields are more than a list. */
const INSPECTIONS: Readonly<Record<string, Inspection>> = {
  'apps/Deployment': ofDeployment,
  'apps/StatefulSet': ofStatefulSet,
  'batch/Job': ofJob,
  ConfigMap: ofImmutableData,
  PersistentVolume: ofVolume,
  PersistentVolumeClaim: ofClaim,
  Pod: ofPod,
  Secret: ofImmutableData,
  Service: ofService,
};

/**
 * What of a change the API server refuses, field by field.
 * @param version Kubernetes version of the cluster (`1.30`)
 */
export function fixedFields(objects: TwoVersions, version: string): readonly RefusedField[] {
  const kind = groupKindOf(objects.after);
  return [
    ...differing(objects, FIXED_FIELDS[kind] ?? []),
    ...(INSPECTIONS[kind]?.(objects, version) ?? []),
    ...ofCustomKind(objects),
  ];
}
