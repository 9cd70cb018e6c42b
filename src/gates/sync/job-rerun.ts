import type { Manifest } from '../../model';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { referenceRule } from '../reference/reference-rule';
import { podSpecsOf } from '../schema/fields/pods';
import { isRecord, shown, valueAt } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { annotationList, ARGO_CD, hooksOf } from './annotations';
import { applicationsOf, syncOptionsOf } from './applications';
import { usesOf } from './pod-uses';

/** A content hash at the end of a name, or as a whole value. */
const HASHED_NAME = /-[0-9a-f]{8,}$/;
const HASH = /^(?:[a-z0-9]+[:-])?[0-9a-f]{8,}$/;
const REPLACED = ['Force=true', 'Replace=true'];

function* fixedName({ object }: Manifest): Iterable<ComplaintAt> {
  const options = annotationList(object, 'sync-options');
  const missing = REPLACED.filter(option => !options.includes(option));
  if (missing.length === 0) return;
  yield {
    steps: ['metadata', 'annotations', `${ARGO_CD}sync-options`],
    message: `found ${shown(options.join(','))} on the Job ${object.metadata.name}, without ${missing.join(' and ')}`,
    expected: 'Force=true,Replace=true, or a name that ends in a content hash of 8 hexadecimal digits or more',
    mend: 'let the name end in contentHash(…); keep the name only where a document fixes it',
  };
}

/** An Application that applies everything at each sync runs a Job of a fixed name at each sync. */
function* runsAtEverySync(environment: EnvironmentObjects, manifest: Manifest): Iterable<ComplaintAt> {
  const applications = applicationsOf(environment, manifest);
  const careless = applications.filter(application => !syncOptionsOf(application).includes('ApplyOutOfSyncOnly=true'));
  for (const { object } of careless) {
    yield {
      steps: ['metadata', 'annotations', `${ARGO_CD}sync-options`],
      message: `found Force=true,Replace=true in the Application ${object.metadata.name}, which has no ApplyOutOfSyncOnly=true`,
      expected: 'ApplyOutOfSyncOnly=true, else each sync deletes the Job and runs it again',
      mend: `add ApplyOutOfSyncOnly=true to the sync options of ${object.metadata.name}`,
    };
  }
}

/** Changed configuration changes nothing in the Job itself, unless its template carries a hash of it. */
function* blindToContent({ object }: Manifest): Iterable<ComplaintAt> {
  for (const pod of podSpecsOf(object)) {
    const used = usesOf(pod).find(({ kind }) => kind === 'ConfigMap');
    const steps = [...pod.steps.slice(0, -1), 'metadata', 'annotations'];
    const annotations = valueAt(object, steps);
    const values = isRecord(annotations) ? Object.values(annotations) : [];
    if (used === undefined || values.some(value => typeof value === 'string' && HASH.test(value))) continue;
    yield {
      steps,
      message: `found no content hash, though the Job ${object.metadata.name} reads ConfigMap ${used.name}`,
      expected: 'an annotation with a hash of what the Job reads: a changed ConfigMap does not change the Job',
      mend: 'add the content hash of the ConfigMap to the annotations of the pod template',
    };
  }
}

const example =
  'metadata: { name: orders-migrate-ca18e67559 }\n' +
  '# or, where a document fixes the name:\n' +
  'metadata: { name: data-validation, annotations: { argocd.argoproj.io/sync-options: "Force=true,Replace=true" } }';
const text: RuleTexts = {
  en: {
    rule: 'A Job that is no hook is named by its content, or is replaced by force in an Application that applies only what differs.',
    reason:
      'Job templates are immutable: a change under the same name fails every sync; replaced at each sync, the Job runs again and again.',
    example,
  },
  ko: {
    rule: '훅이 아닌 Job은 내용 해시로 이름을 짓거나, 달라진 것만 적용하는 Application 안에서 강제로 교체된다.',
    reason:
      'Job 템플릿은 바꿀 수 없어 같은 이름으로 고치면 모든 동기화가 실패하고, 동기화마다 교체하면 Job이 계속 다시 돈다.',
    example,
  },
};

/** One-off Jobs run once for each content: never not, never twice. */
export const jobRerun = referenceRule('job-rerun', text, function* (object, environment, manifest) {
  if (object.kind !== 'Job' || hooksOf(object).length > 0 || HASHED_NAME.test(object.metadata.name)) return;
  const refused = [...fixedName(manifest)];
  yield* refused;
  if (refused.length > 0) return;
  yield* runsAtEverySync(environment, manifest);
  yield* blindToContent(manifest);
});
