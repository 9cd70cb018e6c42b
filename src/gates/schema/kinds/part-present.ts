import type { KubeObject } from '../../../model';
import { isRecord, recordsIn, valueAt, type Step } from '../json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';

const example = 'kind: ClusterRole\nrules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]';
const text: RuleTexts = {
  en: {
    rule: 'A Service has a port unless it is headless or a name outside, a rule of a role names what it is about, and a volume and a claim say how large they are and who may mount them.',
    reason: 'The schemas take an object without them; the API server refuses it.',
    example,
  },
  ko: {
    rule: '헤드리스이거나 외부 이름이 아닌 Service에는 포트가 있고, 역할의 규칙은 대상을 적으며, 볼륨과 클레임은 크기와 접근 모드를 적는다.',
    reason: '스키마는 없어도 받지만, API 서버는 거부한다.',
    example,
  },
};

/** Where a claim has its size. */
const CLAIMED: readonly Step[] = ['resources', 'requests', 'storage'];

function missing(steps: readonly Step[], expected: string): ComplaintAt {
  return { steps, message: `found no ${String(steps.at(-1))}`, expected, mend: `add ${expected}` };
}

function isEmpty(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0;
}

function* inService({ spec }: KubeObject): Iterable<ComplaintAt> {
  if (!isRecord(spec) || spec.type === 'ExternalName' || spec.clusterIP === 'None') return;
  if (isEmpty(spec.ports)) yield missing(['spec', 'ports'], 'at least one port');
}

function* inRole(object: KubeObject): Iterable<ComplaintAt> {
  for (const [index, rule] of recordsIn(valueAt(object, ['rules']))) {
    const at = (field: string): readonly Step[] => ['rules', index, field];
    if (object.kind === 'ClusterRole' && !isEmpty(rule.nonResourceURLs)) continue;
    if (isEmpty(rule.apiGroups)) yield missing(at('apiGroups'), 'the API groups ("" is Kubernetes’ own)');
    if (isEmpty(rule.resources)) yield missing(at('resources'), 'at least one resource');
  }
}

function* inStorage(spec: unknown, steps: readonly Step[], size: readonly Step[]): Iterable<ComplaintAt> {
  if (isEmpty(valueAt(spec, ['accessModes']))) yield missing([...steps, 'accessModes'], 'at least one access mode');
  if (valueAt(spec, size) === undefined) yield missing([...steps, ...size], 'a size, such as 1Gi');
}

function* inClaims({ spec }: KubeObject): Iterable<ComplaintAt> {
  const field = 'volumeClaimTemplates';
  for (const [index, claim] of recordsIn(valueAt(spec, [field])))
    yield* inStorage(claim.spec, ['spec', field, index, 'spec'], CLAIMED);
}

/** Parts that the API server requires and the schemas do not. */
export const partPresent = objectRule('part-present', text, object => {
  const { apiVersion, kind, spec } = object;
  if (apiVersion === 'v1' && kind === 'PersistentVolumeClaim') return inStorage(spec, ['spec'], CLAIMED);
  if (apiVersion === 'v1' && kind === 'PersistentVolume') return inStorage(spec, ['spec'], ['capacity', 'storage']);
  if (apiVersion === 'apps/v1' && kind === 'StatefulSet') return inClaims(object);
  if (apiVersion === 'v1' && kind === 'Service') return inService(object);
  if (/^(Cluster)?Role$/.test(kind) && apiVersion.startsWith('rbac.')) return inRole(object);
  return [];
});
