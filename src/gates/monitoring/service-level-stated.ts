import { modelRule } from '../pod/rule-forms';
import type { RuleTexts } from '../schema/object-rule';
import { rulesOf, textOf, type RuleAt } from './prometheus-rules';

const example =
  "new Service(this, 'main', { …, metrics: '/metrics', requests: NODE, serviceLevel: SERVICE_LEVEL }) // as its front end has";
const text: RuleTexts = {
  en: {
    rule: 'Where users of one service of an environment are promised something, every service there that counts its requests has a service level.',
    reason:
      'The promise is then judged at the front end alone, where slow answers of an API drown among pages and files that are fast.',
    example,
  },
  ko: {
    rule: '한 환경의 어떤 서비스가 사용자에게 무언가를 약속하면, 그 환경에서 요청을 세는 모든 서비스에 서비스 수준이 있다.',
    reason:
      '그렇지 않으면 약속은 프런트엔드에서만 판단되고, API의 느린 응답은 빠른 페이지와 파일 사이에 묻혀 드러나지 않는다.',
    example,
  },
};

/** What is told of a service that counts its requests and promises nothing. */
const UNPROMISED = 'AllRequestsFailing';

/** Every service that counts its requests promises something, where one does. */
export const serviceLevelStated = modelRule('service-level-stated', text, function* (model) {
  const all = rulesOf(model);
  const promising = new Set(all.filter(isAboutPromise).map(({ manifest }) => manifest.environment));
  for (const at of all) {
    if (at.rule.alert !== UNPROMISED || !promising.has(at.manifest.environment)) continue;
    yield [
      at.manifest,
      {
        steps: [...at.steps, 'alert'],
        message: `${textOf(at, 'labels', 'service')} counts its requests and promises nothing, and others of the environment do`,
        expected: 'a `serviceLevel` beside its `requests`',
        mend: 'give it the figures of its document, or those of the service that hands its answers on',
      },
    ];
  }
});

function isAboutPromise(at: RuleAt): boolean {
  return textOf(at, 'labels', 'slo') !== '';
}
