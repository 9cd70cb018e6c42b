import { logRules } from '../../../src/gates/logs';
import { logLinesArrive } from '../../../src/gates/logs/log-lines-arrive';
import { logSettingsKnown } from '../../../src/gates/logs/log-settings-known';
import { groupsReached, logFile, pipelineOf, type Pipeline } from '../../../src/gates/logs/pipeline';
import type { Declared, Model, Rule } from '../../../src/model';
import { named, planted, realModel, redeclared, without } from '../../real-model';
import { rewritten as rewrittenIn } from './rewritten';

const model = realModel();
const CONFIG = named('learn', 'ConfigMap/fluent-bit-config');
/** Some Job of the environment: what it would be as a service that nobody keeps the lines of. */
const JOB = model.declarations.flatMap(each =>
  each.environment === 'learn' && each.type === 'workload' && each.runs === 'job' ? [each.name] : [],
)[0];
const AT = 'ConfigMap/logging/fluent-bit-config $.data["fluent-bit.yaml"]: ';

const found = (rule: Rule, of: Model): readonly string[] =>
  rule.check(of).map(({ where, message }) => `${where.object ?? where.environment} ${where.path ?? ''}: ${message}`);

const rewritten = (from: string | RegExp, to: string): Model => rewrittenIn('learn', from, to);

/** The same model where the output of a service takes whatever is read. */
function allFrom(service: string, of: Model): Model {
  return rewrittenIn('learn', `kube.backend.${service}.*`, 'kube.*', of);
}

describe('log-lines-arrive', () => {
  test('is silent about the real output', () => {
    expect(logRules.flatMap(rule => found(rule, model))).toEqual([]);
  });

  test.each([
    [
      'a service whose output is gone',
      rewritten('kube.backend.order.*', 'kube.backend.orders.*'),
      'backend/order arrive in no log group',
    ],
    [
      'a service whose files are not read',
      rewritten('*_backend_order-*', '*_backend_orders-*'),
      'backend/order arrive in no log group',
    ],
    [
      'a pattern of file names that finds nothing',
      rewritten('_(?<namespace_name>', '/(?<namespace_name>'),
      'backend/order arrive in no log group',
    ],
    [
      'a pattern of file names that finds nothing, where one output takes all that is read,',
      allFrom('order', rewritten('_(?<namespace_name>', '#(?<namespace_name>')),
      'backend/order arrive in no log group',
    ],
  ])('%s is found', (_what, broken, expected) => {
    expect(found(logLinesArrive, broken).join('\n')).toContain(`${AT}lines of ${expected}`);
  });

  test('a match that takes the lines of another service, too, is found', () => {
    expect(found(logLinesArrive, rewritten('kube.backend.order.*', 'kube.backend.*'))).toEqual([
      `${AT}lines of backend/catalog arrive in /learn/catalog and /learn/order`,
      `${AT}lines of backend/main arrive in /learn/order and /learn/main`,
      expect.stringContaining('no line of any declared service arrives in /learn/catalog'),
      expect.stringContaining('no line of any declared service arrives in /learn/main'),
    ]);
  });

  test('lines that are sent to a group which nothing makes are found', () => {
    const broken = without(model, named('learn', 'LogGroup/order-logs'));
    expect(found(logLinesArrive, broken)).toEqual([
      `${AT}lines of backend/order are sent to /learn/order, which no LogGroup makes`,
    ]);
  });

  test('two services that share a group, and the group that is left, are found', () => {
    expect(found(logLinesArrive, rewritten('log_group_name: /learn/order', 'log_group_name: /learn/main'))).toEqual([
      `${AT}lines of backend/order and of backend/main arrive in /learn/main`,
      'LogGroup/backend/order-logs $.spec.name: no line of any declared service arrives in /learn/order',
    ]);
  });

  test('a group of a service that is gone is found', () => {
    const gone = {
      ...model,
      declarations: model.declarations.filter(
        each => !(each.environment === 'learn' && each.type === 'workload' && each.name === 'order'),
      ),
    };
    expect(found(logLinesArrive, gone)).toEqual([
      'LogGroup/backend/order-logs $.spec.name: no line of any declared service arrives in /learn/order',
    ]);
  });

  test('a service that was declared behind the logs is found, and told where to list them', () => {
    const broken = redeclared(
      model,
      each => each.environment === 'learn' && each.type === 'workload' && each.runs === 'job' && each.name === JOB,
      each => ({ ...each, runs: 'service' }) as Declared,
    );
    expect(logLinesArrive.check(broken)).toEqual([
      expect.objectContaining({ mend: 'list `logs` behind the system of the service in the environment’s file' }),
    ]);
  });

  test('a service whose container has another name is found: its lines stand in another file', () => {
    const broken = planted(model, named('learn', 'Deployment/order'), object => {
      const { template } = object['spec'] as { template: { spec: { containers: { name: string }[] } } };
      for (const container of template.spec.containers) container.name = 'web';
    });
    expect(found(logLinesArrive, broken)).toEqual([
      `${AT}no container of backend/order is called order, so its lines stand in another file`,
    ]);
  });

  test('a service whose pods an operator makes of another kind than thought is found, too', () => {
    const broken = planted(model, named('learn', 'Alertmanager/monitoring'), object => {
      object.kind = 'ThanosRuler';
    });
    expect(found(logLinesArrive, broken)).toEqual([
      `${AT}no container of monitoring/alertmanager is called alertmanager, so its lines stand in another file`,
    ]);
  });

  test.each([
    ['is no YAML', rewritten('service:', 'service: ]')],
    ['has no pipeline', rewritten('pipeline:', 'pipes:')],
    ['includes others', rewritten('service:', 'includes:\n  - more.yaml\nservice:')],
    ['is gone', without(model, CONFIG)],
  ])('a configuration that %s is found', (_what, broken) => {
    expect(found(logLinesArrive, broken)).toEqual([expect.stringMatching(/^learn : .* cannot be read: /)]);
  });
});

