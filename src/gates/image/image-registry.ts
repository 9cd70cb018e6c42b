import { didYouMean } from '../schema/did-you-mean';
import type { RuleTexts } from '../schema/object-rule';
import { modelRule } from '../pod/rule-forms';
import { imagesIn } from './image-reference';

const example = "registries: ['123456789012.dkr.ecr.ap-northeast-2.amazonaws.com', 'docker.io/curlimages']";
const text: RuleTexts = {
  en: {
    rule: 'Every image comes from a registry (or a folder of one) that the cluster lists; a cluster that lists none takes any.',
    reason:
      'Whoever can name any registry can run any program, and a node that cannot reach the registry never starts the pod.',
    example,
  },
  ko: {
    rule: '모든 이미지는 클러스터가 나열한 레지스트리(또는 그 폴더)에서 온다. 나열한 것이 없으면 어디서 와도 된다.',
    reason:
      '아무 레지스트리나 적을 수 있으면 아무 프로그램이나 돌릴 수 있고, 노드가 닿지 못하는 레지스트리의 파드는 뜨지 않는다.',
    example,
  },
};

/** Every image comes from a registry that its cluster lists. */
export const imageRegistry = modelRule('image-registry', text, function* (model) {
  const allowed = new Map(model.environments.map(({ name, cluster }) => [name, cluster.registries]));
  for (const manifest of model.manifests) {
    const registries = allowed.get(manifest.environment) ?? [];
    if (registries.length === 0) continue;
    for (const { steps, reference } of imagesIn(manifest.object)) {
      const { repository } = reference;
      if (registries.some(registry => repository === registry || repository.startsWith(`${registry}/`))) continue;
      const folder = repository.slice(0, repository.lastIndexOf('/'));
      const meant = didYouMean(folder, registries);
      yield [
        manifest,
        {
          steps,
          message: `found ${repository}, which is in none of the cluster's registries`,
          expected: `an image of ${registries.join(', ')}`,
          mend:
            meant === undefined
              ? 'copy the image to one of them, or add the registry to the cluster of the environment'
              : `did you mean "${meant}"?`,
        },
      ];
    }
  }
});
