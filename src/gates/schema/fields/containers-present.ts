import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';
import { containersOf, podSpecsOf, type PodSpecAt } from './pods';

const example = 'containers: [{ name: main, … }]';
const text: RuleTexts = {
  en: {
    rule: 'Every pod has at least one container, and every container an image.',
    reason: 'The schema takes an empty list and a container without an image; the API server does not.',
    example,
  },
  ko: {
    rule: '모든 파드에는 컨테이너가 하나 이상 있고, 모든 컨테이너에는 이미지가 있다.',
    reason: '스키마는 빈 목록과 이미지 없는 컨테이너를 받지만, API 서버는 받지 않는다.',
    example,
  },
};

function* withoutImage(pod: PodSpecAt): Iterable<ComplaintAt> {
  for (const { container, steps } of containersOf(pod)) {
    if (container.image !== undefined && container.image !== '') continue;
    yield { steps: [...steps, 'image'], message: 'found no image', expected: 'an image', mend: 'name the image' };
  }
}

/** Every pod has a container, and every container an image; the schema takes an empty list. */
export const containersPresent = objectRule('containers-present', text, function* (object) {
  for (const pod of podSpecsOf(object)) {
    const { spec, steps } = pod;
    yield* withoutImage(pod);
    if (Array.isArray(spec.containers) && spec.containers.length > 0) continue;
    yield {
      steps: [...steps, 'containers'],
      message: 'found no container',
      expected: 'at least one container',
      mend: 'add a container, or remove the workload',
    };
  }
});
