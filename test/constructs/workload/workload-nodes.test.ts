import { Duration } from 'cdk8s';
import { StatefulStore } from '../../../src/constructs/data-store';
import { fixed } from '../../../src/constructs/scaling';
import { Job, Service, size } from '../../../src/constructs/workload';
import type { Cluster } from '../../../src/model';
import { objectOf, TEST_CLUSTER, testSystem } from '../place';
import { read } from '../read';

const shared = {
  namespace: 'shop',
  image: { repository: 'registry.example.com/shop', tag: '1' },
  size: size('10m', '16Mi', '20m', '32Mi'),
  user: 1000,
};
const probe = { path: '/', every: Duration.seconds(10), timeout: Duration.seconds(5), failures: 3 };
const probes = { liveness: probe, readiness: probe };

function system(cluster: Cluster) {
  const made = testSystem(cluster);
  new Service(made.app, 'orders', { ...shared, port: 8080, probes, replicas: fixed(1) });
  new Job(made.app, 'load', { ...shared, run: 'on-change', command: ['true'], deadline: Duration.minutes(1) });
  new StatefulStore(made.app, 'store', {
    ...shared,
    ports: [{ name: 'http', port: 8081 }],
    probes,
    data: { path: '/data', storage: { type: 'class', size: '1Gi' } },
    terminationGrace: Duration.seconds(30),
  });
  return made;
}

const ALL = [
  ['Deployment', 'orders'],
  ['Job', 'load'],
  ['StatefulSet', 'store'],
] as const;

test.each(ALL)('the pods of %s/%s run on the nodes that the cluster keeps for systems', (kind, name) => {
  const workloadNodes = { 'garam.dev/node-group': 'application' };
  const made = system({ ...TEST_CLUSTER, workloadNodes });
  expect(read(objectOf(made, kind, name), 'spec.template.spec.nodeSelector')).toEqual(workloadNodes);
});

test.each(ALL)('the pods of %s/%s run anywhere on a cluster with one kind of nodes', (kind, name) => {
  expect(read(objectOf(system(TEST_CLUSTER), kind, name), 'spec.template.spec')).not.toHaveProperty('nodeSelector');
});
