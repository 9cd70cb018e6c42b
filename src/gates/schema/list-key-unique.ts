import { isAboutUniqueness, violationsOf } from './checker';
import { schemaOf } from './kind-schemas';
import { objectRule, type RuleTexts } from './object-rule';

const example = 'env: [{ name: HOST, value: a }, { name: PORT, value: b }]';
const text: RuleTexts = {
  en: {
    rule: 'No list holds two entries with the same key, and no set the same element twice.',
    reason: 'The API server accepts some of these, and the next server-side apply refuses them or keeps only one.',
    example,
  },
  ko: {
    rule: '목록에는 같은 키의 항목이 두 번 있을 수 없고, 집합에는 같은 원소가 두 번 있을 수 없다.',
    reason: 'API 서버가 받아들이는 경우도 있지만, 다음 서버 측 적용에서 거부되거나 하나만 남는다.',
    example,
  },
};

/**
 * No list holds two entries with the same key (`x-kubernetes-list-map-keys`: containers and env by name, ports by
 * number and protocol …) and no set the same element twice: the API server accepts some of these, and the next
 * server-side apply refuses or merges them.
 */
export const listKeyUnique = objectRule('list-key-unique', text, object => {
  const schema = schemaOf(object);
  if (schema === undefined) return [];
  return violationsOf(schema, object)
    .filter(isAboutUniqueness)
    .map(({ path, found, expected, mend }) => ({ path, message: `found ${found}`, expected, mend }));
});
