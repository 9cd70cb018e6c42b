import { usesOf } from '../reference/configuration/uses';
import { environmentRule } from '../reference/reference-rule';
import type { RuleTexts } from '../schema/object-rule';
import { isRollout } from './rollout';

const example = 'kind: ConfigMap\nmetadata: { name: web-config-0a1b2c3d4e }\nimmutable: true';
const text: RuleTexts = {
  en: {
    rule: 'The pods of a Rollout read only ConfigMaps that are immutable.',
    reason:
      'A ConfigMap that is overwritten reaches the pods of the old version as they start again, judged by nobody, and an abort does not take it back.',
    example,
  },
  ko: {
    rule: 'Rollout의 파드는 변경할 수 없는 ConfigMap만 읽는다.',
    reason:
      '덮어쓴 ConfigMap은 아무도 판정하지 않은 채 옛 버전의 파드가 다시 시작할 때 읽히고, 중단해도 되돌아가지 않는다.',
    example,
  },
};

/** A version of a release keeps the configuration that it was judged with. */
export const releaseConfiguration = environmentRule('release-configuration', text, function* (environment) {
  for (const { kind, manifest, name, namespace, steps } of usesOf(environment)) {
    if (kind !== 'ConfigMap' || namespace === undefined || !isRollout(manifest.object)) continue;
    const found = environment.find('ConfigMap', namespace, name);
    if (found === undefined || found.object['immutable'] === true) continue;
    yield [
      manifest,
      {
        steps,
        message: `found ConfigMap ${name}, which a commit can overwrite`,
        expected: 'an immutable ConfigMap, named by its content',
        mend: "make it with versions: 'one-a-content'",
      },
    ];
  }
});
