import { read } from '../../../constructs/read';
import { BOTH, dev, namesOf, prod, type Output } from './output';

const applications = (output: Output) =>
  output
    .manifests('argocd')
    .map(each => each.object)
    .filter(each => each.kind === 'Application');

/** Deployments, StatefulSets, Jobs and CronJobs. */
const workloads = (output: Output) =>
  ['Deployment', 'StatefulSet', 'Job', 'CronJob'].flatMap(kind => output.all(kind)).map(each => each.metadata.name);

test.each([
  ['dev', dev, true, ['app', 'base']],
  ['prod', prod, false, ['app', 'base', 'monitoring']],
] as const)('ALL-01 %s: every folder of dist/ is an Application of its Argo CD', (_, output, automatic, parts) => {
  const folders = new Set(output.manifests().map(({ path }) => path.split('/').slice(0, 3).join('/')));
  expect([...folders].map(path => path.split('/memo-').pop()).sort()).toEqual(parts);
  const paths = applications(output).map(each => read(each, 'spec.source.path'));
  expect(paths).toEqual(expect.arrayContaining([...folders]));
  for (const each of applications(output))
    expect(read(each, 'spec.syncPolicy.automated') !== undefined).toBe(automatic);
});

test.each(BOTH)('ALL-02 $environment: data initialisation, and a network policy for every workload', output => {
  expect(namesOf(output.all('Job'))).toEqual(
    expect.arrayContaining(['Job/database-schema-init', 'Job/memo-events-topic']),
  );
  const policies = output.all('NetworkPolicy').map(each => each.metadata.name);
  expect(policies).toContain('default-deny');
  expect(workloads(output).filter(name => !policies.includes(name))).toEqual([]);
});

test.each(BOTH)(
  'ALL-03 $environment: nodes, networks and registry are assumed with a reason, no traffic is promised',
  output => {
    const { assumed, live } = output.place;
    expect(live).toBe(false);
    const paths = assumed.map(fact => fact.path);
    expect(paths).toEqual(
      expect.arrayContaining(['cluster.network.vpcCidr', 'delivery.repository', 'systems.memo.registry']),
    );
    expect(assumed.filter(fact => fact.reason.length < 20)).toEqual([]);
    // What the document does give is no assumption.
    expect(assumed.map(fact => fact.value)).not.toContain('sogangcomputerclub.org');
  },
);
