import type { KubeObject, Manifest } from '../../model';
import { didYouMean } from '../schema/did-you-mean';
import { shown, type Step } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';
import { annotationList, ARGO_CD } from './annotations';
import { syncOptionsOf } from './applications';

type Options = Readonly<Record<string, readonly string[]>>;

const SWITCH = ['true', 'false'];
/** What an Application understands, in Argo CD 3.2 and 3.5 alike. */
const OF_APPLICATIONS: Options = {
  ApplyOutOfSyncOnly: SWITCH,
  ClientSideApplyMigration: SWITCH,
  CreateNamespace: SWITCH,
  FailOnSharedResource: SWITCH,
  PruneLast: SWITCH,
  PrunePropagationPolicy: ['background', 'foreground', 'orphan'],
  Replace: SWITCH,
  RespectIgnoreDifferences: SWITCH,
  ServerSideApply: SWITCH,
  SkipDryRunOnMissingResource: SWITCH,
  Validate: SWITCH,
};
/** What an object understands. */
const OF_OBJECTS: Options = {
  Delete: ['confirm', 'false'],
  Force: ['true'],
  Prune: ['confirm', 'false'],
  PruneLast: ['true'],
  Replace: SWITCH,
  ServerSideApply: SWITCH,
  SkipDryRunOnMissingResource: ['true'],
  Validate: ['false'],
};
const COMPARE_OPTIONS = [
  'IgnoreExtraneous',
  'IncludeMutationWebhook=true',
  'ServerSideDiff=false',
  'ServerSideDiff=true',
];
const ANNOTATIONS = [
  'client-side-apply-migration-manager',
  'compare-options',
  'deletion-approved',
  'hook',
  'hook-delete-policy',
  'ignore-healthcheck',
  'ignore-resource-updates',
  'manifest-generate-paths',
  'skip-reconcile',
  'sync-options',
  'sync-wave',
];

function unknown(found: string, known: readonly string[], steps: readonly Step[], what: string): ComplaintAt {
  const meant = didYouMean(found, known);
  return {
    steps,
    message: `found ${shown(found)}, which is no ${what} and is ignored`,
    expected: `one of ${known.join(', ')}`,
    mend: meant === undefined ? 'remove it, or name one that Argo CD knows' : `did you mean "${meant}"?`,
  };
}

/** Every option with each of its values. */
function written(known: Options): readonly string[] {
  return Object.entries(known).flatMap(([name, values]) => values.map(value => `${name}=${value}`));
}

/** Reads options one by one; an option that is given twice with two values means one of them, unknown which. */
function* checked(
  options: readonly string[],
  known: Options,
  at: (i: number) => readonly Step[],
): Iterable<ComplaintAt> {
  const before = new Map<string, string>();
  for (const [index, option] of options.entries()) {
    const [name = '', ...rest] = option.split('=');
    const value = rest.join('=');
    const values = Object.hasOwn(known, name) ? known[name] : undefined;
    if (values === undefined) yield unknown(name, Object.keys(known), at(index), 'sync option here');
    else if (!values.includes(value)) yield unknown(option, written(known), at(index), `value of ${name} here`);
    if (before.has(name) && before.get(name) !== value) {
      yield {
        steps: at(index),
        message: `found ${shown(option)} after ${name}=${before.get(name)}`,
        expected: 'each option once',
        mend: 'remove one of the two',
      };
    }
    before.set(name, value);
  }
}

function* annotationNames(object: KubeObject): Iterable<ComplaintAt> {
  for (const name of Object.keys(object.metadata.annotations ?? {})) {
    if (!name.startsWith(ARGO_CD) || ANNOTATIONS.includes(name.slice(ARGO_CD.length))) continue;
    const known = ANNOTATIONS.map(each => ARGO_CD + each);
    yield unknown(name, known, ['metadata', 'annotations', name], 'annotation of Argo CD that a manifest carries');
  }
}

function* ofObject(object: KubeObject): Iterable<ComplaintAt> {
  const steps = ['metadata', 'annotations', `${ARGO_CD}sync-options`];
  yield* checked(annotationList(object, 'sync-options'), OF_OBJECTS, () => steps);
  for (const option of annotationList(object, 'compare-options')) {
    if (COMPARE_OPTIONS.includes(option)) continue;
    yield unknown(option, COMPARE_OPTIONS, ['metadata', 'annotations', `${ARGO_CD}compare-options`], 'compare option');
  }
}

function* ofApplication(manifest: Manifest): Iterable<ComplaintAt> {
  if (manifest.object.kind !== 'Application') return;
  const steps = ['spec', 'syncPolicy', 'syncOptions'];
  yield* checked(syncOptionsOf(manifest), OF_APPLICATIONS, index => [...steps, index]);
}

const example = 'argocd.argoproj.io/sync-options: Prune=false,Delete=false\nsyncOptions: [ServerSideApply=true]';
const text: RuleTexts = {
  en: {
    rule: 'Every option and annotation for Argo CD is one that it knows, at that place, in every version that is used.',
    reason: 'Argo CD ignores what it does not know: a misspelt Prune=false protects nothing, and nobody is told.',
    example,
  },
  ko: {
    rule: 'Argo CD에 주는 모든 옵션과 애노테이션은 쓰이는 모든 버전이 그 자리에서 아는 것이다.',
    reason: 'Argo CD는 모르는 것을 무시한다. 철자가 틀린 Prune=false는 아무것도 지키지 못하고 아무도 알지 못한다.',
    example,
  },
};

/** Options are spelled as Argo CD reads them. */
export const syncOptionsKnown = objectRule('sync-options-known', text, function* (object, manifest) {
  yield* annotationNames(object);
  yield* ofObject(object);
  yield* ofApplication(manifest);
});
