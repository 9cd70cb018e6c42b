import { parse } from 'yaml';
import { files } from '../../../../src/delivery';
import type { KubeObject } from '../../../../src/model';
import { read } from '../../../constructs/read';
import { realModel } from '../../../real-model';
import { annotationsOf, dev, groupOf, prod, type Output } from './output';

/** Kinds whose loss cannot be made good by a sync. */
const STATEFUL = [
  'Alias',
  'APIKey',
  'Certificate',
  'DBCluster',
  'DBClusterParameterGroup',
  'DBInstance',
  'DBSubnetGroup',
  'Key',
  'LogGroup',
  'Namespace',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Repository',
  'StatefulSet',
  'Table',
];

const applications = (output: Output) =>
  output
    .manifests('argocd')
    .map(each => each.object)
    .filter(each => each.kind === 'Application');
const stateful = (output: Output) =>
  output
    .manifests()
    .map(each => each.object)
    .filter(each => STATEFUL.includes(each.kind));

const file = (path: string) => {
  const found = files(realModel()).find(each => each.path === path);
  if (!found) throw new Error(`no file ${path}`);
  return found.text;
};

test('FD-13 one commit changes the image: the tag of the release file is the tag of every pod', () => {
  const tags = (output: Output) =>
    [...output.all('Deployment', 'apps'), ...output.all('Rollout'), ...output.all('Job')]
      .flatMap(each => read(each, 'spec.template.spec.containers') as { image: string }[])
      .map(each => each.image)
      .filter(image => image.includes('/fablink-backend:'));
  for (const output of [dev, prod]) expect(new Set(tags(output)).size).toBe(1);
});

test('FD-14 kubectl apply -k dist/fablink-dev applies every object but Argo CD’s hooks', () => {
  const { resources } = parse(file('dist/fablink-dev/kustomization.yaml')) as { resources: string[] };
  const hooks = (object: KubeObject) => annotationsOf(object)['argocd.argoproj.io/hook'] !== undefined;
  // Of the whole environment, what watches it among them.
  const manifests = realModel().manifests.filter(each => each.environment === 'fablink-dev' && each.tree === 'dist');
  expect(manifests.filter(each => hooks(each.object))).not.toEqual([]);
  expect(resources.map(each => `dist/fablink-dev/${each}`).sort()).toEqual(
    manifests
      .filter(each => !hooks(each.object))
      .map(each => each.path)
      .sort(),
  );
});

test('FP-18, D-20 no Application of prod syncs by itself; those of dev do', () => {
  expect(applications(prod).length).toBeGreaterThan(3);
  for (const each of applications(prod)) expect(read(each, 'spec.syncPolicy.automated')).toBeUndefined();
  for (const each of applications(dev)) expect(read(each, 'spec.syncPolicy.automated')).toBeDefined();
});

test('FP-18 a sync of prod takes what was approved: it is retried, but never with a newer commit', () => {
  for (const each of applications(prod)) expect(read(each, 'spec.syncPolicy.retry.refresh')).toBe(false);
});

test('FP-18 only the platform team may sync prod; everybody else reads', () => {
  const rbac = 'spec.source.helm.valuesObject.configs.rbac';
  expect(prod.value('Application/argocd', `${rbac}.policy\\.default`)).toBe('role:readonly');
  const policies = String(prod.value('Application/argocd', `${rbac}.policy\\.csv`))
    .trim()
    .split('\n');
  // Approvers act on Rollouts only (FP-14).
  expect(policies).toEqual([
    'g, platform-team, role:admin',
    'p, role:release-approver, applications, action/argoproj.io/Rollout/*, fablink-prod/*, allow',
    'g, release-approvers, role:release-approver',
  ]);
});

test('FP-18 nothing stateful is ever pruned or deleted, in neither environment', () => {
  for (const output of [dev, prod]) {
    expect(stateful(output).length).toBeGreaterThan(3);
    for (const object of stateful(output)) {
      const options = annotationsOf(object)['argocd.argoproj.io/sync-options']?.split(',') ?? [];
      expect({ name: object.metadata.name, options }).toMatchObject({
        options: expect.arrayContaining(['Prune=false', 'Delete=false']) as unknown,
      });
    }
  }
});

test('FP-18 what stands in AWS and holds data stays when its object goes', () => {
  const inAws = stateful(prod).filter(each => groupOf(each).endsWith('.services.k8s.aws'));
  expect(inAws.length).toBeGreaterThan(10);
  for (const object of inAws) {
    expect({ ...annotationsOf(object), name: object.metadata.name }).toMatchObject({
      'services.k8s.aws/deletion-policy': 'retain',
    });
  }
});

test('FP-18 deleting an Application of prod deletes nothing that it manages', () => {
  for (const each of applications(prod)) expect(read(each, 'metadata.finalizers')).toBeUndefined();
});

test('ALL-01 every environment is a folder of dist/, synced by Applications of argocd/', () => {
  for (const output of [dev, prod]) {
    const folders = new Set(output.manifests().map(each => `dist/${output.environment}/${each.application}`));
    const sources = applications(output).map(each => read(each, 'spec.source.path'));
    expect([...folders].sort()).toEqual(sources.filter(each => /^dist\/[^/]+\/fablink-/.test(String(each))).sort());
  }
});

