import type { RuleTexts } from '../schema/object-rule';
import { modelRule } from '../pod/rule-forms';
import { imagesIn, UNRELEASED } from './image-reference';

const example =
  '"image": { "web": { "tag": "<git commit>", "digest": "sha256:<64 hex digits>" } }   // <environment>.release.json';
const text: RuleTexts = {
  en: {
    rule: 'An environment that carries real traffic runs no image whose tag is a commit of forty zeros.',
    reason: 'Zeros stand where a pipeline has released nothing yet: no node can pull such an image.',
    example,
  },
  ko: {
    rule: '실제 트래픽을 받는 환경에는 태그가 0 마흔 개인 이미지가 없다.',
    reason: '0은 파이프라인이 아직 아무것도 릴리스하지 않았다는 자리표시다. 어떤 노드도 그런 이미지를 내려받지 못한다.',
    example,
  },
};

/** A live environment runs released images only. */
export const imageReleased = modelRule('image-released', text, function* (model) {
  const live = new Set(model.environments.filter(environment => environment.live).map(({ name }) => name));
  for (const manifest of model.manifests) {
    if (!live.has(manifest.environment)) continue;
    for (const { steps, reference } of imagesIn(manifest.object)) {
      if (reference.tag !== UNRELEASED) continue;
      yield [
        manifest,
        {
          steps,
          message: `found ${reference.repository} with a commit of zeros: nothing has been released`,
          expected: 'the tag of a release',
          mend: "let the pipeline write the release into the environment's release file, or do not mark the environment live yet",
        },
      ];
    }
  }
});
