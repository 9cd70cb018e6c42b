import type { KubeObject } from '../../src/model';
import { nodesOf, type ControlPlane, type LiveObject } from '../../src/proving-ground';
import { eventually } from '../eventually';
import { ground } from './ground';
import { Applications } from './argo-cd/applications';
import { OperationLog } from './argo-cd/operation-log';
import { deliver, type Commit } from './off-hours/delivery';
import { startKeda } from './off-hours/keda-operator';
import { bystander, COUNTS, OURS, shop, THEIRS, type Window } from './off-hours/shop';
import { settled } from './running/settled';
import { realTool } from '../real-tool';

const MINUTE = 60_000;
const HALF_A_DAY = 12 * 60 * MINUTE;
/** Until then a commit has mostly arrived. One that comes later only leaves nothing to wait for. */
const AHEAD = 15_000;
/** How late Argo CD, KEDA, the HPA and the controllers may be together. */
const LATE_SECONDS = 180;

const POOL = {
  name: 'default',
  instanceTypes: ['test'],
  zones: ['zone-a'],
  nodes: { min: 2, max: 2 },
  allocatable: { cpuMillis: 1900, memoryMiB: 3000, pods: 30 },
};

const later = (time: Date, milliseconds: number): Date => new Date(time.getTime() + milliseconds);

/** The next whole minute. */
const soon = (): Date => new Date(Math.ceil((Date.now() + AHEAD) / MINUTE) * MINUTE);

const generationOf = (object: KubeObject): unknown => (object.metadata as { generation?: number }).generation;
const isScheduled = ({ metadata: { name } }: KubeObject): boolean => Object.hasOwn(COUNTS, name);
const until = (time: Date): number => Math.max(0, time.getTime() - Date.now()) / 1000 + LATE_SECONDS;

/** The same Deployment with its number of pods in git beside the ScaledObject: the defect that the gates refuse. */
function fought(objects: readonly KubeObject[]): readonly KubeObject[] {
  const renamed = (object: KubeObject): KubeObject =>
    JSON.parse(JSON.stringify(object).replaceAll('user-service', 'fought')) as KubeObject;
  return objects
    .filter(({ kind, metadata }) => metadata.name === 'user-service' && kind !== 'Service')
    .map(renamed)
    .map(object =>
      object.kind === 'Deployment' ? { ...object, spec: { ...(object.spec as object), replicas: 1 } } : object,
    );
}

/** The operator is built for those who ask for it: `npm run tools -- keda`. */
const described = realTool('keda', 'keda') === undefined ? describe.skip : describe;

