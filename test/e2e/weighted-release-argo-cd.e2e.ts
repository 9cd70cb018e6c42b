import { parse } from 'yaml';
import { NGINX_LOG } from '../../src/constructs/monitoring';
import type { KubeObject } from '../../src/model';
import { readDeliveredTree, StandInLoop, standInsFor } from '../../src/proving-ground';
import { realModel } from '../real-model';
import { committedRoot, ROOT } from './committed-objects';
import { OperationLog } from './argo-cd/operation-log';
import { Delivery } from './release/delivery';
import { Kit } from './release/kit';
import { Release, retagged } from './release/release';
import { ReleaseGround } from './release/release-ground';
import { WELL } from './release/route';

const ENVIRONMENT = 'learn';
const NAMESPACE = 'frontend';
const BAD = '66.0.0';
const REQUESTS_PER_SECOND = 10_000;
/** Seconds in which Argo CD looks several times at what it has synced. */
const LOOKS = 20;

const kit = Kit.committed(ENVIRONMENT, 'frontend', NGINX_LOG);
const application = committedRoot(ENVIRONMENT).find(({ path }) => path.endsWith('.shop-app.yaml'))?.text ?? '';

describe('a weighted release that the real Argo CD delivers, with the committed Application’s settings', () => {
  let ground: ReleaseGround;
  let delivery: Delivery;
  let release: Release;
  let standIns: StandInLoop;
  const replicas = (kit.objects.find(({ kind }) => kind === 'HorizontalPodAutoscaler')?.spec as { minReplicas: number })
    .minReplicas;

  /** What is in git: the committed objects, with this tag in the Rollout, and what else is asked for. */
  const objects = (tag: string, ...more: readonly KubeObject[]): readonly KubeObject[] => [
    ...kit.shared,
    ...kit
      .copy(NAMESPACE, ground.prometheus)
      .map(each =>
        each.kind === 'Rollout'
          ? (JSON.parse(
              JSON.stringify(each).replaceAll(release.firstImage, retagged(release.firstImage, tag)),
            ) as KubeObject)
          : each,
      ),
    ...more,
  ];
  const selectors = async (): Promise<readonly unknown[]> => {
    const services = await ground.plane.client.list('v1', 'Service', NAMESPACE);
    return services
      .filter(({ metadata: { name } }) => /-p[io]ng$/.test(name))
      .map(({ spec }) => (spec as { selector: Record<string, string> }).selector['rollouts-pod-template-hash']);
  };
  const seconds = (count: number): Promise<void> => new Promise(resolve => setTimeout(resolve, count * 1000));
  const share = (): number => release.weights.at(-1) ?? 0;

  beforeAll(async () => {
    const { cluster } = realModel().environments.find(({ name }) => name === ENVIRONMENT) ?? {};
    ground = await ReleaseGround.start('weighted-release-argo-cd', cluster?.pools ?? []);
    release = new Release(ground, NAMESPACE, kit, REQUESTS_PER_SECOND);
    release.open();
    release.route.behave = version => (version.endsWith(BAD) ? { errors: 0.2, slow: 0 } : WELL);
    standIns = new StandInLoop(ground.plane.client, standInsFor(objects('1.0.0')));
    const { config } = readDeliveredTree(ROOT, ENVIRONMENT);
    const { ignoreDifferences } = (parse(application) as { spec: { ignoreDifferences: readonly object[] } }).spec;
    delivery = await Delivery.start(ground.plane, objects('1.0.0'), config, ignoreDifferences);
  });
  afterAll(async () => {
    await standIns?.stop();
    await ground?.stop();
  });
  afterEach(() => ground?.plane.check());

  test('the first version becomes Synced and Healthy', async () => {
    await delivery.applications.settled(delivery.name);
    await release.installed(replicas);
  });

  test('a release that waits for a person is Synced and Suspended, and nothing is taken back', async () => {
    release.route.requestsPerSecond = 0;
    await release.changes(() => delivery.commits(objects('2.0.0')));
    await release.until('paused', ({ pauseConditions = [] }) => pauseConditions.length > 0);
    const first = await delivery.applications.holds(
      delivery.name,
      'Suspended',
      ({ sync, health, operationState }) =>
        sync?.status === 'Synced' && health?.status === 'Suspended' && operationState?.phase === 'Succeeded',
    );
    const [before, begun] = [await selectors(), first.operationState?.startedAt];
    expect(new Set(before).size).toBe(2);
    const log = await OperationLog.start(ground.plane.client);
    await seconds(LOOKS);
    await log.stop();
    expect(log.statesOf(delivery.name)).toEqual(['Synced']);
    expect(log.operationsOf(delivery.name).map(({ startedAt }) => startedAt)).toEqual([begun]);
    expect(await selectors()).toEqual(before);
    expect(release.weights).toEqual([5]);
  });

  test('git revert, while it waits, gives all requests to the old version, without shares and looks', async () => {
    let revision = '';
    await release.changes(async () => (revision = await delivery.reverts()));
    await release.until('the old version, with all requests', ({ phase }) => phase === 'Healthy' && share() === 100);
    expect(release.weights).toEqual([100]);
    process.stderr.write(`git revert of a waiting release: all requests went back in ${release.secondsUntil(100)} s\n`);
    await delivery.applications.settled(delivery.name, revision);
    release.route.requestsPerSecond = REQUESTS_PER_SECOND;
  });

  test('a version with errors is taken back by itself; git revert makes it Synced and Healthy again', async () => {
    await release.changes(() => delivery.commits(objects(BAD)));
    await release.until('aborted', ({ abort }) => abort === true && share() === 0);
    expect(release.weights).toEqual([5, 0]);
    await delivery.applications.holds(
      delivery.name,
      'Synced and Degraded',
      ({ sync, health }) => sync?.status === 'Synced' && health?.status === 'Degraded',
    );
    let revision = '';
    await release.changes(async () => (revision = await delivery.reverts()));
    await delivery.applications.settled(delivery.name, revision);
    await release.until(
      'the old version',
      ({ phase, stableRS, currentPodHash }) => phase === 'Healthy' && stableRS === currentPodHash,
    );
  });
});
