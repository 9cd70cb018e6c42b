import type { KubeObject } from '../../../model';
import { isRecord, recordsIn, valueAt } from '../../schema/json-path';
import { differing, fixed, type FixedField, type RefusedField, type TwoVersions } from './fixed-field';

/** Fields of a StatefulSet's specification that may be changed. */
const FREE = [
  'minReadySeconds',
  'ordinals',
  'persistentVolumeClaimRetentionPolicy',
  'replicas',
  'template',
  'updateStrategy',
];
const STATED: Readonly<Record<string, Omit<FixedField, 'steps'>>> = {
  podManagementPolicy: { otherwise: 'OrderedReady' },
  revisionHistoryLimit: { otherwise: 10, freeFrom: '1.36' },
};

/** A StatefulSet keeps everything but what it runs and how many of it. */
export function ofStatefulSet(objects: TwoVersions, version: string): readonly RefusedField[] {
  const { before, after } = { before: withClaims(objects.before), after: withClaims(objects.after) };
  const names = [...new Set([before, after].flatMap(({ spec }) => Object.keys(isRecord(spec) ? spec : {})))];
  const kept = names.filter(name => !FREE.includes(name)).map(name => fixed(`spec.${name}`, STATED[name]));
  const fields = kept.filter(({ freeFrom }) => freeFrom === undefined || version < freeFrom);
  return [...differing({ before, after }, fields), ...leftover(objects, 'updateStrategy', 'OnDelete')];
}

/** Claim templates with what the API server writes itself. */
function withClaims(object: KubeObject): KubeObject {
  const claims = recordsIn(valueAt(object, ['spec', 'volumeClaimTemplates'])).map(([, claim]) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    ...claim,
    spec: { volumeMode: 'Filesystem', ...(isRecord(claim.spec) ? claim.spec : {}) },
  }));
  return { ...object, spec: { ...(isRecord(object.spec) ? object.spec : {}), volumeClaimTemplates: claims } };
}

/** A Deployment that never said how it rolls has the server's own answer, which nobody takes back. */
export function ofDeployment(objects: TwoVersions): readonly RefusedField[] {
  return leftover(objects, 'strategy', 'Recreate');
}

/** `rollingUpdate` was written by the API server and stays, but must not stand beside the new type. */
function leftover({ before, after }: TwoVersions, field: string, type: string): readonly RefusedField[] {
  const steps = ['spec', field, 'type'];
  const [old, fresh] = [valueAt(before, steps) ?? 'RollingUpdate', valueAt(after, steps)];
  if (fresh !== type || old !== 'RollingUpdate') return [];
  if (valueAt(before, ['spec', field, 'rollingUpdate']) !== undefined) return [];
  const allowed = `RollingUpdate, until a commit before this one has stated spec.${field}.rollingUpdate`;
  return [{ steps, before: old, after: fresh, allowed }];
}

/** Completions of a Job are fixed, but for an indexed one that grows or shrinks together with its pods. */
export function ofJob(objects: TwoVersions): readonly RefusedField[] {
  const { after } = objects;
  const isElastic =
    valueAt(after, ['spec', 'completionMode']) === 'Indexed' &&
    valueAt(after, ['spec', 'completions']) === valueAt(after, ['spec', 'parallelism']);
  return isElastic ? [] : differing(objects, [fixed('spec.completions')]);
}

/** Of a Pod only images, a deadline and further tolerations may be changed. */
export function ofPod(objects: TwoVersions): readonly RefusedField[] {
  const comparable = (object: KubeObject): KubeObject => {
    const spec = isRecord(object.spec) ? object.spec : {};
    const { activeDeadlineSeconds: _deadline, tolerations: _tolerations, ...rest } = spec;
    const imageless = (list: unknown): unknown => recordsIn(list).map(([, { image: _image, ...own }]) => own);
    return {
      ...object,
      spec: { ...rest, containers: imageless(spec.containers), initContainers: imageless(spec.initContainers) },
    };
  };
  const [before, after] = [comparable(objects.before), comparable(objects.after)];
  const names = new Set([before, after].flatMap(({ spec }) => Object.keys(spec as object)));
  return differing(
    { before, after },
    [...names].map(name => fixed(`spec.${name}`)),
  );
}
