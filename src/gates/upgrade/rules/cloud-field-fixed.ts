import { findingFor } from '../../finding';
import { jsonPath, shown } from '../../schema/json-path';
import { changesBetween } from '../change';
import { fixedInCloud } from '../fields';
import type { UpgradeRule } from '../upgrade-rule';

const code = 'cloud-field-fixed';

/** What AWS fixes when it makes a resource stays in git, too. */
export const cloudFieldFixed: UpgradeRule = {
  code,
  text: {
    en: {
      rule: 'A commit changes no field of a cloud resource that the cloud fixes when it makes the resource.',
      reason:
        'The API server takes the change and AWS does not: the controller stops with a terminal condition, later changes of the resource do not arrive, and git says what is not so.',
      example: 'kind: DBCluster\nspec: { engine: aurora-postgresql, storageEncrypted: true } # as it was made',
    },
    ko: {
      rule: '클라우드가 리소스를 만들 때 굳히는 필드를 커밋이 바꾸지 않는다.',
      reason:
        'API 서버는 받아들이지만 AWS는 바꾸지 않는다. 컨트롤러가 terminal 상태로 멈춰 이후의 변경도 반영되지 않고, git은 사실이 아닌 것을 말하게 된다.',
      example: 'kind: DBCluster\nspec: { engine: aurora-postgresql, storageEncrypted: true } # 만들 때 그대로',
    },
  },
  check(before, after) {
    return changesBetween(before, after).flatMap(({ fate, before: old, after: fresh }) => {
      if (old === undefined || fresh === undefined || !['changed', 'refused'].includes(fate)) return [];
      const fields = fixedInCloud({ before: old.object, after: fresh.object, others: after.manifests });
      return fields.map(field =>
        findingFor(fresh, code, {
          path: jsonPath(field.steps),
          message: `found ${shown(field.after)} where ${shown(field.before)} was made`,
          expected: 'what the resource was made with: AWS does not change it',
          mend: 'take the change back, or declare a second resource and move to it',
        }),
      );
    });
  },
};
