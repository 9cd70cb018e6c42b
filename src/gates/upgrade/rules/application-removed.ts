import { groupKindOf } from '../../identity/group-kind';
import { changesBetween } from '../change';
import { applicationFor } from '../change/application';
import { findingForRemoved, type UpgradeRule } from '../upgrade-rule';

const code = 'application-removed';

/** An Application leaves git only when what it made has left before it. */
export const applicationRemoved: UpgradeRule = {
  code,
  text: {
    en: {
      rule: 'An Application that leaves its objects behind leaves git when nothing is left of them.',
      reason:
        'Namespaces, cloud resources and everything in production outlive their Application on purpose (decision 043). Whatever is left then runs on with nobody in charge.',
      example: '# first remove the objects and let the Application prune them, then its folder',
    },
    ko: {
      rule: '객체를 남기고 떠나는 Application은 남은 객체가 없을 때 git에서 사라진다.',
      reason:
        '네임스페이스, 클라우드 리소스, 운영 환경의 모든 객체는 일부러 Application보다 오래 남는다(결정 043). 남은 것은 돌보는 이 없이 계속 돈다.',
      example: '# 먼저 객체를 지워 Application이 정리하게 하고, 그다음 폴더를 지운다',
    },
  },
  check(before, after) {
    const changes = changesBetween(before, after);
    return changes.flatMap(({ before: gone, after: fresh, environment }) => {
      if (gone === undefined || fresh !== undefined || groupKindOf(gone.object) !== 'argoproj.io/Application')
        return [];
      const left = changes.filter(
        change =>
          change.environment === environment &&
          change.fate === 'kept' &&
          change.before !== undefined &&
          applicationFor(before, change.before)?.manifest === gone,
      );
      if (left.length === 0) return [];
      return [
        findingForRemoved(gone, code, {
          message: `leaves ${left.length} of its objects in the cluster with nobody in charge`,
          expected: 'an Application for as long as what it made lives',
          mend: 'bring it back, remove its objects first and let it prune them; say in the commit who deletes the rest',
        }),
      ];
    });
  },
};
