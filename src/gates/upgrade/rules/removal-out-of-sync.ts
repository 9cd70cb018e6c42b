import { isStateful } from '../../stateful/stateful-kinds';
import { changesBetween } from '../change';
import { findingForRemoved, type UpgradeRule } from '../upgrade-rule';

const code = 'removal-out-of-sync';

/** What has left git and stays in the cluster says so to Argo CD. */
export const removalOutOfSync: UpgradeRule = {
  code,
  text: {
    en: {
      rule: 'An object that is not pruned when it leaves git has the annotation that lets its Application be Synced without it.',
      reason:
        'Else the Application is OutOfSync for as long as the object lives, and an automatic one syncs again and again. The live object needs the annotation: a commit before the one that removes it brings it there.',
      example:
        'annotations:\n  argocd.argoproj.io/sync-options: Prune=false\n  argocd.argoproj.io/compare-options: IgnoreExtraneous',
    },
    ko: {
      rule: 'git에서 사라져도 정리(prune)되지 않는 객체에는 Application이 Synced로 남게 하는 주석이 있다.',
      reason:
        '없으면 그 객체가 사는 동안 Application이 계속 OutOfSync이고, 자동 동기화라면 끝없이 다시 동기화한다. 살아 있는 객체에 주석이 있어야 하므로, 지우는 커밋보다 앞선 커밋이 먼저 달아 둔다.',
      example:
        'annotations:\n  argocd.argoproj.io/sync-options: Prune=false\n  argocd.argoproj.io/compare-options: IgnoreExtraneous',
    },
  },
  check(before, after) {
    return changesBetween(before, after).flatMap(({ before: gone, fate, outOfSync, why }) => {
      if (gone === undefined || fate !== 'kept' || !outOfSync || isStateful(gone.object)) return [];
      return [
        findingForRemoved(gone, code, {
          path: '$.metadata.annotations["argocd.argoproj.io/compare-options"]',
          message: `leaves git, stays in the cluster (${why}) and keeps its Application OutOfSync`,
          expected: 'IgnoreExtraneous on the live object, before it leaves git',
          mend: 'bring it back with compare-options: IgnoreExtraneous, let that sync, then remove it',
        }),
      ];
    });
  },
};
