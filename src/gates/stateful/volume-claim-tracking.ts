import { isRecord, recordsIn, shown, valueAt } from '../schema/json-path';
import { objectRule, type RuleTexts } from '../schema/object-rule';
import { ARGO_CD } from '../sync/annotations';

const TYPE = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' } as const;
/** Names by which Argo CD knows an object as its own. */
const TRACKING = ['instance', 'tracking-id', 'installation-id'].map(name => ARGO_CD + name);

const example =
  'volumeClaimTemplates:\n  - apiVersion: v1\n    kind: PersistentVolumeClaim\n    metadata: { name: data } # no argocd.argoproj.io/…';
const text: RuleTexts = {
  en: {
    rule: 'Claim templates state apiVersion and kind, and carry none of the names by which Argo CD tracks an object.',
    reason:
      'The API server writes type and kind itself, which shows as drift for ever; claims that carry tracking names count as extra objects of the Application and are pruned with their data.',
    example,
  },
  ko: {
    rule: '볼륨 클레임 템플릿은 apiVersion과 kind를 적고, Argo CD가 객체를 추적하는 이름은 하나도 갖지 않는다.',
    reason:
      'API 서버가 apiVersion과 kind를 스스로 채우므로 적지 않으면 차이가 계속 보인다. 추적 이름을 가진 클레임은 Application의 남는 객체로 여겨져 데이터와 함께 정리된다.',
    example,
  },
};

/** Claims of StatefulSets belong to no Application, and show no drift. */
export const volumeClaimTracking = objectRule('volume-claim-tracking', text, function* (object) {
  if (object.kind !== 'StatefulSet') return;
  for (const [index, claim] of recordsIn(valueAt(object, ['spec', 'volumeClaimTemplates']))) {
    const steps = ['spec', 'volumeClaimTemplates', index];
    for (const [field, wanted] of Object.entries(TYPE)) {
      if (claim[field] === wanted) continue;
      const message = `found ${shown(claim[field])} in a claim template`;
      yield { steps: [...steps, field], message, expected: wanted, mend: `write ${field}: ${wanted}` };
    }
    for (const part of ['labels', 'annotations']) {
      const names = valueAt(claim, ['metadata', part]);
      for (const name of TRACKING) {
        if (!isRecord(names) || names[name] === undefined) continue;
        yield {
          steps: [...steps, 'metadata', part, name],
          message: `found ${shown(names[name])}, by which Argo CD takes each claim for an object of its own`,
          expected: 'no tracking label or annotation in a claim template',
          mend: `remove ${name} from the template`,
        };
      }
    }
  }
});
