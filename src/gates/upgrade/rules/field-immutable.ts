import { findingFor } from '../../finding';
import { jsonPath, shown } from '../../schema/json-path';
import { isStateful } from '../../stateful/stateful-kinds';
import { changesBetween, type Change } from '../change';
import { fixedFields, type RefusedField } from '../fields';
import type { UpgradeRule } from '../upgrade-rule';

const code = 'field-immutable';

/** Job, and whatever else does its work once: made anew, it does it again. */
const MAKE_ANEW =
  'give it Force=true,Replace=true if Argo CD may delete it and make it anew, or another name, or take the change back';
const KEEP = 'take the change back; what holds data is moved by a plan of its own, not by a sync';

function complaint({ steps, before, after, allowed }: RefusedField, { after: manifest }: Change) {
  const stateful = manifest !== undefined && isStateful(manifest.object);
  return {
    path: jsonPath(steps),
    message: `found ${shown(after)} where ${shown(before)} runs`,
    expected: allowed ?? 'what it was when the object was made: the API server refuses every other value',
    mend: stateful ? KEEP : MAKE_ANEW,
  };
}

/** No change is one that the API server refuses, as long as Argo CD changes the object and does not make it anew. */
export const fieldImmutable: UpgradeRule = {
  code,
  text: {
    en: {
      rule: 'A commit changes no field that Kubernetes fixes when an object is made.',
      reason:
        'The API server refuses the whole object, the sync fails, and everything in later waves of the Application waits for a person.',
      example:
        'spec:\n  selector:\n    matchLabels: { app.kubernetes.io/name: orders } # of a Deployment: as on the first day',
    },
    ko: {
      rule: '객체를 만들 때 굳는 필드를 커밋이 바꾸지 않는다.',
      reason:
        'API 서버가 객체 전체를 거절하므로 동기화가 실패하고, 그 Application의 다음 웨이브가 모두 사람을 기다린다.',
      example:
        'spec:\n  selector:\n    matchLabels: { app.kubernetes.io/name: orders } # Deployment라면 처음 만든 그대로',
    },
  },
  check(before, after) {
    const versions = new Map(after.environments.map(({ name, cluster }) => [name, cluster.kubernetes]));
    return changesBetween(before, after).flatMap(change => {
      if (change.fate !== 'refused' || change.before === undefined || change.after === undefined) return [];
      const { before: old, after: fresh } = change;
      const objects = { before: old.object, after: fresh.object, others: after.manifests };
      const refused = fixedFields(objects, versions.get(change.environment) ?? '');
      return refused.map(field => findingFor(fresh, code, complaint(field, change)));
    });
  },
};
