import type { Model, Rendered, RenderedManifest } from '../../../model';
import { findingFor } from '../../finding';
import { changesBetween } from '../change';
import { applicationFor } from '../change/application';
import { leaving } from '../change/fate';
import type { UpgradeRule } from '../upgrade-rule';

const code = 'application-moved';

/** Argo CD takes an object for the old Application's for as long as its tracking id says so, whether that one lives or not. */
function outcome(before: Rendered, after: Model, old: RenderedManifest): string {
  const { fate, why } = leaving(before, after, old);
  return fate === 'kept'
    ? `the old one lets it live (${why}), and the new one fails on a shared object until a person removes its tracking id`
    : 'the new one fails on a shared object until the old one has deleted it';
}

/** An object stays with its Application. */
export const applicationMoved: UpgradeRule = {
  code,
  text: {
    en: {
      rule: 'An object stays with the Application that made it.',
      reason:
        'A renamed folder is a new Application: for a while both want its objects. The old one deletes them, running pods and all, before the new one makes them again; what is never pruned blocks the new one for good.',
      example: 'dist/shop-dev/shop-app/shop/Service.orders.yaml # the folder that it was in',
    },
    ko: {
      rule: '객체는 자신을 만든 Application에 남는다.',
      reason:
        '폴더 이름을 바꾸면 새 Application이 되어 한동안 둘이 같은 객체를 원한다. 옛것이 돌고 있는 파드까지 지운 뒤에야 새것이 다시 만들고, 정리되지 않는 객체는 새것을 끝내 막는다.',
      example: 'dist/shop-dev/shop-app/shop/Service.orders.yaml # 원래 있던 폴더',
    },
  },
  check(before, after) {
    return changesBetween(before, after).flatMap(({ before: old, after: fresh }) => {
      if (old === undefined || fresh === undefined || old.application === fresh.application) return [];
      const [from, to] = [applicationFor(before, old)?.name, applicationFor(after, fresh)?.name];
      if (from === undefined || to === undefined || from === to) return [];
      return [
        findingFor(fresh, code, {
          message: `moves from the Application ${from} to ${to}: ${outcome(before, after, old)}`,
          expected: `the Application ${from}`,
          mend: 'move it back; to rename a folder, hand its objects over by hand (docs/guides/plan.md)',
        }),
      ];
    });
  },
};
