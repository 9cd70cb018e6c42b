import type { Declared, Finding, Model } from '../../../../src/model';
import { named, planted, realModel, redeclared } from '../../../real-model';
import { caused as causedIn } from '../../caused';

/** Findings that a planted defect brings to tripgen-dev, by rule. */
function caused(model: Model): readonly Finding[] {
  return causedIn(model, 'tripgen-dev');
}

const codes = (model: Model) => caused(model).map(each => each.code);

const ofDev = (type: string, workload: string) => (each: Declared) =>
  each.environment === 'tripgen-dev' &&
  each.type === type &&
  ('workload' in each ? each.workload : 'name' in each ? each.name : undefined) === workload;

test('TG-01 a service that asks for one node’s memory more does not fit the two nodes', () => {
  const model = planted(realModel(), named('tripgen-dev', 'Deployment/ai-service'), object => {
    const { template } = object.spec as { template: { spec: { containers: { resources: { requests: object } }[] } } };
    for (const { resources } of template.spec.containers) resources.requests = { cpu: '200m', memory: '3Gi' };
  });
  const larger = redeclared(model, ofDev('workload', 'ai-service'), each =>
    each.type === 'workload' ? { ...each, requests: { cpuMillis: 200, memoryMiB: 3072 } } : each,
  );
  const capacity = caused(larger).filter(each => each.code === 'pool-capacity');
  expect(capacity.map(each => each.message).join('\n')).toMatch(/ai-service 1 × 3072/);
});

test('TG-01, TG-20 one node less does not hold the environment', () => {
  const model = realModel();
  const environments = model.environments.map(each =>
    each.name === 'tripgen-dev'
      ? { ...each, cluster: { ...each.cluster, pools: each.cluster.pools.filter(pool => pool.name === 'data') } }
      : each,
  );
  expect(codes({ ...model, environments })).toContain('pool-capacity');
});

test('TG-03 a pool too large for the 100 connections stops the run', () => {
  const model = redeclared(realModel(), ofDev('connection-pool', 'trip-service'), each =>
    each.type === 'connection-pool' ? { ...each, connections: 60 } : each,
  );
  const [finding] = caused(model);
  expect(finding?.code).toBe('connection-budget');
  expect(finding?.message).toMatch(/^postgresql grants 95 connections, found up to \d+: /);
  expect(finding?.expected).toContain('TG-03');
});

test('TG-16 a number of pods in git, which Argo CD would heal at night, stops the run', () => {
  const model = planted(realModel(), named('tripgen-dev', 'Deployment/trip-service'), object => {
    (object.spec as { replicas?: number }).replicas = 1;
  });
  expect(codes(model)).toContain('replicas-owned');
});

test('TG-16 a window that ends at another time than was declared stops the run', () => {
  const model = planted(realModel(), named('tripgen-dev', 'ScaledObject/redis'), object => {
    const { triggers } = object.spec as { triggers: { metadata: { end: string } }[] };
    for (const { metadata } of triggers) metadata.end = '0 22 * * 1-5';
  });
  expect(codes(model)).toEqual(['schedule-declared']);
});

test('TG-06 a second policy that opens the database to every pod stops the run', () => {
  const model = planted(realModel(), named('tripgen-dev', 'NetworkPolicy/dev-basic-policy'), object => {
    (object.spec as { podSelector: object }).podSelector = {};
  });
  expect(caused(model)).not.toEqual([]);
});

test('TG-13 a key that no hand-made Secret has stops the run', () => {
  const model = planted(realModel(), named('tripgen-dev', 'Deployment/ai-service'), object => {
    const { template } = object.spec as {
      template: { spec: { containers: { env: { valueFrom?: { secretKeyRef?: { key: string } } }[] }[] } };
    };
    for (const { env } of template.spec.containers) {
      for (const { valueFrom } of env) {
        if (valueFrom?.secretKeyRef?.key === 'openai_api_key') valueFrom.secretKeyRef.key = 'openai_key';
      }
    }
  });
  expect(codes(model)).toContain('secret-key');
});
