import type { KubeObject } from '../../model';
import { everyField, shown, valueAt } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';
import { imagesIn, type ImageReference } from './image-reference';

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const COMMIT = /^[0-9a-f]{40}$/;
/** A name may stand before the version (`v1.2`, `jdk-21.0.2`), but the first number must be no floating one. */
const VERSION = /^(?:[A-Za-z]+(?:[._-][A-Za-z]+)*[._-]?)?\d+\.\d+/;

const example = 'image: docker.io/curlimages/curl:8.16.0\nimage: registry.example.com/web@sha256:<64 hex digits>';
const text: RuleTexts = {
  en: {
    rule: 'Every image is named by a digest, by a tag with at least a major and a minor version, or by a full git commit; never latest.',
    reason:
      'A floating tag runs different programs on two nodes, and yesterday’s state cannot be brought back from git.',
    example,
  },
  ko: {
    rule: '모든 이미지는 다이제스트, 메이저와 마이너 버전이 있는 태그, 또는 전체 git 커밋으로 지정하고 latest는 쓰지 않는다.',
    reason: '떠다니는 태그는 두 노드에서 다른 프로그램을 돌리고, 어제의 상태를 git에서 되살릴 수 없게 한다.',
    example,
  },
};

const expected = 'a tag with major and minor version (8.16.0), a git commit of 40 digits, or a digest';
const mend = 'name the exact version that was tested, best with its digest';

/** Every image is one image for ever. */
export const imagePinned = objectRule('image-pinned', text, function* (object) {
  for (const { steps, reference } of imagesIn(object)) {
    const fault = faultOf(reference);
    if (fault === undefined) continue;
    yield {
      steps,
      message: `found ${shown(reference.text)}: ${fault}`,
      expected,
      mend,
    };
  }
  yield* chartTags(object);
});

/** A chart's values name images in parts; a tag of `latest` there overrides the version that the chart pins. */
function* chartTags(object: KubeObject): Iterable<ComplaintAt> {
  if (object.kind !== 'Application') return;
  const found: ComplaintAt[] = [];
  const top = ['spec', 'source', 'helm', 'valuesObject'];
  everyField(valueAt(object, top), (name, value, steps) => {
    if (name !== 'tag' || value !== 'latest') return;
    found.push({ steps: [...top, ...steps], message: 'found the tag "latest" in a chart’s values', expected, mend });
  });
  yield* found;
}

function faultOf({ tag, digest }: ImageReference): string | undefined {
  if (digest !== undefined) return DIGEST.test(digest) ? undefined : 'the digest is not sha256: and 64 hex digits';
  if (tag === undefined || tag === '') return 'no tag, which means latest';
  if (tag === 'latest') return 'latest is another image every day';
  return VERSION.test(tag) || COMMIT.test(tag) ? undefined : `the tag ${tag} floats`;
}
