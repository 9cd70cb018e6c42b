import { applyRoot } from '../../src/proving-ground';
import { argoCdGround, type ArgoCdGround } from './argo-cd/argo-cd-ground';
import { childrenOf, disorder } from './argo-cd/first-sync';
import { LiveObjects } from './argo-cd/live-objects';
import { OperationLog } from './argo-cd/operation-log';
import { eventually } from '../eventually';

const ENVIRONMENT = 'fablink-dev';
const CHILDREN = childrenOf(ENVIRONMENT);
const APP = `dist/${ENVIRONMENT}/fablink-app/${ENVIRONMENT}`;
const CLOUD = `dist/${ENVIRONMENT}/fablink-cloud/${ENVIRONMENT}`;

const DEPLOYMENT = 'apps/v1 Deployment fablink-backend';
const CONFIG = 'v1 ConfigMap fablink-backend-config';
const SECRET = 'v1 Secret fablink-backend-secrets';
const EXTERNAL_SECRET = 'external-secrets.io/v1 ExternalSecret fablink-backend-secrets';
const CHECK = 'batch/v1 Job fablink-backend-check';
const CHECK_POLICY = 'networking.k8s.io/v1 NetworkPolicy fablink-backend-check';
const TABLE = 'dynamodb.services.k8s.aws/v1alpha1 Table fablink-dynamodb-dev';
const STAGE = 'apigateway.services.k8s.aws/v1alpha1 Stage fablink-dev-api-dev';

/** A wait that lasts so long is one: Argo CD says it, for a moment, of whatever it has just applied. */
const HELD_SECONDS = 3;

