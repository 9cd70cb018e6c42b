import { isDeepStrictEqual } from 'node:util';
import type { KubeObject, Rendered, RenderedManifest } from '../../../model';
import { findingFor } from '../../finding';
import { groupKindOf } from '../../identity/group-kind';
import { selects } from '../../pod/selector';
import { selectorText } from '../../reference/label-selector';
import { podSpecsOf } from '../../schema/fields/pods';
import { isRecord, jsonPath, valueAt } from '../../schema/json-path';
import { changesBetween, type Change } from '../change';
import type { UpgradeRule } from '../upgrade-rule';

const code = 'selector-follows-pods';

/** Kinds that find pods by their labels: where the selector stands, and what pods lose that it misses. */
const SELECTING: Readonly<Record<string, { readonly steps: readonly string[]; readonly loss: string }>> = {
  Service: { steps: ['spec', 'selector'], loss: 'get no requests' },
  'networking.k8s.io/NetworkPolicy': { steps: ['spec', 'podSelector'], loss: 'lose what the policy allows them' },
};

interface Selection {
  readonly steps: readonly string[];
  readonly loss: string;
  /** As a label selector, whatever the kind writes. */
  readonly selector: unknown;
}

function selectionOf(object: KubeObject): Selection | undefined {
  const kind = SELECTING[groupKindOf(object)];
  if (kind === undefined) return undefined;
  const stated = valueAt(object, kind.steps);
  return { ...kind, selector: object.kind === 'Service' && isRecord(stated) ? { matchLabels: stated } : stated };
}

/** Workloads whose pods run already and that the old selector selects, and the new one does not. */
function lost(before: Rendered, environment: string, namespace: string | undefined, old: unknown, fresh: unknown) {
  return before.manifests.filter(({ environment: place, object }: RenderedManifest) => {
    if (place !== environment || object.metadata.namespace !== namespace) return false;
    return podSpecsOf(object).some(({ steps, runs }) => {
      const labels = valueAt(object, [...steps.slice(0, -1), 'metadata', 'labels']);
      return runs === 'service' && isRecord(labels) && selects(old, labels) && !selects(fresh, labels);
    });
  });
}

function check(rendered: Rendered, change: Change) {
  const { before, after, environment } = change;
  if (before === undefined || after === undefined) return [];
  const [old, fresh] = [selectionOf(before.object), selectionOf(after.object)];
  if (old === undefined || fresh === undefined || isDeepStrictEqual(old.selector, fresh.selector)) return [];
  const pods = lost(rendered, environment, before.object.metadata.namespace, old.selector, fresh.selector);
  const names = pods.map(({ object }) => `${object.kind} ${object.metadata.name}`).join(', ');
  if (pods.length === 0) return [];
  return [
    findingFor(after, code, {
      path: jsonPath(fresh.steps),
      message: `found ${selectorText(fresh.selector)}, which the running pods of ${names} do not carry: they ${fresh.loss}`,
      expected: `a selector that the pods of before and of after both fulfil, such as ${selectorText(old.selector)}`,
      mend: 'take two commits: first the pods get the labels, then the selector asks for them',
    }),
  ];
}

/** Nothing loses its pods while they are replaced. */
export const selectorFollowsPods: UpgradeRule = {
  code,
  text: {
    en: {
      rule: 'A Service or NetworkPolicy keeps on selecting the pods that run when a commit arrives.',
      reason:
        'The selector changes at once, the pods one after the other: until the first new one is Ready, the Service has no endpoints, and the old ones answer nobody.',
      example: 'selector: { app.kubernetes.io/name: orders } # one commit after the pods carry it',
    },
    ko: {
      rule: '커밋이 도착할 때 돌고 있는 파드를 Service와 NetworkPolicy가 계속 고른다.',
      reason:
        '셀렉터는 즉시 바뀌지만 파드는 하나씩 바뀐다. 새 파드가 처음 Ready가 될 때까지 Service에 엔드포인트가 없고, 옛 파드는 요청을 받지 못한다.',
      example: 'selector: { app.kubernetes.io/name: orders } # 파드가 이 레이블을 단 다음 커밋에서',
    },
  },
  check: (before, after) => changesBetween(before, after).flatMap(change => check(before, change)),
};
