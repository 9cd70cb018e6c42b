import type { Cluster, Model } from '../../../../src/model';
import { realModel, redeclared } from '../../../real-model';
import { caused } from '../../caused';

const of = (environment: string) => (each: { environment: string; type: string }) =>
  each.environment === environment && each.type === 'connection-pool';

function withCluster(environment: string, change: (cluster: Cluster) => Cluster): Model {
  const model = realModel();
  const environments = model.environments.map(each =>
    each.name === environment ? { ...each, cluster: change(each.cluster) } : each,
  );
  return { ...model, environments };
}

test('FD-08 more than 10 connections in dev stop the run', () => {
  const planted = redeclared(realModel(), of('fablink-dev'), each =>
    each.type === 'connection-pool' ? { ...each, connections: 3 } : each,
  );
  const findings = caused(planted, 'fablink-dev');
  expect(findings.map(each => each.where.environment)).toContain('fablink-dev');
  expect(findings.map(each => `${each.message} ${each.expected}`).join('\n')).toContain('10');
});

test('FP-17 more connections than the database of prod grants stop the run', () => {
  const planted = redeclared(realModel(), of('fablink-prod'), each =>
    each.type === 'connection-pool' ? { ...each, connections: 50 } : each,
  );
  expect(caused(planted, 'fablink-prod')).not.toEqual([]);
});

test('FP-19 nodes that do not hold the most pods that can ever exist stop the run', () => {
  // Three nodes of three pods of 500m each: 9 pods of at least 20.
  const planted = withCluster('fablink-prod', cluster => ({
    ...cluster,
    pools: cluster.pools.map(pool => ({ ...pool, nodes: { min: 1, max: 1 } })),
  }));
  expect(caused(planted, 'fablink-prod')).not.toEqual([]);
});

test('ALL-03 in an environment that is live, every assumed fact stops the run', () => {
  const model = realModel();
  const environments = model.environments.map(each => ({ ...each, live: true }));
  for (const { name, assumed } of environments) {
    const paths = caused({ ...model, environments }, name).map(({ where, message }) => where.path ?? message);
    expect(assumed.map(fact => fact.path).filter(path => !paths.some(each => each.includes(path)))).toEqual([]);
  }
});