describe('log-settings-known', () => {
  test('a misspelt setting is found, with the one that was meant', () => {
    expect(logSettingsKnown.check(rewritten('retry_limit: 60', 'retry_limits: 60'))).toEqual([
      expect.objectContaining({
        message: 'outputs[0] has "retry_limits", which is not among the settings known here',
        mend: 'did you mean "retry_limit"?; if Fluent Bit documents it, add it in src/gates/logs/settings.ts',
      }),
    ]);
  });

  test.each([
    ['of the service', 'log_level: info', 'loglevel: info', 'service has "loglevel"'],
    ['of the reader', 'read_from_head:', 'read_from_start:', 'inputs[0] has "read_from_start"'],
    ['at the top', /^service:/, 'services:', 'the configuration has "services"'],
    ['of the pipeline', 'outputs:', 'filter: []\n  outputs:', 'the pipeline has "filter"'],
    ['of a reader, which would change lines', 'db:', 'processors: {}\n      db:', 'inputs[0] has "processors"'],
  ])('an unknown setting %s is found', (_where, from, to, expected) => {
    expect(found(logSettingsKnown, rewritten(from, to))).toEqual([expect.stringContaining(AT + expected)]);
  });

  test('a plugin whose ways nobody knows is found', () => {
    expect(found(logSettingsKnown, rewritten('name: cloudwatch_logs', 'name: s3'))).toEqual([
      `${AT}outputs[0] is the plugin "s3"`,
    ]);
  });

  test('a collector that makes groups itself, which keep for ever, is found', () => {
    expect(found(logSettingsKnown, rewritten('auto_create_group: "false"', 'auto_create_group: "on"'))).toEqual([
      `${AT}outputs[0] has auto_create_group "on"`,
    ]);
  });
});

const EMPTY: Pipeline = { service: {}, sections: [], parts: [], inputs: [], filters: [], outputs: [] };

describe('Fluent Bit’s way from file to group', () => {
  const way = (path: string, match: string): readonly string[] => {
    const input = {
      name: 'tail',
      path,
      tag: 'kube.<ns>.<c>.<pod>',
      tag_regex: '(?<pod>[a-z0-9.-]+)_(?<ns>[^_]+)_(?<c>.+)-[a-f0-9]{64}\\.log$',
    };
    return groupsReached(
      { ...EMPTY, inputs: [input], outputs: [{ match, log_group_name: '/g' }] },
      logFile({ namespace: 'shop', pod: 'web-1', container: 'web' }),
    );
  };

  test.each([
    ['/var/log/containers/*.log', '*', true],
    ['/var/log/containers/*.log', 'kube.*', true],
    ['/var/log/containers/*.log', 'kube.shop.web.web-1', true],
    ['/var/log/containers/*.log', 'kube.*.web.*', true],
    ['/var/log/containers/*.log', 'kube.shop', false],
    ['/var/log/containers/*.log', 'kubeXshop.web.*', false],
    ['/var/log/*.log', '*', false],
    ['/var/log/pods/*.log, /var/log/containers/web-*.log', '*', true],
  ])('files %s and match %s: %s', (path, match, arrives) => {
    expect(way(path, match)).toEqual(arrives ? ['/g'] : []);
  });

  test('a field that the pattern does not find is an underline in the tag', () => {
    const input = {
      name: 'tail',
      path: '/var/log/containers/*.log',
      tag: 'kube.<ns>.<none>',
      tag_regex: '_(?<ns>[^_]+)_',
    };
    const output = { match: 'kube.shop._', log_group_name: '/g' };
    const file = logFile({ namespace: 'shop', pod: 'web-1', container: 'web' });
    expect(groupsReached({ ...EMPTY, inputs: [input], outputs: [output] }, file)).toEqual(['/g']);
  });

  test('a text that is no YAML is told as such', () => {
    expect(pipelineOf('a: ]')).toMatch(/^no YAML: /);
  });
});
