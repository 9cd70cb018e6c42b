import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { KubeObject, NodePool } from '../../src/model';
import {
  clusterStatus,
  nodesOf,
  removeCluster,
  toolPlaces,
  type ControlPlane,
  type LiveObject,
} from '../../src/proving-ground';
import { ROOT } from './committed-objects';
import { eventually, ground } from './ground';

const POOL: NodePool = {
  name: 'small',
  instanceTypes: ['t3.medium'],
  zones: ['ap-northeast-2a', 'ap-northeast-2c'],
  nodes: { min: 2, max: 2 },
  allocatable: { cpuMillis: 1000, memoryMiB: 1000, pods: 5 },
};

const namespace = 'default';

const container = { name: 'main', image: 'registry.example.com/main:1.0.0' };

const job = (name: string, annotations: Record<string, string>): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, namespace },
  spec: {
    backoffLimit: 0,
    template: { metadata: { annotations }, spec: { restartPolicy: 'Never', containers: [container] } },
  },
});

const pod = (name: string, spec: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace },
  spec: { containers: [container], ...spec },
});

describe('a control plane with kwok in place of kubelets', () => {
  let plane: ControlPlane;

  const live = async (object: KubeObject, holds: (status: Record<string, unknown>) => boolean): Promise<LiveObject> =>
    eventually(async () => {
      const found = await plane.client.get(object);
      return found && holds((found.status ?? {}) as Record<string, unknown>) ? found : undefined;
    }, `${object.kind} ${object.metadata.name}`);

  const conditions = (status: Record<string, unknown>, type: string): string | undefined =>
    (status.conditions as { type: string; status: string }[] | undefined)?.find(each => each.type === type)?.status;

  beforeAll(async () => {
    plane = await ground('control-plane', { kubernetes: '1.30', runs: 'pods', nodes: nodesOf([POOL], 'min') });
    await eventually(
      () => plane.client.get({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } }),
      'the service account',
    );
  });

  afterAll(() => plane?.stop('logs'));
  afterEach(() => plane?.check());

  test('nodes become ready with the zones and sizes of their pool', async () => {
    for (const node of nodesOf([POOL], 'min')) {
      const { metadata, status } = await live(node, each => conditions(each, 'Ready') === 'True');
      expect(metadata.labels).toMatchObject(node.metadata.labels ?? {});
      expect(status).toMatchObject({ allocatable: { cpu: '1', memory: '1000Mi', pods: '5' } });
    }
  });

  test('a pod whose ConfigMap does not exist waits, and becomes ready once it exists', async () => {
    const waiting = pod('waits', {
      containers: [{ ...container, envFrom: [{ configMapRef: { name: 'late' } }] }],
    });
    await plane.client.create(waiting);
    const { status } = await live(waiting, each => JSON.stringify(each).includes('CreateContainerConfigError'));
    expect(JSON.stringify(status)).toContain('configmap \\"late\\" not found');
    await plane.client.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late', namespace }, data: {} });
    await live(waiting, each => each.phase === 'Running' && conditions(each, 'Ready') === 'True');
  });

  test('a pod that no node has room for is not started', async () => {
    const resources = { requests: { cpu: '1001m' } };
    const large = pod('large', { containers: [{ ...container, resources }] });
    await plane.client.create(large);
    await live(large, each => conditions(each, 'PodScheduled') === 'False');
  });

  test('a Job completes, fails or hangs as it is told', async () => {
    const [done, failing, hanging] = [
      job('done', {}),
      job('fails', { 'garam.dev/outcome': 'fail' }),
      job('hangs', { 'garam.dev/outcome': 'hang' }),
    ];
    for (const each of [done, failing, hanging]) await plane.client.create(each);
    await live(done, status => conditions(status, 'Complete') === 'True');
    await live(failing, status => conditions(status, 'Failed') === 'True');
    expect(await live(hanging, status => status.ready === 1)).toMatchObject({ status: { active: 1 } });
  });

  test('a claim gets its volume', async () => {
    const claim: KubeObject = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } },
    };
    await plane.client.create(claim);
    await live(claim, status => status.phase === 'Bound');
  });

  test('a deleted pod goes', async () => {
    const victim = pod('goes', {});
    await plane.client.create(victim);
    await live(victim, each => each.phase === 'Running');
    await plane.client.remove(victim);
    await eventually(async () => ((await plane.client.get(victim)) ? undefined : true), 'the pod has gone');
  });
});

describe('npm run cluster', () => {
  const name = `e2e-${process.pid}-people`;
  const places = toolPlaces(ROOT);
  const garam = (...words: string[]): { readonly code: number | null; readonly out: string; readonly err: string } => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'bin/garam.js'), ...words, '--name', name],
      { encoding: 'utf8' },
    );
    return { code: status, out: stdout, err: stderr };
  };
  const alive = (): readonly string[] =>
    clusterStatus(places, name)
      ?.processes.filter(each => each.alive)
      .map(each => each.role) ?? [];

  afterAll(() => removeCluster(join(places.cache, 'state', name)));

  test('up starts, a second up says what runs, kubeconfig names a file, down ends all', () => {
    expect(garam('cluster', 'up')).toMatchObject({ code: 0, out: expect.stringContaining('Kubernetes 1.30') });
    const running = alive();
    expect(running).toEqual(
      expect.arrayContaining([
        'etcd',
        'kube-apiserver',
        'kube-controller-manager',
        'kube-scheduler',
        'kwok',
        'reference-gate',
      ]),
    );
    expect(garam('cluster', 'up')).toMatchObject({ code: 0, err: expect.stringContaining('already runs') });
    expect(alive()).toEqual(running);
    expect(garam('cluster', 'kubeconfig').out).toMatch(/kubeconfig\n$/);
    expect(garam('cluster', 'down')).toMatchObject({ code: 0, out: expect.stringContaining('kube-apiserver') });
    expect(alive()).toEqual([]);
  });

  test('after a process was killed, down ends the rest', () => {
    expect(garam('cluster', 'up').code).toBe(0);
    const server = clusterStatus(places, name)?.processes.find(({ role }) => role === 'kube-apiserver');
    process.kill(server?.pid ?? 0, 'SIGKILL');
    expect(garam('cluster', 'down').code).toBe(0);
    expect(alive()).toEqual([]);
    expect(garam('cluster', 'down')).toMatchObject({ code: 0, out: expect.stringContaining('does not run') });
  });
});
