import { isAboutUniqueness, violationsOf } from './checker';
import { didYouMean } from './did-you-mean';
import { isKubernetesOwn, kindOf, schemaOf } from './kind-schemas';
import { objectRule, type RuleTexts } from './object-rule';
import { customKinds } from './schema-files';

const example = 'source: { repoURL: https://git.example.com/garam.git } # not repoUrl';
const text: RuleTexts = {
  en: {
    rule: 'Every custom object is exactly what its CRD accepts, and every custom kind has a CRD in crds/.',
    reason: 'An API server drops fields that a CRD does not know: the object looks applied and does something else.',
    example,
  },
  ko: {
    rule: '모든 사용자 정의 객체는 CRD가 받아들이는 그대로여야 하고, 모든 사용자 정의 종류는 crds/에 CRD가 있어야 한다.',
    reason: 'API 서버는 CRD가 모르는 필드를 버린다. 객체는 적용된 것처럼 보이지만 다르게 동작한다.',
    example,
  },
};

/**
 * Every custom object is exactly what its CRD accepts, unknown fields included; a custom kind without a schema is a
 * finding, since nothing would check it. Rules in CEL (`x-kubernetes-validations`) are not evaluated.
 */
export const schemaCrd = objectRule('schema-crd', text, object => {
  if (isKubernetesOwn(object)) return [];
  const schema = schemaOf(object);
  if (schema !== undefined) {
    return violationsOf(schema, object)
      .filter(violation => !isAboutUniqueness(violation))
      .map(({ path, found, expected, mend }) => ({ path, message: `found ${found}`, expected, mend }));
  }
  const meant = didYouMean(kindOf(object), customKinds());
  return [
    {
      message: `found ${kindOf(object)}, which no CRD in crds/ defines`,
      expected: meant ?? 'a kind with a schema in schemas/crds/',
      mend:
        meant === undefined
          ? 'correct apiVersion and kind, or add the CRD (npm run crds, npm run schemas)'
          : `did you mean ${meant}?`,
    },
  ];
});