test('ALL-02 the schema is migrated before the backend starts, in both environments', () => {
  for (const output of [dev, prod]) {
    const wave = (name: string) => Number(annotationsOf(output.object(name))['argocd.argoproj.io/sync-wave']);
    const backend = output === dev ? 'Deployment/fablink-backend' : 'Rollout/fablink-backend';
    const migration = output === dev ? 'Job/fablink-backend-migrate-*' : 'Job/fablink-backend-migrate';
    expect(wave(migration)).toBeLessThan(wave(backend));
    expect(output.value(migration, 'spec.template.spec.containers.0.command')).toEqual([
      'python',
      'manage.py',
      'migrate',
      '--noinput',
    ]);
  }
});

test('ALL-02 dev has network policies too, though its document asks for none', () => {
  expect(dev.value('NetworkPolicy/default-deny', 'spec')).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
  const policies = dev.all('NetworkPolicy').map(each => read(each, 'spec.podSelector.matchLabels'));
  for (const each of dev.declared('workload')) expect(policies).toContainEqual(each.selector);
});

test('ALL-03 every address range that no document gives is assumed and lies in a range for documentation', () => {
  const documentation = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+\/\d+$/;
  const given = ['172.20.0.0/16', '0.0.0.0/0', '10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
  for (const output of [dev, prod]) {
    const texts = output.manifests().map(manifest => manifest.text);
    const ranges = texts.flatMap(text => text.match(/\b\d+\.\d+\.\d+\.\d+\/\d+\b/g) ?? []);
    const invented = [...new Set(ranges)].filter(each => !given.includes(each));
    expect(invented.filter(each => !documentation.test(each))).toEqual([]);
    const assumed = output.place.assumed.map(fact => fact.value).join(' ');
    expect(invented.filter(each => !assumed.includes(each))).toEqual([]);
  }
});

test('ALL-03 every assumed fact has a value and a reason', () => {
  for (const output of [dev, prod]) {
    expect(output.place.assumed.length).toBeGreaterThan(0);
    for (const fact of output.place.assumed) {
      expect(fact.value).not.toBe('');
      expect(fact.reason.length).toBeGreaterThan(20);
    }
  }
});

test('D-10 both spellings of the health path answer 200 without a redirect, by contract', () => {
  for (const [output, paths] of [
    [dev, ['/health', '/health/', '/ready', '/ready/']],
    [prod, ['/health', '/health/', '/ready/', '/startup/']],
  ] as const) {
    const contract = output.contract(`${output.environment}-api-health-paths`);
    expect(contract.owner).toBe('application team');
    expect(contract.statement).toContain(paths.join(', '));
    expect(contract.expect.split('\n')).toEqual(paths.map(() => '200'));
  }
});

test('D-10 the documented call of the API works with its stage', () => {
  expect(dev.contract('fablink-dev-api-health-url').check).toContain(
    'https://8wwdg03sr6.execute-api.ap-northeast-2.amazonaws.com/dev/health/',
  );
  expect(prod.contract('fablink-prod-api-health-url').check).toContain('https://api.fablink.com/health/');
});

test('D-21 Argo CD is deployed by a pinned chart', () => {
  for (const output of [dev, prod]) {
    expect(output.value('Application/argocd', 'spec.source')).toMatchObject({
      repoURL: 'https://argoproj.github.io/argo-helm',
      chart: 'argo-cd',
      targetRevision: expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown,
    });
  }
});

test('D-24 what ACK has no kind for is a contract: it has a command, a check and an expected answer', () => {
  for (const [output, ids] of [
    [
      dev,
      [
        'fablink-dev-api-domain',
        'fablink-dev-api-dev-logs',
        'fablink-dynamodb-dev-warm-throughput',
        'fablink-dev-api-cors-errors',
      ],
    ],
    [
      prod,
      [
        'fablink-prod-api-domain',
        'fablink-prod-api-prod-logs',
        'fablink-prod-api-usage-plan',
        'fablink-prod-api-prod-waf',
        'apigateway-account-log-role',
      ],
    ],
  ] as const) {
    for (const id of ids) {
      const contract = output.contract(id);
      expect(contract.requirements).toContain('D-24');
      expect(contract.check).not.toBe('');
      expect(contract.expect).not.toBe('');
    }
  }
});

test.each([
  ['dev', dev, 'FD'],
  ['prod', prod, 'FP'],
] as const)('D-24 every contract of %s names requirements, of its own environment only', (_, output, prefix) => {
  const own = new RegExp(`^(${prefix}|D)-\\d\\d$`);
  const foreign = output
    .declared('contract')
    .filter(({ requirements }) => requirements.length === 0 || requirements.some(id => !own.test(id)));
  expect(foreign.map(({ id, requirements }) => `${id}: ${requirements.join()}`)).toEqual([]);
});

test('ALL-03 what the document of dev does not say of its nodes is assumed', () => {
  const paths = dev.place.assumed.map(fact => fact.path);
  for (const fact of ['instanceTypes', 'zones', 'nodes']) expect(paths).toContain(`cluster.pools.0.${fact}`);
});
