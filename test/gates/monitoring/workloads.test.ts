import { workloadTold } from '../../../src/gates/monitoring/workload-told';
import type { Model } from '../../../src/model';
import { named, partOf, planted, realModel, without } from '../../real-model';

const model = realModel();

const found = (of: Model): readonly string[] =>
  workloadTold.check(of).map(({ where, message }) => `${where.environment} ${where.object}: ${message}`);

const UNTOLD = 'no alert of the environment tells when no pod of it answers';

/** The rules of one PrometheusRule, each alert changed or left out. */
function changed(
  environment: string,
  name: string,
  change: (rule: { alert?: string; expr: string }) => boolean,
): Model {
  return planted(model, named(environment, `PrometheusRule/${name}`), object => {
    const { groups } = object['spec'] as { groups: { rules: { alert?: string; expr: string }[] }[] };
    for (const group of groups) group.rules = group.rules.filter(change);
  });
}

const replaced = (environment: string, name: string, from: string, to: string): Model =>
  changed(environment, name, rule => {
    rule.expr = rule.expr.replaceAll(from, to);
    return true;
  });

/** A file of rules of an environment that has no operator, written otherwise. */
function rewritten(environment: string, file: string, change: (text: string) => string): Model {
  return planted(model, named(environment, 'ConfigMap/prometheus-rules'), object => {
    const data = object['data'] as Record<string, string>;
    const before = data[`${file}.yaml`];
    if (before === undefined) throw new Error(`no file ${file}`);
    data[`${file}.yaml`] = change(before);
    if (data[`${file}.yaml`] === before) throw new Error(`nothing of ${file} was rewritten`);
  });
}

describe('workload-told', () => {
  test('holds as things stand, of every kind of workload', () => {
    expect(found(model)).toEqual([]);
    const kinds = model.manifests.filter(
      ({ tree, object }) => tree === 'dist' && /^(apps|argoproj)/.test(object.apiVersion),
    );
    expect(new Set(kinds.map(({ object }) => object.kind))).toEqual(
      new Set(['DaemonSet', 'Deployment', 'Rollout', 'StatefulSet', 'AnalysisTemplate']),
    );
  });

  test.each([
    ['memo-prod', 'kafka-store', 'StatefulSet/sgcc-memo/kafka'],
    ['memo-prod', 'zookeeper-store', 'StatefulSet/sgcc-memo/zookeeper'],
    ['memo-prod', 'mariadb-store', 'StatefulSet/sgcc-memo/mariadb'],
    ['memo-prod', 'redis-store', 'Deployment/sgcc-memo/redis'],
    ['learn', 'fluent-bit', 'DaemonSet/logging/fluent-bit'],
    ['learn', 'frontend', 'Rollout/frontend/frontend'],
    ['tripgen-prod', 'grafana', 'Deployment/monitoring/grafana'],
  ])('planted: in %s, %s is gone and its workload is found', (environment, rules, object) => {
    expect(found(without(model, named(environment, `PrometheusRule/${rules}`)))).toEqual([
      `${environment} ${object}: ${UNTOLD}`,
    ]);
  });

  test('planted: of pods that are there and do not answer alone is not of none', () => {
    const left = changed('learn', 'order', ({ alert }) => alert !== 'TargetsMissing');
    expect(found(left)).toEqual([`learn Deployment/backend/order: ${UNTOLD}`]);
  });

  test.each([
    ['of another store', 'statefulset="kafka"', 'statefulset="another"'],
    ['of another namespace', 'namespace="sgcc-memo"', 'namespace="another"'],
    ['of all others', 'statefulset="kafka"', 'statefulset!="kafka"'],
    ['of pods that there should be', '_status_replicas_ready', '_replicas'],
  ])('planted: an alert %s does not count', (_, from, to) => {
    expect(found(replaced('memo-prod', 'kafka-store', from, to))).toEqual([
      `memo-prod StatefulSet/sgcc-memo/kafka: ${UNTOLD}`,
    ]);
  });

  test('planted: what another exporter says of its own store does not count', () => {
    expect(found(replaced('memo-prod', 'mariadb-store', 'job="mariadb-exporter"', 'job="redis-exporter"'))).toEqual([
      `memo-prod StatefulSet/sgcc-memo/mariadb: ${UNTOLD}`,
    ]);
  });

  test.each([
    ['memo-dev', 'memo-dev-redis-store', 'Deployment/memo-dev/redis'],
    ['memo-dev', 'memo-dev-mariadb-store', 'StatefulSet/memo-dev/mariadb'],
    ['tripgen-dev', 'node-logs-log-keeper-agent', 'DaemonSet/node-logs/log-keeper'],
    ['tripgen-dev', 'tripgen-dev-ai-service', 'Deployment/tripgen-dev/ai-service'],
  ])(
    'planted: in %s, where files tell Prometheus, %s is gone and its workload is found',
    (environment, file, object) => {
      expect(found(rewritten(environment, file, () => ''))).toEqual([`${environment} ${object}: ${UNTOLD}`]);
    },
  );

  test.each([
    ['memo-dev', 'memo-dev-redis-store', 'deployment="redis"', 'Deployment/memo-dev/redis'],
    ['tripgen-dev', 'node-logs-log-keeper-agent', 'daemonset="log-keeper"', 'DaemonSet/node-logs/log-keeper'],
  ])('planted: in %s, pods of another name than %s asks for do not count', (environment, file, label, object) => {
    const another = label.replace(/"[^"]+"/, '"another"');
    expect(found(rewritten(environment, file, text => text.replaceAll(label, another)))).toEqual([
      `${environment} ${object}: ${UNTOLD}`,
    ]);
  });

  test.each([
    ['StatefulSet', 'statefulset_status_replicas_ready', 'redis', 'deployment', 'Deployment/memo-dev/redis'],
    ['Deployment', 'deployment_status_replicas_ready', 'kafka', 'statefulset', 'StatefulSet/memo-dev/kafka'],
    ['DaemonSet', 'daemonset_status_number_unavailable', 'kafka', 'statefulset', 'StatefulSet/memo-dev/kafka'],
  ])('planted: the ready pods of a %s of the same name do not count', (kind, metric, store, label, object) => {
    const other = rewritten('memo-dev', `memo-dev-${store}-store`, text =>
      text.replace(/kube_\w+/, `kube_${metric}`).replace(`${label}=`, `${kind.toLowerCase()}=`),
    );
    expect(found(other)).toEqual([`memo-dev ${object}: ${UNTOLD}`]);
  });

  test('where nobody judges anything, nothing is missed', () => {
    const unjudged = without(partOf(model, 'memo-dev'), named('memo-dev', 'ConfigMap/prometheus-rules'));
    expect(found(unjudged)).toEqual([]);
  });
});
