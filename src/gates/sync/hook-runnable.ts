import type { KubeObject, Manifest, Rule } from '../../model';
import { referenceRule } from '../reference/reference-rule';
import { didYouMean } from '../schema/did-you-mean';
import { podSpecsOf } from '../schema/fields/pods';
import { shown, valueAt } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { annotation, annotationList, ARGO_CD, compareMoments, hooksOf, momentOf } from './annotations';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { callsTooEarly } from './hook-calls';
import { usesOf } from './pod-uses';
import { usedObject } from './used-objects';

const CODE = 'hook-runnable';

/** What both Argo CD 3.2 and 3.5 know. */
const HOOKS = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PostDelete', 'Skip'];
const DELETE_POLICIES = ['BeforeHookCreation', 'HookSucceeded', 'HookFailed'];
/** Kinds that do their work once and then stand in the way of the next run. */
const RUN_ONCE = ['Job', 'Pod', 'Workflow'];

function* unknownItems(object: KubeObject, name: string, known: readonly string[]): Iterable<ComplaintAt> {
  for (const item of annotationList(object, name)) {
    if (known.includes(item)) continue;
    const meant = didYouMean(item, known);
    yield {
      steps: ['metadata', 'annotations', ARGO_CD + name],
      message: `found ${shown(item)}, which Argo CD takes for nothing`,
      expected: `one of ${known.join(', ')}`,
      mend: meant === undefined ? 'name a value that Argo CD knows' : `did you mean "${meant}"?`,
    };
  }
}

function* foreignHook(object: KubeObject): Iterable<ComplaintAt> {
  const hook = annotation(object, 'helm.sh/hook');
  if (hook === undefined) return;
  yield {
    steps: ['metadata', 'annotations', 'helm.sh/hook'],
    message: `found ${shown(hook)}, which Argo CD reads as a hook of its own`,
    expected: `${ARGO_CD}hook`,
    mend: 'say which phase of Argo CD is meant',
  };
}

function* staysInTheWay(object: KubeObject): Iterable<ComplaintAt> {
  const policies = annotationList(object, 'hook-delete-policy');
  if (!RUN_ONCE.includes(object.kind) || policies.includes('BeforeHookCreation')) return;
  yield {
    steps: ['metadata', 'annotations', `${ARGO_CD}hook-delete-policy`],
    message: `found ${shown(policies.join(','))} on a hook that runs once`,
    expected: 'BeforeHookCreation, else a hook that failed blocks every later sync',
    mend: 'use postSyncHook(), or add BeforeHookCreation',
  };
}

function* goesAway(object: KubeObject): Iterable<ComplaintAt> {
  const ttl = valueAt(object, ['spec', 'ttlSecondsAfterFinished']);
  if (object.kind !== 'Job' || ttl === undefined) return;
  yield {
    steps: ['spec', 'ttlSecondsAfterFinished'],
    message: `found ${shown(ttl)} on a Job that Argo CD syncs`,
    expected: 'no time to live: a hook that is gone hangs its sync (argo-cd#21055), another Job is run again for ever',
    mend: 'remove the field: the next run replaces the Job, and pruning removes it',
  };
}

function* generatedName(object: KubeObject): Iterable<ComplaintAt> {
  const name = valueAt(object.metadata, ['generateName']);
  if (name === undefined) return;
  yield {
    steps: ['metadata', 'generateName'],
    message: `found ${shown(name)}`,
    expected: 'metadata.name: what has no fixed name is made anew at each sync and never replaced',
    mend: 'give the object a name',
  };
}

/** A PreSync hook runs before anything of its Application exists: at the first installation it waits for ever. */
function* tooEarly(environment: EnvironmentObjects, manifest: Manifest): Iterable<ComplaintAt> {
  const { object, application } = manifest;
  for (const pod of podSpecsOf(object)) {
    for (const use of usesOf(pod)) {
      const used = usedObject(environment, object.metadata.namespace ?? '', use);
      if (used?.application !== application || compareMoments(momentOf(used), momentOf(manifest)) <= 0) continue;
      yield {
        steps: use.steps,
        message: `found ${use.kind} ${use.name} in a PreSync hook, but ${application} brings it only after the hook`,
        expected: 'a PreSync hook that needs nothing of its own Application (argo-cd#9891)',
        mend: 'make the Job part of the sync, in the wave "init" behind what it uses',
      };
    }
  }
}

const example =
  'argocd.argoproj.io/hook: PostSync\nargocd.argoproj.io/hook-delete-policy: BeforeHookCreation # name fixed, no TTL';
const text: RuleTexts = {
  en: {
    rule: 'A hook names a phase that exists, replaces the run before, has a fixed name and no TTL; a PreSync hook needs nothing of its own Application.',
    reason:
      'Argo CD ignores what it does not know, hangs on hooks that vanish, and at the first installation waits for ever for what comes only later.',
    example,
  },
  ko: {
    rule: '훅은 있는 단계를 적고, 이전 실행을 교체하며, 이름이 고정되고 TTL이 없다. PreSync 훅은 자기 Application의 어떤 것도 필요로 하지 않는다.',
    reason: 'Argo CD는 모르는 값을 무시하고, 사라진 훅 때문에 멈추며, 첫 설치 때는 나중에야 생길 것을 끝없이 기다린다.',
    example,
  },
};

const ofObjects = referenceRule(CODE, text, function* (object, environment, manifest) {
  yield* unknownItems(object, 'hook', HOOKS);
  yield* unknownItems(object, 'hook-delete-policy', DELETE_POLICIES);
  yield* foreignHook(object);
  yield* generatedName(object);
  yield* goesAway(object);
  const hooks = hooksOf(object);
  if (hooks.length > 0) yield* staysInTheWay(object);
  if (hooks.includes('PreSync')) yield* tooEarly(environment, manifest);
});

/** Hooks and Jobs that Argo CD can really run, the second time too. */
export const hookRunnable: Rule = {
  code: CODE,
  text,
  check: model => [...ofObjects.check(model), ...callsTooEarly(model, CODE)],
};
