import { applyRoot } from '../../src/proving-ground';
import { argoCdGround, type ArgoCdGround } from './argo-cd/argo-cd-ground';
import { childrenOf } from './argo-cd/first-sync';
import { LiveObjects } from './argo-cd/live-objects';
import { outOfOrder, syncOrder } from './argo-cd/sync-order';
import { committedDist } from './committed-objects';
import { eventually } from '../eventually';

const ENVIRONMENT = 'fablink-prod';
const CHILDREN = childrenOf(ENVIRONMENT);
const ROLLOUT = 'argoproj.io/v1alpha1 Rollout fablink-backend';
const CONFIG = 'v1 ConfigMap drill-load-test-config';
const AUTOSCALER = 'autoscaling/v2 HorizontalPodAutoscaler fablink-backend';

/** How long nothing happens before we believe that nothing will: longer than two looks at git (15 s each). */
const QUIET_SECONDS = 20;

describe('Argo CD on an environment that waits for a person', () => {
  let ground: ArgoCdGround;
  let live: LiveObjects;

  beforeAll(async () => {
    ground = await argoCdGround(ENVIRONMENT);
    live = new LiveObjects(ground.plane.client, ENVIRONMENT);
    await applyRoot(ground.plane, ground.tree);
  });
  afterAll(() => ground?.stop());
  afterEach(() => ground?.plane.check());

  const quiet = (): Promise<unknown> => new Promise(resolve => setTimeout(resolve, QUIET_SECONDS * 1000));

  test('nothing is synced before a person says so', async () => {
    await ground.applications.holds('root', 'OutOfSync', ({ sync }) => sync?.status === 'OutOfSync');
    await quiet();
    expect((await ground.applications.status('root')).operationState).toBeUndefined();
    expect((await ground.applications.all()).map(({ metadata }) => metadata.name)).toEqual(['root']);
  });

  test('a person syncs root and then each Application: all is Synced and Healthy, in the order of the waves', async () => {
    await ground.applications.synced('root');
    for (const name of CHILDREN) {
      await ground.applications.holds(name, 'OutOfSync', ({ sync }) => sync?.status === 'OutOfSync');
      const files = committedDist(ENVIRONMENT).filter(({ path }) => path.includes(`/${name}/`));
      const { operationState } = await ground.applications.synced(name);
      const order = syncOrder(operationState?.syncResult?.resources ?? [], files);
      expect(order).toHaveLength(files.length);
      expect(outOfOrder(order)).toEqual([]);
    }
    for (const name of ['root', ...CHILDREN]) await ground.applications.settled(name);
  });

  test('the replicas of an autoscaler are its own: git has none, and a sync leaves them alone', async () => {
    const least = (await live.field(AUTOSCALER, 'spec.minReplicas')) as number;
    await eventually(
      async () => ((await live.field(ROLLOUT, 'spec.replicas')) === least ? true : undefined),
      'the fewest replicas',
    );
    await live.patch(ROLLOUT, { spec: { replicas: least + 1 } }, 'scale');
    await ground.applications.refresh('fablink-app');
    await ground.applications.synced('fablink-app', { everything: true });
    await ground.applications.settled('fablink-app');
    expect(await live.field(ROLLOUT, 'spec.replicas')).toBe(least + 1);
  });

  test('a commit waits for a person too, and so does a change by hand', async () => {
    const file = `dist/${ENVIRONMENT}/fablink-app/${ENVIRONMENT}/Rollout.argoproj.io.fablink-backend.yaml`;
    const image = async (): Promise<string> =>
      JSON.stringify(await live.field(ROLLOUT, 'spec.template.spec.containers'));
    const before = await image();
    ground.copy.edit(file, text => text.replace(/(image: \S+:)\S+/, `$1${'1'.repeat(40)}`));
    const revision = ground.copy.commit('release');
    const data = (await live.field(CONFIG, 'data')) as Record<string, string>;
    const [name = ''] = Object.keys(data);
    await live.patch(CONFIG, { data: { [name]: 'by hand' } });
    await ground.applications.refresh('fablink-app');
    await ground.applications.holds(
      'fablink-app',
      `OutOfSync at ${revision}`,
      ({ sync }) => sync?.status === 'OutOfSync' && sync.revision === revision,
    );
    await quiet();
    expect(await image()).toBe(before);
    expect(await live.field(CONFIG, `data.${name}`)).toBe('by hand');
    await ground.applications.synced('fablink-app');
    // Production's releases wait for another person's word (FP-14); weighted-release.e2e.ts gives it.
    await ground.applications.holds(
      'fablink-app',
      `Synced at ${revision}, its release waits for approval`,
      ({ sync, health }) => sync?.status === 'Synced' && sync.revision === revision && health?.status === 'Suspended',
    );
    expect(await image()).toContain('1'.repeat(40));
    expect(await live.field(CONFIG, 'data')).toEqual(data);
  });
});