described('off-hours, by the real KEDA, with a real Argo CD that heals', () => {
  let plane: ControlPlane;
  let applications: Applications;
  let commit: Commit;
  /** From the first sync on. */
  let log: OperationLog;
  /** A time of day is waited for only once all has come to rest that has to come before: no machine is too slow for it. */
  let window: Window;
  const untouched: { key: KubeObject; generation: unknown }[] = [];

  const deployments = async (): Promise<readonly LiveObject[]> =>
    (await plane.client.list('apps/v1', 'Deployment', OURS)).filter(isScheduled);

  /** Deployments that have other pods than told. */
  const other = (count: (name: string) => number) => async (): Promise<readonly string[]> =>
    (await deployments()).flatMap(({ metadata: { name }, spec, status }) => {
      const { replicas } = spec as { replicas?: number };
      const { readyReplicas = 0 } = (status ?? {}) as { readyReplicas?: number };
      const wanted = count(name);
      return replicas === wanted && readyReplicas === wanted ? [] : [`${name}: ${replicas}, ${readyReplicas} ready`];
    });
  const asleep = other(() => 0);
  const awake = other(name => COUNTS[name as keyof typeof COUNTS]);

  /** Commits other hours. */
  const hours = async (next: Window): Promise<void> => {
    window = next;
    const revision = commit('shop', shop(window));
    await applications.refresh('shop');
    await applications.holds('shop', `synced to ${revision}`, ({ sync }) => sync?.revision === revision);
  };

  /** Every object in which an Application ever differed from git, as Argo CD saw it. */
  const differed = (application: string): readonly string[] =>
    log.statesOf(application).flatMap(state => state.split(': ')[1]?.split(', ') ?? []);

  beforeAll(async () => {
    plane = await ground('off-hours', { kubernetes: '1.30', runs: 'pods', nodes: nodesOf([POOL], 'min') });
    const { client } = plane;
    for (const name of [OURS, THEIRS]) await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await startKeda(plane);
    const others = [
      bystander('StatefulSet', OURS, 'postgresql'),
      bystander('Deployment', THEIRS, 'controller'),
      bystander('Deployment', OURS, 'by-hand'),
    ];
    for (const key of others) untouched.push({ key, generation: generationOf((await client.create(key)).object) });
    const opens = later(soon(), HALF_A_DAY);
    window = { opens, closes: later(opens, MINUTE) };
    const objects = shop(window);
    commit = await deliver(plane, { shop: objects, fought: fought(objects) });
    applications = new Applications(client);
    await applications.settled('shop');
    log = await OperationLog.start(client);
    for (const key of objects.filter(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'always'))
      untouched.push({ key, generation: generationOf((await client.get(key)) as KubeObject) });
  });

  afterAll(async () => {
    await log?.stop();
    await plane?.stop('logs');
  });
  afterEach(() => plane?.check());

  test('before the hours every scheduled Deployment goes to 0, from the 1 that Kubernetes makes of no number', async () => {
    await settled(asleep, 'every scheduled Deployment is at 0', LATE_SECONDS);
    expect(await deployments()).toHaveLength(Object.keys(COUNTS).length);
  });

  test('KEDA’s autoscalers hold exactly the count, so that no metric is asked', async () => {
    const scalers = await plane.client.list('autoscaling/v2', 'HorizontalPodAutoscaler', OURS);
    const bounds = scalers.map(({ metadata, spec }) => {
      const { minReplicas, maxReplicas } = spec as { minReplicas: number; maxReplicas: number };
      return [metadata.name, minReplicas, maxReplicas];
    });
    const expected = Object.entries(COUNTS).map(([name, count]) => [`keda-hpa-${name}`, count, count]);
    expect(bounds.filter(([name]) => name !== 'keda-hpa-fought').sort()).toEqual(expected.sort());
  });

  test('when the hours begin every Deployment has its count, and its pods are ready', async () => {
    const opens = soon();
    await hours({ opens, closes: later(opens, HALF_A_DAY) });
    await settled(awake, 'every scheduled Deployment has its count', until(opens));
    expect(Date.now()).toBeGreaterThanOrEqual(opens.getTime());
  });

  test('when they are over all go back to 0', async () => {
    await hours({ ...window, closes: soon() });
    await settled(asleep, 'every scheduled Deployment is at 0 again', until(window.closes));
    expect(Date.now()).toBeGreaterThanOrEqual(window.closes.getTime());
  });

  test('a database, another namespace, and what git counts are left alone all the time', async () => {
    expect(untouched).toHaveLength(4);
    for (const { key, generation } of untouched) {
      const live = await plane.client.get(key);
      expect(live?.spec).toMatchObject({ replicas: 1 });
      expect(live && generationOf(live)).toBe(generation);
    }
  });

  test('Argo CD never saw a difference but the committed hours, and is at rest', async () => {
    await applications.refresh('shop');
    await applications.settled('shop');
    await log.complete();
    expect(differed('shop').filter(each => !each.startsWith('ScaledObject '))).toEqual([]);
  });

  test('with a number in git it fights, so that the test before proves something', async () => {
    const fights = async (): Promise<true | undefined> => (log.operationsOf('fought').length > 1 ? true : undefined);
    await eventually(fights, 'it has healed again');
    expect(differed('fought')).toContain('Deployment fought');
  });
});
