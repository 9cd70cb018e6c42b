import type { KubeObject } from '../../../model';
import { containersOf, podSpecsOf } from '../fields/pods';
import { isRecord, recordsIn, shown, type Step } from '../json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';

/** Values of a list, each with its place; those that are absent are left out. */
type Values = readonly (readonly [steps: readonly Step[], value: unknown])[];

function* repeated(values: Values): Iterable<ComplaintAt> {
  const seen = new Set<unknown>();
  for (const [steps, value] of values) {
    if (value === undefined) continue;
    if (seen.has(value)) {
      const message = `found ${shown(value)} a second time`;
      yield { steps, message, expected: 'each once', mend: 'remove the second one, or give it another name' };
    }
    seen.add(value);
  }
}

function valuesOf(list: unknown, field: string, steps: readonly Step[]): Values {
  return recordsIn(list).map(([index, item]) => [[...steps, index, field], item[field]] as const);
}

function* inPods(object: KubeObject): Iterable<ComplaintAt> {
  for (const { container, steps } of podSpecsOf(object).flatMap(containersOf))
    yield* repeated(valuesOf(container.ports, 'name', [...steps, 'ports']));
}

function inSpec({ kind, spec }: KubeObject): Values {
  if (!isRecord(spec)) return [];
  if (kind === 'Service') return valuesOf(spec.ports, 'name', ['spec', 'ports']);
  if (kind === 'LimitRange') return valuesOf(spec.limits, 'type', ['spec', 'limits']);
  if (kind !== 'NetworkPolicy' || !Array.isArray(spec.policyTypes)) return [];
  return (spec.policyTypes as readonly unknown[]).map((type, index) => [['spec', 'policyTypes', index], type] as const);
}

const example = 'ports: [{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9090 }]';
const text: RuleTexts = {
  en: {
    rule: 'Names of ports, what a LimitRange limits and the directions of a policy each stand once.',
    reason: 'They are no keys of their lists, so that the schema lets them repeat; the API server refuses the object.',
    example,
  },
  ko: {
    rule: '포트의 이름, LimitRange의 대상, 정책의 방향은 각각 한 번만 나온다.',
    reason: '목록의 키가 아니어서 스키마는 되풀이를 받지만, API 서버는 객체를 거부한다.',
    example,
  },
};

/** Names of ports, what a LimitRange limits and the directions of a policy each stand once, though they are no keys. */
export const entryUnique = objectRule('entry-unique', text, function* (object) {
  yield* inPods(object);
  const group = object.apiVersion === 'v1' || object.apiVersion === 'networking.k8s.io/v1';
  if (group) yield* repeated(inSpec(object));
});