describe('Argo CD on an environment that syncs by itself', () => {
  let ground: ArgoCdGround;
  let live: LiveObjects;

  beforeAll(async () => {
    ground = await argoCdGround(ENVIRONMENT);
    live = new LiveObjects(ground.plane.client, ENVIRONMENT);
  });
  afterAll(() => ground?.stop());
  afterEach(() => ground?.plane.check());

  const image = async (): Promise<string> =>
    JSON.stringify(await live.field(DEPLOYMENT, 'spec.template.spec.containers'));
  const arrives = async (application: string, revision: string): Promise<void> => {
    await ground.applications.refresh(application);
    await ground.applications.settled(application, revision);
  };
  const becomes = (what: string, holds: () => Promise<boolean>): Promise<true> =>
    eventually(async () => ((await holds()) ? true : undefined), what);

  describe('the first sync, from root.yaml as it is', () => {
    const holdsBack = [
      ['fablink-cloud', 'RestAPI', STAGE],
      ['fablink-app', 'ExternalSecret', DEPLOYMENT],
      ['fablink-app', 'TargetGroupBinding', CHECK],
    ] as const;

    let log: OperationLog;

    beforeAll(async () => {
      for (const [, kind] of holdsBack) ground.standIns.silent.add(kind);
      log = await OperationLog.start(ground.plane.client);
      await applyRoot(ground.plane, ground.tree);
    });

    test.each(holdsBack)('in %s a waiting %s holds back %s', async (application, kind, later) => {
      const waits = new RegExp(`waiting for healthy state of \\S+/${kind}/`);
      await ground.applications.holds(application, `waiting for ${kind}`, ({ operationState }) =>
        waits.test(operationState?.message ?? ''),
      );
      await new Promise(resolve => setTimeout(resolve, HELD_SECONDS * 1000));
      await ground.applications.holds(
        application,
        `waiting for ${kind} still`,
        ({ operationState: { phase, message = '' } = { phase: 'none' } }) => phase === 'Running' && waits.test(message),
      );
      expect(await live.exists(later)).toBe(false);
      ground.standIns.silent.delete(kind);
    });

    test('ends with root and its Applications Synced and Healthy', async () => {
      for (const name of ['root', ...CHILDREN]) await ground.applications.settled(name);
    });

    test('went in the order of the declared waves, of Applications and of the objects in each', async () => {
      await log.stop();
      expect(disorder(log, ENVIRONMENT)).toEqual([]);
    });

    test('the check after a sync has run and succeeded', () =>
      becomes('succeeded', async () => (await live.field(CHECK, 'status.succeeded')) === 1));
  });

  test('a commit that changes the image arrives, and git revert rolls it back', async () => {
    const before = await image();
    ground.copy.edit(`${APP}/Deployment.fablink-backend.yaml`, text => text.replace(/0{40}/g, '1'.repeat(40)));
    await arrives('fablink-app', ground.copy.commit('release'));
    expect(await image()).toContain(`fablink-backend:${'1'.repeat(40)}`);
    await arrives('fablink-app', ground.copy.revert());
    expect(await image()).toBe(before);
  });

  test('what somebody changes by hand is healed', async () => {
    const data = await live.field(CONFIG, 'data');
    await live.patch(DEPLOYMENT, { spec: { replicas: 3 } }, 'scale');
    await live.patch(CONFIG, { data: { [Object.keys(data as object)[0] ?? '']: 'by hand' } });
    await becomes('one replica', async () => (await live.field(DEPLOYMENT, 'spec.replicas')) === 1);
    await becomes(
      'the declared values',
      async () => JSON.stringify(await live.field(CONFIG, 'data')) === JSON.stringify(data),
    );
    await live.remove(CONFIG);
    await becomes('there again', () => live.exists(CONFIG));
    await ground.applications.settled('fablink-app');
  });

  test('an object that leaves git is pruned', async () => {
    ground.copy.remove(`${APP}/NetworkPolicy.fablink-backend-check.yaml`);
    await arrives('fablink-app', ground.copy.commit('no policy'));
    await becomes('gone', async () => !(await live.exists(CHECK_POLICY)));
    await arrives('fablink-app', ground.copy.revert());
    expect(await live.exists(CHECK_POLICY)).toBe(true);
  });

  test('a table that leaves git stays, and its Application is at rest', async () => {
    const uid = await live.field(TABLE, 'metadata.uid');
    ground.copy.remove(`${CLOUD}/Table.dynamodb.services.k8s.aws.fablink-dynamodb-dev.yaml`);
    await arrives('fablink-cloud', ground.copy.commit('no table'));
    await ground.applications.synced('fablink-cloud', { prune: true });
    expect(await live.field(TABLE, 'metadata.uid')).toBe(uid);
    await arrives('fablink-cloud', ground.copy.revert());
    expect(await live.field(TABLE, 'metadata.uid')).toBe(uid);
  });

  test('when its Application is deleted with everything in it, a table stays, and root brings the rest back', async () => {
    const [table, stage] = [await live.field(TABLE, 'metadata.uid'), await live.field(STAGE, 'metadata.uid')];
    expect(table).toEqual(expect.any(String));
    await ground.applications.deleteWithResources('fablink-cloud');
    await becomes(
      'a new stage',
      async () => ![undefined, stage].includes((await live.field(STAGE, 'metadata.uid')) as string),
    );
    await ground.applications.settled('fablink-cloud');
    expect(await live.field(TABLE, 'metadata.uid')).toBe(table);
  });

  test('a pod whose Secret does not exist is not ready, and its Application is not Healthy', async () => {
    await live.remove(SECRET);
    await ground.plane.client
      .list('v1', 'Pod', ENVIRONMENT)
      .then(pods =>
        Promise.all(
          pods
            .filter(pod => pod.metadata.name.startsWith('fablink-backend'))
            .map(pod => ground.plane.client.remove(pod)),
        ),
      );
    await becomes('waiting for its Secret', async () =>
      JSON.stringify(await ground.plane.client.list('v1', 'Pod', ENVIRONMENT)).includes(
        'secret \\"fablink-backend-secrets\\" not found',
      ),
    );
    await ground.applications.holds('fablink-app', 'not Healthy', ({ health }) => health?.status !== 'Healthy');
    await live.patch(EXTERNAL_SECRET, { status: { conditions: [] } }, 'status'); // the stand-in writes it again
    await ground.applications.settled('fablink-app');
  });

  test.each([
    ['fails', 'fail', 600],
    ['hangs', 'hang', 5],
  ])('a migration that %s keeps the new image back until the next commit mends it', async (_, outcome, deadline) => {
    const before = await image();
    const job = ground.copy.only(APP, /^Job\.fablink-backend-migrate/);
    const next = job.replace(/-[0-9a-f]+\.yaml$/, `-${outcome}.yaml`);
    ground.copy.move(job, next, text =>
      text
        .replace(/(name: fablink-backend-migrate)-[0-9a-f]+/, `$1-${outcome}`)
        .replace(/activeDeadlineSeconds: \d+/, `activeDeadlineSeconds: ${deadline}`)
        .replace(/backoffLimit: \d+/, 'backoffLimit: 0')
        .replace(/ {2}template:\n {4}metadata:\n/, `$&      annotations:\n        garam.dev/outcome: ${outcome}\n`),
    );
    ground.copy.edit(`${APP}/Deployment.fablink-backend.yaml`, text => text.replace(/0{40}/g, '2'.repeat(40)));
    const broken = ground.copy.commit('a migration that does not end well');
    await ground.applications.refresh('fablink-app');
    await ground.applications.holds('fablink-app', 'held by the migration', ({ operationState }) =>
      (operationState?.syncResult?.resources ?? []).some(
        each =>
          each.name.endsWith(`-${outcome}`) &&
          each.hookPhase === 'Failed' &&
          operationState?.syncResult?.revision === broken,
      ),
    );
    expect(await image()).toBe(before);
    await arrives('fablink-app', ground.copy.revert());
    expect(await image()).toBe(before);
  });
});
