import type { KubeObject } from '../../model';
import { isRecord, shown } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';
import { annotation } from '../sync/annotations';

const ACK = 'services.k8s.aws/';
const MEND = 'declare the resource with adopted(…), which writes all four annotations';

/** What the annotations of an adopted resource must say (D-25). */
const WANTED = [
  ['adoption-policy', 'adopt', 'a policy that may create would make a second one where the first is not found'],
  ['read-only', 'true', 'else the controller writes what belongs to somebody else'],
  ['deletion-policy', 'retain', 'else deleting the object deletes what belongs to somebody else'],
] as const;

function* wrongAnnotations(object: KubeObject): Iterable<ComplaintAt> {
  for (const [name, wanted, why] of WANTED) {
    const found = annotation(object, ACK + name);
    if (found === wanted) continue;
    yield {
      steps: ['metadata', 'annotations', ACK + name],
      message: `found ${shown(found)} on an adopted ${object.kind}`,
      expected: `"${wanted}": ${why}`,
      mend: MEND,
    };
  }
}

function problemOf(fields: string | undefined): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(fields ?? '');
  } catch {
    return 'which is no JSON';
  }
  if (!isRecord(parsed)) return 'which is no JSON object';
  const values = Object.values(parsed);
  if (values.length === 0) return 'which names no field';
  return values.every(value => typeof value === 'string' && value !== '')
    ? undefined
    : 'whose values are not all texts';
}

function* wrongFields(object: KubeObject): Iterable<ComplaintAt> {
  const fields = annotation(object, `${ACK}adoption-fields`);
  const problem = problemOf(fields);
  if (problem === undefined) return;
  yield {
    steps: ['metadata', 'annotations', `${ACK}adoption-fields`],
    message: `found ${shown(fields)}, ${problem}`,
    expected: 'a JSON object of texts by which the controller finds the resource, such as {"tableName":"orders"}',
    mend: MEND,
  };
}

const example =
  'annotations:\n' +
  '  services.k8s.aws/adoption-policy: adopt\n' +
  `  services.k8s.aws/adoption-fields: '{"tableName":"orders"}'\n` +
  '  services.k8s.aws/read-only: "true"\n' +
  '  services.k8s.aws/deletion-policy: retain';
const text: RuleTexts = {
  en: {
    rule: 'A resource that exists and belongs to somebody else is adopted read-only, retained, and found by fields that parse.',
    reason:
      'Without one of them the controller changes or deletes what Terraform owns, or never finds it and reports nothing (D-25).',
    example,
  },
  ko: {
    rule: '이미 있고 남이 소유한 리소스는 읽기 전용으로 입양하고, 보존하며, 해석할 수 있는 필드로 찾는다.',
    reason:
      '하나라도 빠지면 컨트롤러가 Terraform의 것을 바꾸거나 지우고, 또는 끝내 찾지 못하면서 아무것도 알리지 않는다(D-25).',
    example,
  },
};

/** What Garam adopts it only reads (D-25). */
export const adoptedReadOnly = objectRule('adopted-read-only', text, function* (object) {
  const isAdopted = ['adoption-policy', 'adoption-fields', 'read-only'].some(
    name => annotation(object, ACK + name) !== undefined,
  );
  if (!isAdopted) return;
  yield* wrongAnnotations(object);
  yield* wrongFields(object);
});
