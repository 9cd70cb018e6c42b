import { read } from '../../../constructs/read';
import { dev, prod, type Output } from './output';

const applications = (output: Output) =>
  output
    .manifests('argocd')
    .map(each => each.object)
    .filter(each => each.kind === 'Application');

/** Deployments, StatefulSets, Jobs and CronJobs. */
const workloads = (output: Output) =>
  ['Deployment', 'StatefulSet', 'Job', 'CronJob'].flatMap(kind => output.all(kind)).map(each => each.metadata.name);

test.each([
  ['dev', dev, true],
  ['prod', prod, false],
] as const)(
  'ALL-01 %s: every folder of dist/ is an Application; dev syncs by itself, prod after approval',
  (_, output, automatic) => {
    const folders = new Set(output.manifests().map(({ path }) => path.split('/').slice(0, 3).join('/')));
    const paths = applications(output).map(each => read(each, 'spec.source.path'));
    expect(paths).toEqual(expect.arrayContaining([...folders]));
    for (const each of applications(output)) {
      expect(read(each, 'spec.syncPolicy.automated') !== undefined).toBe(automatic);
    }
  },
);

test.each([
  ['dev', dev],
  ['prod', prod],
] as const)('ALL-02 %s: data initialisation, and a network policy for every workload', (_, output) => {
  expect(output.all('Job').map(each => each.metadata.name)).toContain('database-schema-init');
  const policies = output.all('NetworkPolicy').map(each => each.metadata.name);
  expect(policies).toContain('default-deny');
  expect(workloads(output).filter(name => !policies.includes(name))).toEqual([]);
});

test.each([
  ['dev', dev],
  ['prod', prod],
] as const)(
  'ALL-03 %s: subscription, host and repository are assumed with a reason, and no traffic is promised',
  (_, output) => {
    const { assumed, live } = output.place;
    expect(live).toBe(false);
    const paths = assumed.map(fact => fact.path);
    expect(paths).toEqual(
      expect.arrayContaining(['cluster.cloud.subscription', 'delivery.repository', 'systems.tripgen.routes.host']),
    );
    expect(assumed.filter(fact => fact.reason.length < 20)).toEqual([]);
  },
);
