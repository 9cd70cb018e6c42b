import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { KubeObject, NodePool } from '../../src/model';
import {
  clusterStatus,
  crashProcess,
  nodesOf,
  removeCluster,
  toolPlaces,
  type ControlPlane,
  type LiveObject,
} from '../../src/proving-ground';
import { ROOT } from './committed-objects';
import { eventually } from '../eventually';
import { ground, readyAgain } from './ground';

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

describe('a watch of a server that dies and starts again', () => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await ground('watch-again', { kubernetes: '1.30', runs: 'admission' });
  });
  afterAll(() => plane?.stop('logs'));

  test('goes on where it ended: every write is told, once, and in order', async () => {
    const told: string[] = [];
    const watch = await plane.client.watch('v1', 'ConfigMap', namespace, ({ type, object }) => {
      if (object.metadata.name.startsWith('told')) told.push(`${type} ${object.metadata.name}`);
    });
    const write = (name: string): Promise<unknown> =>
      plane.client.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace } });
    const isTold = (count: number): Promise<true> =>
      eventually(async () => (told.length >= count ? true : undefined), `${count} writes are told`);
    await write('told-before');
    await isTold(1);
    await crashProcess(plane.state, 'kube-apiserver');
    await readyAgain(plane, 'kube-apiserver');
    await write('told-after');
    await isTold(2);
    watch.stop();
    expect(told).toEqual(['ADDED told-before', 'ADDED told-after']);
  });
});

describe('kwok that dies and starts again', () => {
  const pool: NodePool = { ...POOL, nodes: { min: 40, max: 40 } };
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await ground('kwok-again', { kubernetes: '1.30', runs: 'pods', nodes: nodesOf([pool], 'min') });
    await eventually(
      () => plane.client.get({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } }),
      'the service account',
    );
  });
  afterAll(() => plane?.stop('logs'));

  const running = async (count: number): Promise<true | undefined> => {
    const pods = await plane.client.list('v1', 'Pod', namespace);
    const ready = pods.filter(({ status }) => /"type":"Ready","status":"True"/.test(JSON.stringify(status)));
    return ready.length === count ? true : undefined;
  };
  const onEveryNode = async (name: string): Promise<void> => {
    for (let node = 1; node <= 40; node++)
      await plane.client.create(pod(`${name}-${node}`, { nodeName: `${pool.name}-${node}` }));
  };

  test('runs at once what came in the meantime, on every node, and loses nothing of what ran', async () => {
    await onEveryNode('before');
    await eventually(() => running(40), 'the pods before run');
    for (const round of [1, 2]) {
      await crashProcess(plane.state, 'kwok');
      await onEveryNode(`round-${round}`);
      await eventually(() => running(40 + 40 * round), `all pods run after crash ${round}`);
    }
  });
});

describe('npm run cluster', () => {
  const name = `e2e-${process.pid}-people`;
  const places = toolPlaces(ROOT);
  interface Told {
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
  }
  const garam = (...words: string[]): Told => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'bin/garam.js'), ...words, '--name', name],
      { encoding: 'utf8' },
    );
    return { code: status, out: stdout, err: stderr };
  };
  const kill = (role: string): void => {
    const found = clusterStatus(places, name)?.processes.find(each => each.role === role);
    if (found === undefined) throw new Error(`no ${role} runs`);
    process.kill(found.pid, 'SIGKILL');
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
    kill('kube-apiserver');
    expect(garam('cluster', 'down').code).toBe(0);
    expect(alive()).toEqual([]);
    expect(garam('cluster', 'down')).toMatchObject({ code: 0, out: expect.stringContaining('does not run') });
  });

  test('up --argocd brings what HEAD commits, a second up says so, and down ends all of it after a crash', async () => {
    const up = garam('cluster', 'up', '--argocd');
    expect(up).toMatchObject({ code: 0, out: expect.stringContaining('NOT PROVEN') });
    const settled = /^root +Synced +Healthy/m;
    expect(up.out).toMatch(settled);
    // Argo CD looks again and again, and may see for a moment that something moves.
    const settledIn = (told: () => Told): Promise<Told> =>
      eventually(async () => [told()].find(({ out }) => settled.test(out)), 'root is told to be Synced and Healthy');
    await settledIn(() => garam('cluster', 'status'));
    const running = alive();
    expect(running).toEqual(
      expect.arrayContaining(['argocd-application-controller', 'argocd-repo-server', 'stand-ins']),
    );
    const again = await settledIn(() => garam('cluster', 'up'));
    expect(again).toMatchObject({ code: 0, err: expect.stringContaining('already runs') });
    expect(alive()).toEqual(running);
    for (const role of ['kube-apiserver', 'argocd-application-controller']) kill(role);
    expect(garam('cluster', 'status').out).toMatch(/^argocd-application-controller +\S+ +dead/m);
    expect(garam('cluster', 'down').code).toBe(0);
    expect(alive()).toEqual([]);
  });

  test('up --argocd does not touch a cluster without Argo CD', () => {
    expect(garam('cluster', 'up').code).toBe(0);
    expect(garam('cluster', 'up', '--argocd')).toMatchObject({
      code: 2,
      err: expect.stringContaining('runs without Argo CD. End it first: npm run cluster down'),
    });
    expect(garam('cluster', 'down').code).toBe(0);
  });
});
