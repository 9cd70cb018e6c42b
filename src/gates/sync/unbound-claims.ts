import type { Manifest } from '../../model';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { podSpecsOf } from '../schema/fields/pods';
import { shown, valueAt } from '../schema/json-path';
import type { ComplaintAt } from '../schema/object-rule';
import { annotation, ARGO_CD, compareMoments, momentOf, momentText } from './annotations';
import { usesOf } from './pod-uses';

type Placed = readonly [Manifest, ComplaintAt];

/** Classes that AKS and EKS bring and that bind a claim only when its first pod is scheduled. */
const LATE_CLASSES = ['default', 'gp2', 'managed', 'managed-csi', 'managed-csi-premium', 'managed-premium'];

function bindsLate(environment: EnvironmentObjects, { object }: Manifest): boolean {
  const name = valueAt(object, ['spec', 'storageClassName']);
  const declared = environment.find('storage.k8s.io/StorageClass', undefined, name);
  if (declared === undefined) return typeof name === 'string' && LATE_CLASSES.includes(name);
  return valueAt(declared.object, ['volumeBindingMode']) === 'WaitForFirstConsumer';
}

/** A sync applies a CronJob and starts no pod of it: that comes with the schedule, or with a person. */
function startsPods({ object }: Manifest): boolean {
  return object.kind !== 'CronJob';
}

/** Who uses each claim of its own Application, by claim. */
function usersOfClaims(environment: EnvironmentObjects): ReadonlyMap<Manifest, readonly Manifest[]> {
  const users = new Map<Manifest, Manifest[]>();
  for (const user of environment.manifests) {
    for (const use of podSpecsOf(user.object).flatMap(usesOf)) {
      if (use.kind !== 'PersistentVolumeClaim') continue;
      const claim = environment.find(use.kind, user.object.metadata.namespace, use.name);
      if (claim === undefined || claim.application !== user.application) continue;
      users.set(claim, [...(users.get(claim) ?? []), user]);
    }
  }
  return users;
}

function earliest(manifests: readonly Manifest[]): Manifest | undefined {
  return [...manifests].sort((a, b) => compareMoments(momentOf(a), momentOf(b)))[0];
}

function nameOf({ object }: Manifest): string {
  return `${object.kind} ${object.metadata.name}`;
}

function classOf({ object }: Manifest): string {
  return `class ${shown(valueAt(object, ['spec', 'storageClassName']))}`;
}

const WAVE = ['metadata', 'annotations', `${ARGO_CD}sync-wave`];
const NO_HEALTH_CHECK = `${ARGO_CD}ignore-healthcheck`;

/** Before its first pod the claim's wave waits for the claim, and the claim for the pod. */
function* beforeItsPod(claim: Manifest, first: Manifest): Iterable<Placed> {
  const [own, other] = [momentOf(claim), momentOf(first)];
  if (compareMoments(own, other) >= 0) return;
  const complaint = {
    steps: WAVE,
    message: `found the claim in ${momentText(own)}, but ${nameOf(first)} comes in ${momentText(other)} and ${classOf(claim)} binds only for a pod`,
    expected: `the claim in ${momentText(other)} too: a wave waits until its claims are bound`,
    mend: 'put the claim into the wave of its first pod',
  };
  yield [claim, complaint];
}

/** What a sync applies after the claim, hooks after the sync among it; a hook for failures waits for nothing. */
function appliedAfter(environment: EnvironmentObjects, claim: Manifest): Manifest | undefined {
  const own = momentOf(claim);
  const isLater = (other: Manifest): boolean =>
    other.tree === 'dist' &&
    other.application === claim.application &&
    (annotation(other.object, `${ARGO_CD}hook`) ?? 'PostSync').includes('PostSync') &&
    compareMoments(momentOf(other), own) > 0;
  return earliest(environment.manifests.filter(isLater));
}

/** No pod of a CronJob comes with the sync: whatever comes after the claim would wait for the first run. */
function* untilTheFirstRun(environment: EnvironmentObjects, claim: Manifest, user: Manifest): Iterable<Placed> {
  const own = momentText(momentOf(claim));
  const pending = `only ${nameOf(user)} uses the claim, and ${classOf(claim)} binds only for a pod, so that it is Pending until the first run`;
  const after = appliedAfter(environment, claim);
  if (after !== undefined) {
    const complaint = {
      steps: WAVE,
      message: `found the claim in ${own}, but ${pending}, and ${nameOf(after)} comes in ${momentText(momentOf(after))}`,
      expected:
        'the claim in the last wave of its Application, with no hook after the sync: a wave waits until its claims are bound',
      mend: `put the claim and ${nameOf(user)} into the last wave`,
    };
    yield [claim, complaint];
  }
  const found = annotation(claim.object, NO_HEALTH_CHECK);
  if (found === 'true') return;
  const complaint = {
    steps: ['metadata', 'annotations', NO_HEALTH_CHECK],
    message: `found ${shown(found)}, but ${pending}, and its Application Progressing`,
    expected: '"true": the Application is healthy without it',
    mend: `add the annotation ${NO_HEALTH_CHECK}: "true" to the claim`,
  };
  yield [claim, complaint];
}

/** Claims that are bound only for a pod, where something waits for them before that pod can come. */
export function* unboundClaims(environment: EnvironmentObjects): Iterable<Placed> {
  for (const [claim, users] of usersOfClaims(environment)) {
    if (!bindsLate(environment, claim)) continue;
    const first = earliest(users.filter(startsPods));
    const [user] = users;
    if (first !== undefined) yield* beforeItsPod(claim, first);
    else if (user !== undefined) yield* untilTheFirstRun(environment, claim, user);
  }
}
