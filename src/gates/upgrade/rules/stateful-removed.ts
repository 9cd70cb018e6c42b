import { groupKindOf } from '../../identity/group-kind';
import { isStateful } from '../../stateful/stateful-kinds';
import { changesBetween, type Change } from '../change';
import { findingForRemoved, type UpgradeRule } from '../upgrade-rule';

const code = 'stateful-removed';

const OUTCOMES = {
  kept: 'it stays in the cluster, and nothing looks after it any more',
  pruned: 'Argo CD deletes it with everything in it',
} as const;

function check(change: Change) {
  const { fate, before, why } = change;
  if ((fate !== 'kept' && fate !== 'pruned') || before === undefined || !isStateful(before.object)) return [];
  const reason = why === '' ? '' : ` (${why})`;
  return [
    findingForRemoved(before, code, {
      message: `a ${groupKindOf(before.object)} leaves git: ${OUTCOMES[fate]}${reason}`,
      expected: 'what holds data stays in git for as long as it lives',
      mend:
        'bring its declaration back; where it is meant to go, save its data first and say in the commit who deletes ' +
        'the object',
    }),
  ];
}

/** Whatever holds data leaves git only knowingly. */
export const statefulRemoved: UpgradeRule = {
  code,
  text: {
    en: {
      rule: 'No object that holds data leaves git by the way.',
      reason:
        'A renamed construct reads as one object gone and another come: the new database is empty, and the old one runs on, paid for and unwatched, or is deleted.',
      example: 'kind: PersistentVolumeClaim\nmetadata: { name: orders-data } # the same name as in the last release',
    },
    ko: {
      rule: '데이터를 가진 객체는 모르는 사이에 git에서 사라지지 않는다.',
      reason:
        '구성 요소의 이름을 바꾸면 한 객체가 사라지고 다른 객체가 생긴 것이 된다. 새 데이터베이스는 비어 있고, 옛것은 아무도 보지 않는 채 비용만 내며 남거나 지워진다.',
      example: 'kind: PersistentVolumeClaim\nmetadata: { name: orders-data } # 지난 릴리스와 같은 이름',
    },
  },
  check: (before, after) => changesBetween(before, after).flatMap(check),
};
