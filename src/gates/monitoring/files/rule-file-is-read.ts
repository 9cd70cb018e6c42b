import { environmentRule } from '../../reference/reference-rule';
import { shown, valueAt } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { holdsRules } from '../prometheus-rules';
import { fileServersOf, yamlObject, type FileAt } from './file-server';

const example =
  'rule_files: [/etc/prometheus/rules/*.yaml] # the folder at which the pod of Prometheus mounts the ConfigMap of rules';
const text: RuleTexts = {
  en: {
    rule: 'Where a Prometheus is told by files, its settings are mounted where it looks for them, they name every file of rules of the environment, and all of them are YAML.',
    reason:
      'A file that is not mounted, or lies in a folder that nobody names, is accepted by the API server and read by nobody: alerts that do not exist.',
    example,
  },
  ko: {
    rule: '파일로 설정하는 Prometheus는 찾는 위치에 설정 파일이 마운트되어 있고, 그 설정은 환경의 모든 규칙 파일을 가리키며, 파일은 모두 YAML이다.',
    reason:
      '마운트되지 않았거나 아무도 가리키지 않는 폴더에 있는 파일은 API 서버는 받아 주지만 아무도 읽지 않는다. 없는 알림이나 마찬가지다.',
    example,
  },
};

/** What is written for a Prometheus of files is read by it. */
export const ruleFileIsRead = environmentRule('rule-file-is-read', text, function* (environment) {
  const servers = fileServersOf(environment);
  for (const { manifest, content, flags } of servers) {
    if (content !== undefined) continue;
    yield [
      manifest,
      {
        steps: flags.find(({ text: flag }) => flag.startsWith('--config.file='))?.steps ?? [],
        message: 'found settings that are not mounted there, or are no YAML',
        expected: 'a file of a ConfigMap that the pod mounts',
        mend: 'mount the ConfigMap of the settings at the folder that the flag names',
      },
    ];
  }
  const read = new Set(servers.flatMap(({ rules }) => rules.map(keyOf)));
  for (const manifest of environment.manifests.filter(holdsRules)) {
    for (const [file, content] of Object.entries(valueAt(manifest.object, ['data']) ?? {})) {
      const at: FileAt = { manifest, steps: ['data', file] };
      if (Array.isArray(yamlObject(content)?.groups) && read.has(keyOf(at))) continue;
      const isRead = read.has(keyOf(at));
      yield [
        manifest,
        {
          steps: at.steps,
          message: isRead
            ? `found ${shown(content)}, which is no YAML with groups of rules`
            : `found ${file}, which no Prometheus of the environment reads`,
          expected: isRead ? 'groups of rules' : 'a mounted file whose path fits a pattern of rule_files',
          mend: 'declare the rules with AlertRules, and list the system monitoring in the environment',
        },
      ];
    }
  }
});

function keyOf({ manifest, steps }: FileAt): string {
  return JSON.stringify([manifest.path, steps]);
}
