import type { KubeObject } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import { shown } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';
import { annotation, annotationList, ARGO_CD } from '../sync/annotations';
import { isAck, isStateful } from './stateful-kinds';

const DELETION_POLICY = 'services.k8s.aws/deletion-policy';
const MEND = 'give the object the annotations of kept(), or state beside it why it may be lost';

function* unguarded(object: KubeObject): Iterable<ComplaintAt> {
  const options = annotationList(object, 'sync-options');
  for (const option of ['Prune', 'Delete']) {
    if (options.includes(`${option}=false`) || options.includes(`${option}=confirm`)) continue;
    yield {
      steps: ['metadata', 'annotations', `${ARGO_CD}sync-options`],
      message: `found ${shown(options.join(','))} on a ${groupKindOf(object)}, without ${option}=false`,
      expected: 'both Prune=false and Delete=false (or confirm): one without the other loses data',
      mend: MEND,
    };
  }
}

function* unexcused(object: KubeObject): Iterable<ComplaintAt> {
  const compare = annotationList(object, 'compare-options');
  if (compare.includes('IgnoreExtraneous')) return;
  yield {
    steps: ['metadata', 'annotations', `${ARGO_CD}compare-options`],
    message: `found ${shown(compare.join(','))} on a ${groupKindOf(object)} that is never pruned`,
    expected: 'IgnoreExtraneous, else the Application stays OutOfSync once the object has left git',
    mend: MEND,
  };
}

function* notRetained(object: KubeObject): Iterable<ComplaintAt> {
  const policy = annotation(object, DELETION_POLICY);
  if (!isAck(object) || policy === 'retain') return;
  yield {
    steps: ['metadata', 'annotations', DELETION_POLICY],
    message: `found ${shown(policy)} on a ${groupKindOf(object)}`,
    expected: 'retain: whoever deletes the object or its namespace deletes the resource in AWS otherwise',
    mend: MEND,
  };
}

const example =
  'annotations:\n' +
  '  argocd.argoproj.io/compare-options: IgnoreExtraneous\n' +
  '  argocd.argoproj.io/sync-options: Prune=false,Delete=false\n' +
  '  services.k8s.aws/deletion-policy: retain # objects of ACK';
const text: RuleTexts = {
  en: {
    rule: 'Whatever holds data is kept when it leaves git and when its Application is deleted; in AWS it outlives its object.',
    reason:
      'Prune=false does not stop the deletion of an Application and Delete=false does not stop pruning: one without the other has lost data (argo-cd#9853).',
    example,
  },
  ko: {
    rule: '데이터를 가진 것은 git에서 사라지거나 Application이 삭제되어도 남고, AWS의 리소스는 객체보다 오래 남는다.',
    reason:
      'Prune=false는 Application 삭제를 막지 못하고 Delete=false는 정리(prune)를 막지 못한다. 하나만 두었다가 데이터를 잃은 일이 있다(argo-cd#9853).',
    example,
  },
};

/** Stateful objects carry both protections, and the excuse for staying when they have left git. */
export const statefulKept = objectRule('stateful-kept', text, function* (object, { tree }) {
  if (tree !== 'dist' || !isStateful(object)) return;
  yield* unguarded(object);
  yield* unexcused(object);
  yield* notRetained(object);
});
