import type { Finding, LogDestination, Rule } from '../../model';
import { findingFor, type Complaint } from '../finding';
import { didYouMean } from '../schema/did-you-mean';
import { jsonPath, shown } from '../schema/json-path';
import { collectionsOf, type Collection } from './collections';
import type { Plugin } from './pipeline';
import { OUTPUT, PARTS, SECTIONS, SETTINGS } from './settings';

const code = 'log-settings-known';

const example = 'outputs:\n  - name: cloudwatch_logs\n    auto_create_group: "false"\n    retry_limit: 60';

type Found = Omit<Complaint, 'path'>;

function* unknownSettings(where: string, plugin: Plugin, known: readonly string[]): Iterable<Found> {
  for (const setting of Object.keys(plugin)) {
    if (known.includes(setting)) continue;
    const meant = didYouMean(setting, known);
    yield {
      message: `${where} has ${shown(setting)}, which is not among the settings known here`,
      expected: 'a documented setting, in small letters',
      mend: `${meant === undefined ? 'remove it' : `did you mean "${meant}"?`}; if Fluent Bit documents it, add it in src/gates/logs/settings.ts`,
    };
  }
}

function* ofPlugin(
  where: string,
  plugin: Plugin,
  kind: 'tail' | (typeof OUTPUT)[LogDestination['type']],
): Iterable<Found> {
  if (plugin.name !== kind) {
    yield {
      message: `${where} is the plugin ${shown(plugin.name)}`,
      expected: `${kind}, whose way from file to ${kind === 'loki' ? 'stream' : 'group'} is known here`,
      mend: `use ${kind}, or teach the rules about the plugin`,
    };
    return;
  }
  yield* unknownSettings(where, plugin, SETTINGS[kind]);
}

function* complaints({ pipeline, declared }: Collection): Iterable<Found> {
  const { service, inputs, outputs, sections, parts } = pipeline;
  yield* unknownSettings('the configuration', Object.fromEntries(sections.map(each => [each, true])), SECTIONS);
  yield* unknownSettings('the pipeline', Object.fromEntries(parts.map(each => [each, true])), PARTS);
  yield* unknownSettings('service', service, SETTINGS.service);
  for (const [index, input] of inputs.entries()) yield* ofPlugin(`inputs[${index}]`, input, 'tail');
  for (const [index, output] of outputs.entries()) {
    const where = `outputs[${index}]`;
    yield* ofPlugin(where, output, OUTPUT[declared.to.type]);
    const making = output.auto_create_group;
    if (making === undefined || String(making) === 'false') continue;
    yield {
      message: `${where} has auto_create_group ${shown(making)}`,
      expected: 'false: a group that the collector makes keeps its events for ever',
      mend: 'set auto_create_group to false and declare the LogGroup',
    };
  }
}

/** The collector's configuration has settings that Fluent Bit knows, and makes no group. */
export const logSettingsKnown: Rule = {
  code,
  text: {
    en: {
      rule: 'Every setting of the log collector is one that Fluent Bit documents, and it makes no log group itself.',
      reason:
        'A misspelt setting of a plugin keeps Fluent Bit from starting, and then the lines of every node stay there until they are rotated away. One of the service is ignored without a word, and what it was to do is not done.',
      example,
    },
    ko: {
      rule: '로그 수집기의 모든 설정은 Fluent Bit 문서에 있는 것이며, 수집기는 로그 그룹을 스스로 만들지 않는다.',
      reason:
        '플러그인의 설정을 잘못 쓰면 Fluent Bit가 시작하지 않고, 모든 노드의 줄은 회전으로 사라질 때까지 그곳에 머문다. service의 설정을 잘못 쓰면 말없이 무시되어, 그 설정이 할 일이 되지 않는다.',
      example,
    },
  },
  check(model) {
    return collectionsOf(model, code).collections.flatMap(collection => {
      const { configMap, steps } = collection;
      return Array.from(complaints(collection), (complaint): Finding =>
        findingFor(configMap, code, { path: jsonPath(steps), ...complaint }),
      );
    });
  },
};
