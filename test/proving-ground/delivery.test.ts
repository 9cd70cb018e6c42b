import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import {
  isSettled,
  readDeliveredTree,
  standInsFor,
  statusText,
  type ApplicationStatus,
} from '../../src/proving-ground';
import { clusterText, personText, standInsText } from '../../src/cli/proving-ground/cluster-text';

const object = (apiVersion: string, kind: string, name = 'a') => ({ apiVersion, kind, metadata: { name } });

describe('what a revision delivers to an environment', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'garam-tree-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (path: string, ...objects: readonly object[]): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), objects.map(each => stringify(each)).join('---\n'));
  };
  const definition = (group: string, kind: string): object => ({
    ...object('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
    spec: { group, names: { kind } },
  });
  const writeAll = (syncPolicy: object): void => {
    const root = {
      ...object('argoproj.io/v1alpha1', 'Application', 'root'),
      spec: { source: { repoURL: 'https://git.example.com/a.git' }, syncPolicy },
    };
    write('argocd/x/root.yaml', object('argoproj.io/v1alpha1', 'AppProject'), root);
    write('argocd/x/argocd-values.yaml', { configs: { cm: { 'a.b': true, text: 'as it is' } } });
    write('crds/one.yaml', definition('a.example.com', 'One'), definition('b.example.com', 'One'));
    write('dist/x/app/x/ConfigMap.a.yaml', object('v1', 'ConfigMap'), object('a.example.com/v1', 'One'));
    write('dist/x/kustomization.yaml', { kind: 'Kustomization' });
  };

  test('is read: what a person applies, the settings, the objects and definitions of their kinds alone', () => {
    writeAll({ automated: {} });
    expect(readDeliveredTree(folder, 'x')).toMatchObject({
      root: [{ kind: 'AppProject' }, { kind: 'Application' }],
      repository: 'https://git.example.com/a.git',
      syncsItself: true,
      config: { 'a.b': 'true', text: 'as it is' },
      crds: [{ spec: { group: 'a.example.com' } }],
      objects: [{ kind: 'ConfigMap' }, { kind: 'One' }],
    });
  });

  test('waits for a person where nothing is automated', () => {
    writeAll({});
    expect(readDeliveredTree(folder, 'x').syncsItself).toBe(false);
  });

  test('is missing with a word of what to do', () => {
    expect(() => readDeliveredTree(folder, 'x')).toThrow('no argocd/x/root.yaml in what is committed: npm start');
  });
});

describe('an Application', () => {
  const rests: ApplicationStatus = {
    sync: { status: 'Synced' },
    health: { status: 'Healthy' },
    operationState: { phase: 'Succeeded' },
  };

  test.each<[string, Partial<ApplicationStatus>]>([
    ['differs from git', { sync: { status: 'OutOfSync' } }],
    ['is not healthy', { health: { status: 'Progressing' } }],
    ['is being synced', { operationState: { phase: 'Running' } }],
  ])('is at rest, but not while it %s', (_, change) => {
    expect(isSettled(rests)).toBe(true);
    expect(isSettled({ ...rests, ...change })).toBe(false);
  });

  test('tells which object was refused, and why', () => {
    const refused = { group: 'batch', kind: 'Job', namespace: 'x', name: 'a', status: 'SyncFailed', message: 'why' };
    const operationState = { phase: 'Running', syncResult: { revision: '1', resources: [refused] } };
    expect(statusText({ ...rests, operationState })).toContain('Job a: why');
  });
});

describe('what people are told', () => {
  test('kinds with one stand-in are one line; a kind that a real controller answers is none', () => {
    const kinds = [
      object('dynamodb.services.k8s.aws/v1alpha1', 'Table'),
      object('rds.services.k8s.aws/v1alpha1', 'DBCluster'),
      object('iam.services.k8s.aws/v1alpha1', 'Role'),
      object('external-secrets.io/v1', 'ExternalSecret'),
      object('apps/v1', 'Deployment'),
    ];
    const text = standInsText(standInsFor(kinds));
    expect(text).toMatch(/^3 kinds +ACK +ACK\.ResourceSynced is True/m);
    expect(text).toMatch(/^ExternalSecret +External Secrets/m);
    expect(text).not.toContain('Deployment');
  });

  test('a person gets the command that syncs, with the options of root', () => {
    const root = { ...object('argoproj.io/v1alpha1', 'Application', 'root') };
    const spec = { syncPolicy: { syncOptions: ['ServerSideApply=true'] } };
    expect(personText('prod', [{ ...root, spec }])).toContain('{"sync":{"syncOptions":["ServerSideApply=true"]}}');
  });

  test('a cluster tells its Applications with sync and health', () => {
    const text = clusterText({
      name: 'garam',
      state: '/s',
      processes: [],
      facts: {
        version: '1.30.14',
        url: 'https://127.0.0.1:1',
        kubeconfig: '/k',
        delivers: { environment: 'dev', revision: '0123456789abcdef' },
      },
      applications: [
        { name: 'root', syncOptions: [], status: { sync: { status: 'Synced' }, health: { status: 'Degraded' } } },
      ],
    });
    expect(text).toContain('Argo CD syncs dev from commit 0123456789ab.');
    expect(text).toMatch(/^root +Synced +Degraded/m);
  });
});
