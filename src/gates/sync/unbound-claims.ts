import type { Manifest } from '../../model';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { podSpecsOf } from '../schema/fields/pods';
import { shown, valueAt } from '../schema/json-path';
import type { ComplaintAt } from '../schema/object-rule';
import { ARGO_CD, compareMoments, momentOf, momentText } from './annotations';
import { usesOf } from './pod-uses';

/** Classes that AKS and EKS bring and that bind a claim only when its first pod is scheduled. */
const LATE_CLASSES = ['default', 'gp2', 'managed', 'managed-csi', 'managed-csi-premium', 'managed-premium'];

function bindsLate(environment: EnvironmentObjects, { object }: Manifest): boolean {
  const name = valueAt(object, ['spec', 'storageClassName']);
  const declared = environment.find('storage.k8s.io/StorageClass', undefined, name);
  if (declared === undefined) return typeof name === 'string' && LATE_CLASSES.includes(name);
  return valueAt(declared.object, ['volumeBindingMode']) === 'WaitForFirstConsumer';
}

/** The first user of each claim, by claim. */
function firstUsers(environment: EnvironmentObjects): ReadonlyMap<Manifest, Manifest> {
  const first = new Map<Manifest, Manifest>();
  for (const user of environment.manifests) {
    for (const use of podSpecsOf(user.object).flatMap(usesOf)) {
      if (use.kind !== 'PersistentVolumeClaim') continue;
      const claim = environment.find(use.kind, user.object.metadata.namespace, use.name);
      if (claim === undefined || claim.application !== user.application) continue;
      const before = first.get(claim);
      if (before === undefined || compareMoments(momentOf(user), momentOf(before)) < 0) first.set(claim, user);
    }
  }
  return first;
}

/** Claims in a wave before their first pod: the wave waits for the claim, and the claim for the pod. */
export function* unboundClaims(environment: EnvironmentObjects): Iterable<readonly [Manifest, ComplaintAt]> {
  for (const [claim, user] of firstUsers(environment)) {
    const [own, first] = [momentOf(claim), momentOf(user)];
    if (compareMoments(own, first) >= 0 || !bindsLate(environment, claim)) continue;
    const storageClass = shown(valueAt(claim.object, ['spec', 'storageClassName']));
    const complaint = {
      steps: ['metadata', 'annotations', `${ARGO_CD}sync-wave`],
      message: `found the claim in ${momentText(own)}, but ${user.object.kind} ${user.object.metadata.name} comes in ${momentText(first)} and class ${storageClass} binds only for a pod`,
      expected: `the claim in ${momentText(first)} too: a wave waits until its claims are bound`,
      mend: 'put the claim into the wave of its first pod',
    };
    yield [claim, complaint];
  }
}
