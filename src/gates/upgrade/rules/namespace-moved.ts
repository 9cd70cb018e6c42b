import type { Finding, Manifest, RenderedManifest } from '../../../model';
import { findingFor } from '../../finding';
import { groupKindOf } from '../../identity/group-kind';
import { changesBetween, type Change } from '../change';
import type { UpgradeRule } from '../upgrade-rule';

const code = 'namespace-moved';

interface Move {
  readonly from: RenderedManifest;
  readonly to: Manifest;
}

/** Objects of one kind and name that go in one namespace and come in another. */
function movesIn(changes: readonly Change[]): readonly Move[] {
  const key = ({ environment, object }: RenderedManifest): string =>
    JSON.stringify([environment, groupKindOf(object), object.metadata.name]);
  const gone = new Map<string, RenderedManifest>();
  for (const { before, after } of changes) {
    if (after === undefined && before?.object.metadata.namespace !== undefined) gone.set(key(before), before);
  }
  return changes.flatMap(({ before, after }) => {
    if (before !== undefined || after?.object.metadata.namespace === undefined) return [];
    const from = gone.get(key(after));
    return from === undefined ? [] : [{ from, to: after }];
  });
}

function finding(moves: readonly Move[]): Finding[] {
  const [first] = moves;
  if (first === undefined) return [];
  const [from, to] = [first.from, first.to].map(({ object }) => object.metadata.namespace);
  const more = moves.length > 1 ? `, and ${moves.length - 1} more with it` : '';
  return [
    findingFor(first.to, code, {
      path: '$.metadata.namespace',
      message: `moves from ${from} to ${to}${more}: made anew there, with new addresses and without its data`,
      expected: `the namespace ${from}`,
      mend: 'take the change back, or run both side by side, move the callers and the data, then remove the old one',
    }),
  ];
}

/** An object stays in its namespace. */
export const namespaceMoved: UpgradeRule = {
  code,
  text: {
    en: {
      rule: 'An object stays in the namespace that it was made in.',
      reason:
        'A namespace is part of an object’s name: it is made anew, its address in the cluster changes, its volumes and secrets stay behind, and what callers knew is gone.',
      example: 'metadata: { name: orders, namespace: shop } # as in the last release',
    },
    ko: {
      rule: '객체는 만들어진 네임스페이스에 남는다.',
      reason:
        '네임스페이스는 객체 이름의 일부다. 바꾸면 객체가 새로 만들어져 클러스터 안 주소가 바뀌고, 볼륨과 비밀은 뒤에 남으며, 호출하던 쪽은 길을 잃는다.',
      example: 'metadata: { name: orders, namespace: shop } # 지난 릴리스와 같이',
    },
  },
  check(before, after) {
    const groups = new Map<string, Move[]>();
    for (const move of movesIn(changesBetween(before, after))) {
      const { environment, object } = move.to;
      const key = JSON.stringify([environment, move.from.object.metadata.namespace, object.metadata.namespace]);
      groups.set(key, [...(groups.get(key) ?? []), move]);
    }
    return [...groups.values()].flatMap(finding);
  },
};
