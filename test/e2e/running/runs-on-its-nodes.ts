import type { Declared, KubeObject, MadeObjectDeclaration, ModelEnvironment } from '../../../src/model';
import {
  establishCrds,
  nearestLine,
  nodesOf,
  StandInLoop,
  standInsFor,
  startRollouts,
  toolPlaces,
  type ControlPlane,
  type KubeClient,
} from '../../../src/proving-ground';
import { realModel } from '../../real-model';
import { committedCrdsOf, committedDist, ROOT, type CommittedObject } from '../committed-objects';
import { ground } from '../ground';
import { besideEveryJob } from './beside-jobs';
import { watchBudgets } from './budget-watch';
import { handMade, makeByHand } from './by-hand';
import { incomplete, notWaiting, unavailable } from './complaints';
import { jobsOf, startDue } from './cron-jobs';
import { livePods } from './live-pods';
import { notMade } from './made-objects';
import { addNodes, closeNodes, cordon, drain, loseNodes, zoneOf } from './nodes';
import { overfull, unbalanced } from './placement';
import { PodRemoval } from './pod-removal';
import { podsOf, scale } from './scaling';
import { settled } from './settled';
import { idle, unbound } from './volumes';
import { isHook, jobFrom, nameOf, replicasOf, secretsOf, workloadsOf } from './workloads';

/** Longest that anything here may take, in seconds. The autoscaler's first look alone comes after 15 s. */
const SETTLE = 180;
/**
 * Longest that a node takes to be empty, in seconds. The disruption controller may take a pod that comes again under its
 * name for the one that was evicted, and let no other go, for two minutes (`DeletionTimeout`).
 */
const DRAIN = 300;
/** How long nothing may happen, in seconds, before it is taken for never. */
const QUIET = 2;

/** Files that share the environments out among them, since files run beside each other and tests of one file do not. */
const PARTS = 4;

type Case = ReturnType<typeof caseOf>;

function caseOf({ name, cluster }: ModelEnvironment) {
  const objects = committedDist(name);
  return {
    environment: name,
    cluster,
    objects,
    workloads: workloadsOf(objects),
    secrets: handMade(name, objects),
    made: realModel().declarations.filter(
      (each): each is Declared<MadeObjectDeclaration> =>
        each.type === 'made-by-controller' && each.environment === name,
    ),
  };
}

/**
 * The proof that environments run on their nodes: pods start, survive drains and lost zones, and fit.
 * @param part of the environments: every fourth, the first of them for 1
 */
export function runsOnItsNodes(part: 1 | 2 | 3 | 4): void {
  const cases = realModel()
    .environments.filter((_, index) => index % PARTS === part - 1)
    .map(caseOf);

  test('pods refer to Secrets, so that the gate before them proves something', () => {
    const all = cases.flatMap(({ workloads: { services, jobs } }) => [...services, ...jobs]);
    expect(all.some(({ spec }) => secretsOf(spec.template).length > 0)).toBe(true);
  });

  describe.each(cases)('$environment', proof);
}

