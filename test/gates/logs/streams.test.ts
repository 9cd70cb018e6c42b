import { logLinesArrive } from '../../../src/gates/logs/log-lines-arrive';
import { logSettingsKnown } from '../../../src/gates/logs/log-settings-known';
import type { Model } from '../../../src/model';
import { named, realModel, without } from '../../real-model';
import { messages, rewritten as rewrittenIn } from './rewritten';

const rewritten = (from: string | RegExp, to: string): Model => rewrittenIn('memo-prod', from, to);

const LABELS = 'labels: namespace=sgcc-memo, service=fastapi';

describe('log-lines-arrive, where the store is in the cluster, finds', () => {
  test.each([
    ['a service whose output is gone', 'kube.sgcc-memo.fastapi.*', 'kube.sgcc-memo.api.*', ['are taken by 0 outputs']],
    [
      'a match that takes the lines of another service, too',
      'kube.sgcc-memo.fastapi.*',
      'kube.sgcc-memo.f*',
      ['sgcc-memo/frontend are taken by 2 outputs'],
    ],
    ['labels of another service', LABELS, 'labels: namespace=sgcc-memo, service=redis', ['have the labels']],
    ['a label too many', LABELS, `${LABELS}, pod=$pod`, ['have the labels']],
    [
      'labels of what stands in a line',
      LABELS,
      `${LABELS}\n      label_keys: $pod`,
      ['have labels of what stands in them (label_keys)'],
    ],
    [
      'labels of pods',
      LABELS,
      `${LABELS}\n      auto_kubernetes_labels: "on"`,
      ['have labels of what stands in them (auto_kubernetes_labels)'],
    ],
    ['another address', 'loki.log-store.svc', 'loki.logging.svc', ['are sent to loki.logging.svc.cluster.local:3100']],
    ['another port', 'port: 3100', 'port: 3101', ['are sent to loki.log-store.svc.cluster.local:3101']],
    ['a key beside the line', 'time, stream, _p', 'time, stream', ['do not arrive as they were written']],
    ['the line’s own key removed', 'time, stream, _p', 'time, stream, _p, log', ['do not arrive as they were written']],
    [
      'a key that the reader adds',
      'multiline.parser: cri',
      'multiline.parser: cri\n      path_key: file',
      Array<string>(13).fill('do not arrive as they were written'),
    ],
    ['a line in quotes', 'drop_single_key: raw', 'drop_single_key: "on"', ['do not arrive as they were written']],
    ['a line as pairs', 'line_format: json', 'line_format: key_value', ['do not arrive as they were written']],
  ])('%s', (_what, from, to, expected) => {
    expect(messages(logLinesArrive, rewritten(from, to))).toEqual(expected.map(each => expect.stringContaining(each)));
  });

  test('a store that is not there, for every service', () => {
    const gone = messages(logLinesArrive, without(realModel(), named('memo-prod', 'Service/loki')));
    expect(gone).toHaveLength(13);
    expect(new Set(gone.map(each => each.replace(/^lines of \S+ /, '')))).toEqual(
      new Set(['are sent to loki.log-store.svc.cluster.local:3100, where no Service is']),
    );
  });
});

test.each([
  ['drop_single_key', 'drop_singel_key'],
  ['remove_keys', 'remove_key'],
])('log-settings-known finds a misspelt setting of the output loki: %s', (right, wrong) => {
  expect(logSettingsKnown.check(rewritten(`${right}:`, `${wrong}:`))).toEqual([
    expect.objectContaining({
      message: `outputs[0] has "${wrong}", which is not among the settings known here`,
      mend: expect.stringContaining(`did you mean "${right}"?`) as string,
    }),
  ]);
});

test('log-settings-known finds an output to a store that is not declared', () => {
  expect(messages(logSettingsKnown, rewritten('name: loki', 'name: cloudwatch_logs'))).toEqual([
    'outputs[0] is the plugin "cloudwatch_logs"',
  ]);
});
