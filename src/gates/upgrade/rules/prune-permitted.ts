import type { Finding, Model, Rendered, RenderedManifest } from '../../../model';
import { groupKindOf, groupOf } from '../../identity/group-kind';
import { recordsIn, valueAt } from '../../schema/json-path';
import { applicationFor } from '../change/application';
import { changesBetween, type Change } from '../change';
import { findingForRemoved, type UpgradeRule } from '../upgrade-rule';

const code = 'prune-permitted';

/** What the project that an object belonged to no longer allows; undefined where it still allows the object. */
function takenAway(before: Rendered, after: Model, gone: RenderedManifest): string | undefined {
  const name = valueAt(applicationFor(before, gone)?.manifest.object, ['spec', 'project']);
  const project = after.manifests.find(
    ({ environment, object }) =>
      environment === gone.environment &&
      groupKindOf(object) === 'argoproj.io/AppProject' &&
      object.metadata.name === name,
  );
  return project === undefined ? undefined : missingIn(project.object.spec, gone);
}

function missingIn(spec: unknown, { object }: RenderedManifest): string | undefined {
  const { namespace } = object.metadata;
  const list = namespace === undefined ? 'clusterResourceWhitelist' : 'namespaceResourceWhitelist';
  const allows = (pattern: unknown, value: string): boolean => pattern === '*' || pattern === value;
  const kinds = recordsIn(valueAt(spec, [list]));
  if (!kinds.some(([, { group, kind }]) => allows(group, groupOf(object)) && allows(kind, object.kind)))
    return `the kind ${groupKindOf(object)}`;
  const places = recordsIn(valueAt(spec, ['destinations']));
  if (namespace === undefined || places.some(([, place]) => allows(place.namespace, namespace))) return undefined;
  return `the namespace ${namespace}`;
}

function complain(before: Rendered, after: Model, { fate, before: gone }: Change): readonly Finding[] {
  const mustGo = fate === 'pruned' || fate === 'replaced';
  const taken = gone === undefined || !mustGo ? undefined : takenAway(before, after, gone);
  if (gone === undefined || taken === undefined) return [];
  return [
    findingForRemoved(gone, code, {
      message: `leaves git together with the right of its project to ${taken}`,
      expected: 'that Argo CD prunes it before its AppProject loses the right to see it',
      mend:
        'sync the Application before root; where both sync by themselves, look for the object afterwards and delete ' +
        'it by hand (decision 042)',
    }),
  ];
}

/** Argo CD may still see what it is to prune. */
export const prunePermitted: UpgradeRule = {
  code,
  text: {
    en: {
      rule: 'An AppProject keeps the right to a kind and a namespace until Argo CD has pruned the last object there.',
      reason:
        'Projects allow exactly what dist/ needs, so that the right leaves git with the last object that needed it. Argo CD does not see what it has no right to: the object would stay, and nobody would be told.',
      example:
        'argocd app sync shop-app --prune # first the folder\nargocd app sync root            # then the project',
    },
    ko: {
      rule: '어떤 종류나 네임스페이스의 마지막 객체를 Argo CD가 정리할 때까지 AppProject는 그 권한을 유지한다.',
      reason:
        '프로젝트는 dist/가 필요로 하는 것만 허용하므로 마지막 객체와 함께 권한도 git에서 사라진다. 권한이 없는 것은 Argo CD에 보이지 않아, 객체가 남아도 아무도 모른다.',
      example: 'argocd app sync shop-app --prune # 폴더 먼저\nargocd app sync root            # 그다음 프로젝트',
    },
  },
  check: (before, after) => changesBetween(before, after).flatMap(change => complain(before, after, change)),
};