function proof({ environment, cluster, objects, workloads, secrets, made }: Case): void {
  const { services, jobs, hooks, cronJobs, budgets } = workloads;
  const fewest = nodesOf(cluster.pools, 'min');
  const most = nodesOf(cluster.pools, 'max');
  const zones = [...new Set(fewest.map(zoneOf))];
  const suspended = cronJobs.filter(({ spec }) => spec.suspend);
  const kubernetes = nearestLine(cluster.kubernetes);
  let plane: ControlPlane;
  let client: KubeClient;
  let removal: PodRemoval;
  let standIns: StandInLoop | undefined;

  const available = (when: string): Promise<void> =>
    settled(() => unavailable(client, workloads, 'min'), `every workload is available ${when}`, SETTLE);

  beforeAll(async () => {
    const { serviceCidr } = cluster.network;
    plane = await ground(`running-${environment}`, { kubernetes, runs: 'pods', nodes: fewest, serviceCidr });
    client = plane.client;
    removal = new PodRemoval(plane);
    const all = objects.map(({ object }) => object);
    await establishCrds(client, committedCrdsOf(all));
    if (services.some(({ kind }) => kind === 'Rollout')) await startRollouts(toolPlaces(ROOT), plane);
    await applyAll(client, objects);
  });

  afterAll(async () => {
    removal?.close();
    await standIns?.stop();
    await plane?.stop('logs');
  });
  afterEach(() => plane?.check());

  test('a pod whose Secret does not exist waits, and says for what', async () => {
    const lacking = [...services, ...jobs].filter(({ spec }) => secretsOf(spec.template).length > 0);
    await settled(() => notWaiting(client, lacking), 'pods without their Secrets wait', SETTLE);
    await quiet();
    // Once more, since an autoscaler may just have brought another pod; one that has started would not wait again.
    await settled(() => notWaiting(client, lacking), 'they wait still', SETTLE);
  });

  test('once the Secrets exist every Job completes, and after them every hook', async () => {
    standIns = new StandInLoop(client, standInsFor(objects.map(({ object }) => object)));
    expect(await makeByHand(plane, kubernetes, secrets)).toEqual([]);
    await settled(() => incomplete(client, jobs), 'every Job completes', SETTLE);
    for (const hook of hooks) await client.create(hook);
    await settled(() => incomplete(client, hooks), 'every hook completes', SETTLE);
  });

  if (made.length > 0)
    test('what controllers are declared to make is what they are asked for', async () => {
      await settled(() => notMade(client, made), 'declared objects are made', SETTLE);
    });

  test('every claim has its volume: of a class without a provisioner the one of dist/', async () => {
    const without = async (): Promise<readonly string[]> => [
      ...(await unbound(client, objects)),
      ...(await idle(client, objects)),
    ];
    await settled(without, 'every claim is bound, and every volume of dist/', SETTLE);
  });

  if (cronJobs.length > 0)
    test('each CronJob, started by hand, completes', async () => {
      const started = cronJobs.map(cronJob => jobFrom(cronJob, 'by-hand'));
      for (const job of started) await client.create(job);
      await settled(() => incomplete(client, started), 'every CronJob started by hand completes', SETTLE);
    });

  if (suspended.length > 0)
    test('a suspended CronJob starts nothing, even when it is due; the suspension alone holds it back', async () => {
      await startDue(client, suspended);
      await quiet();
      expect(await jobsOf(client, suspended)).toEqual([]);
      const [released, held] = [suspended.slice(0, 1), suspended.slice(1)];
      const suspend = async (value: boolean): Promise<void> => {
        for (const cronJob of released) await client.mergePatch(cronJob, { spec: { suspend: value } });
      };
      await suspend(false);
      const notStarted = async (): Promise<readonly string[]> =>
        (await jobsOf(client, released)).length > 0 ? [] : released.map(nameOf);
      await settled(notStarted, 'a CronJob that is no longer suspended starts', SETTLE);
      expect(await jobsOf(client, held)).toEqual([]);
      await suspend(true);
    });

  test('every workload becomes available, its autoscaler gives it the fewest replicas', async () => {
    await available('after the first sync');
    expect(await unbalanced(client, services, fewest)).toEqual([]);
  });

  test('the fewest nodes hold the fewest replicas and every job at the same time', async () => {
    await besideEveryJob(
      client,
      workloads,
      'min',
      async () => {
        expect(await overfull(client, fewest)).toEqual([]);
      },
      SETTLE,
    );
  });

  if (zones.length > 1)
    test('without any one zone the fewest replicas still fit', async () => {
      for (const zone of zones) {
        const lost = fewest.filter(node => zoneOf(node) === zone);
        await loseNodes(client, removal, lost);
        await available(`without ${zone}`);
        await addNodes(client, lost);
      }
    });

  if (zones.length > 1)
    test('a zone that is closed, but whose nodes still stand, holds no pod back in the others', async () => {
      for (const zone of zones) {
        const closed = fewest.filter(node => zoneOf(node) === zone);
        await closeNodes(client, removal, closed);
        await available(`with ${zone} closed`);
        for (const node of closed) await cordon(client, node, false);
      }
    });

  test('every node can be drained in turn, and no disruption budget is broken', async () => {
    const { looks, breaches } = await watchBudgets(client, budgets, async looked => {
      for (const node of fewest) {
        await drain(client, removal, node, DRAIN);
        await looked();
        await cordon(client, node, false);
      }
    });
    expect(breaches).toEqual([]);
    expect(looks).toBeGreaterThan(fewest.length);
    await available('after the drains');
  });

  if (budgets.length > 0)
    test('a pod that goes without being asked for breaks its budget, and the watch sees it', async () => {
      const { breaches } = await watchBudgets(client, budgets, async looked => {
        // Closed nodes hold the replacements back until the watch has looked.
        for (const node of fewest) await cordon(client, node, true);
        for (const { metadata, spec } of budgets)
          for (const pod of await livePods(client, metadata.namespace, spec.selector.matchLabels))
            await removal.lose(pod);
        // kwok has to see the old pods go before others of the same names are placed, and tells nobody that it has.
        await Promise.all([looked(), quiet()]);
        for (const node of fewest) await cordon(client, node, false);
        await available('after its pods were lost');
      });
      expect(new Set(breaches.map(each => each.split(':')[0]))).toEqual(
        new Set(budgets.map(({ metadata }) => metadata.name)),
      );
    });

  test('the most nodes hold the most replicas and every job at the same time, evenly over the zones', async () => {
    const names = fewest.map(({ metadata }) => metadata.name);
    await addNodes(
      client,
      most.filter(({ metadata }) => !names.includes(metadata.name)),
    );
    // Pods stay where drains and a lost zone have left them, and where a zone gets its first node: only those that are
    // placed anew are spread. All go before any comes: a scheduler that has not seen one go yet counts it.
    await scale(client, services, () => 0);
    await settled(() => podsOf(client, services), 'the services have no pods', SETTLE);
    await scale(client, services, service => replicasOf(service, workloads, 'max'));
    await besideEveryJob(
      client,
      workloads,
      'max',
      async () => {
        expect(await unbalanced(client, services, most)).toEqual([]);
        expect(await overfull(client, most)).toEqual([]);
      },
      SETTLE,
    );
  });
}

/** Everything but hooks, in the order of the waves; pods come once their quota counts. */
async function applyAll(client: KubeClient, objects: readonly CommittedObject[]): Promise<void> {
  for (const { object, text } of objects.filter(each => !isHook(each.object))) {
    await client.apply(object, { text });
    if (object.kind === 'ResourceQuota') await settled(() => uncounted(client, object), 'the quota counts', SETTLE);
  }
}

async function uncounted(client: KubeClient, quota: KubeObject): Promise<readonly string[]> {
  const { hard } = ((await client.get(quota))?.status ?? {}) as { hard?: object };
  return hard === undefined ? [`${quota.metadata.name} is not counted`] : [];
}

const quiet = (): Promise<void> => new Promise(resolve => setTimeout(resolve, QUIET * 1000));
