import { applyRoot, nearestLine } from '../../src/proving-ground';
import { realModel } from '../real-model';
import { argoCdGround, type ArgoCdGround } from './argo-cd/argo-cd-ground';
import { childrenOf, disorder } from './argo-cd/first-sync';
import { LiveObjects } from './argo-cd/live-objects';
import { OperationLog } from './argo-cd/operation-log';
import { committedDist } from './committed-objects';
import { eventually } from '../eventually';
import { handMade, makeByHand } from './running/by-hand';

const ENVIRONMENT = 'tripgen-dev';
const APP = `dist/${ENVIRONMENT}/tripgen-app/${ENVIRONMENT}`;
const CHILDREN = childrenOf(ENVIRONMENT);

const DATABASE = 'apps/v1 StatefulSet postgresql';
const SERVICE = 'apps/v1 Deployment ai-service';
const CONFIG = 'v1 ConfigMap ai-service-config';
/** What keeps data: none of it may go with its file or its Application (TG-03). */
const KEPT = [DATABASE, 'v1 PersistentVolumeClaim data-postgresql-0', 'v1 PersistentVolumeClaim postgresql-backup'];
/** The chain of TG-07, in its order. */
const CHAIN = ['database-schema-init', 'sample-data-load', 'data-validation'];
/** What KEDA scales to 0 at night (TG-16). */
const OFF_AT_NIGHT = ['ai-service', 'location-service', 'redis', 'trip-service', 'user-service'];

/** How long nothing happens before we believe that nothing will; something that is healed is so within a second. */
const QUIET_SECONDS = 10;

const job = (name: string): string => `batch/v1 Job ${name}`;

describe('Argo CD on tripgen-dev', () => {
  let ground: ArgoCdGround;
  let live: LiveObjects;

  beforeAll(async () => {
    ground = await argoCdGround(ENVIRONMENT);
    live = new LiveObjects(ground.plane.client, ENVIRONMENT);
  });
  afterAll(() => ground?.stop());
  afterEach(() => ground?.plane.check());

  const arrives = async (revision: string): Promise<void> => {
    await ground.applications.refresh('tripgen-app');
    await ground.applications.settled('tripgen-app', revision);
  };
  const becomes = (what: string, holds: () => Promise<boolean>): Promise<true> =>
    eventually(async () => ((await holds()) ? true : undefined), what);
  const quiet = (): Promise<unknown> => new Promise(resolve => setTimeout(resolve, QUIET_SECONDS * 1000));
  const uids = (words: readonly string[]): Promise<readonly unknown[]> =>
    eventually(
      async () => {
        const found = await Promise.all(words.map(each => live.field(each, 'metadata.uid')));
        return found.includes(undefined) ? undefined : found;
      },
      `there are ${words.join(', ')}`,
    );
  /** The controller has seen the last change of the database, and its pod is there to stay. */
  const databaseRests = async (): Promise<boolean> => {
    const seen = await live.field(DATABASE, 'status.observedGeneration');
    const ready = await live.field(DATABASE, 'status.readyReplicas');
    const goes = await live.field('v1 Pod postgresql-0', 'metadata.deletionTimestamp');
    return ready === 1 && goes === undefined && seen === (await live.field(DATABASE, 'metadata.generation'));
  };
  const jobs = (): Promise<readonly unknown[]> => uids(CHAIN.map(job));
  const image = async (): Promise<string> => JSON.stringify(await live.field(SERVICE, 'spec.template.spec.containers'));
  const replicas = (name: string): Promise<unknown> => live.field(`apps/v1 Deployment ${name}`, 'spec.replicas');

  /** Gives a Job other content, as a commit does that changes what it mounts: synthesis writes a hash of that. */
  const changeJob = (name: string, hash: string, more: (text: string) => string = text => text): void =>
    ground.copy.edit(`${APP}/Job.${name}.yaml`, text =>
      more(text.replace(/(garam\.dev\/config-hash: )\S+/, `$1"${hash}"`)),
    );
  const changeImage = (tag: string): void =>
    ground.copy.edit(`${APP}/Deployment.ai-service.yaml`, text => text.replace(/(image: \S+:)\S+/, `$1${tag}`));

  test('from root.yaml as it is everything is Synced and Healthy, in the order of the declared waves', async () => {
    const log = await OperationLog.start(ground.plane.client);
    await applyRoot(ground.plane, ground.tree);
    await ground.applications.holds('tripgen-app', 'waiting for the database', ({ operationState }) =>
      /waiting for healthy state of apps\/StatefulSet\/postgresql/.test(operationState?.message ?? ''),
    );
    expect(await live.exists(job(CHAIN[0] ?? ''))).toBe(false);
    const { kubernetes } = realModel().environments.find(({ name }) => name === ENVIRONMENT)?.cluster ?? {};
    const secrets = handMade(ENVIRONMENT, committedDist(ENVIRONMENT));
    expect(await makeByHand(ground.plane, nearestLine(kubernetes ?? ''), secrets)).toEqual([]);
    for (const name of ['root', ...CHILDREN]) await ground.applications.settled(name);
    await log.stop();
    expect(disorder(log, ENVIRONMENT)).toEqual([]);
  });

  test('each Job of the chain has started after the one before it had completed', async () => {
    const times = await Promise.all(
      CHAIN.map(async name => [
        await live.field(job(name), 'status.startTime'),
        await live.field(job(name), 'status.completionTime'),
      ]),
    );
    expect(times.flat()).toEqual(times.flat().map(() => expect.any(String)));
    expect(times.flat()).toEqual([...times.flat()].sort());
  });

  test('a Job runs again when a commit changes what it mounts, and no other one does', async () => {
    const [schema, load, validation] = await jobs();
    ground.copy.edit(`${APP}/ConfigMap.data-validation-scripts.yaml`, text => `${text}    -- changed\n`);
    changeJob('data-validation', 'aaaaaaaaaa');
    await arrives(ground.copy.commit('another validation'));
    const after = await jobs();
    expect(after).toEqual([schema, load, expect.anything()]);
    expect(after[2]).not.toBe(validation);
    expect(await live.field(job('data-validation'), 'status.succeeded')).toBe(1);
  });

  test('neither a new image nor the healing of something else runs a Job again', async () => {
    const before = await jobs();
    changeImage('1'.repeat(40));
    await arrives(ground.copy.commit('release'));
    expect(await image()).toContain('1'.repeat(40));
    const data = (await live.field(CONFIG, 'data')) as object;
    await live.patch(CONFIG, { data: { [Object.keys(data)[0] ?? '']: 'by hand' } });
    await becomes('healed', async () => JSON.stringify(await live.field(CONFIG, 'data')) === JSON.stringify(data));
    await ground.applications.settled('tripgen-app');
    expect(await jobs()).toEqual(before);
  });

  test('a Job that fails keeps back what comes after it, until the next commit mends it', async () => {
    const [schema, load] = await jobs();
    changeJob('sample-data-load', 'bbbbbbbbbb');
    changeImage('2'.repeat(40));
    changeJob('database-schema-init', 'cccccccccc', text =>
      text
        .replace(/backoffLimit: \d+/, 'backoffLimit: 0')
        .replace(/garam\.dev\/config-hash: \S+/, '$&\n        garam.dev/outcome: fail'),
    );
    const broken = ground.copy.commit('a schema that fails');
    await ground.applications.refresh('tripgen-app');
    await ground.applications.holds('tripgen-app', 'held by the schema', ({ operationState: { syncResult } = {} }) =>
      (syncResult?.resources ?? []).some(
        each => each.name === CHAIN[0] && each.hookPhase === 'Failed' && syncResult?.revision === broken,
      ),
    );
    expect(await live.field(job('sample-data-load'), 'metadata.uid')).toBe(load);
    expect(await image()).toContain('1'.repeat(40));
    changeJob('database-schema-init', 'dddddddddd', text => text.replace(/\n +garam\.dev\/outcome: fail/, ''));
    await arrives(ground.copy.commit('a schema that works'));
    expect(await image()).toContain('2'.repeat(40));
    const after = await jobs();
    expect([schema, load]).not.toContain(after[0]);
    expect([schema, load]).not.toContain(after[1]);
  });

  test('what KEDA scales to 0 stays there; the database, whose replicas are in git, is brought back', async () => {
    for (const name of OFF_AT_NIGHT) await live.patch(`apps/v1 Deployment ${name}`, { spec: { replicas: 0 } }, 'scale');
    await live.patch(DATABASE, { spec: { replicas: 0 } }, 'scale');
    await becomes('one database', async () => (await live.field(DATABASE, 'spec.replicas')) === 1);
    await quiet();
    await ground.applications.refresh('tripgen-app');
    await ground.applications.settled('tripgen-app');
    expect(await Promise.all(OFF_AT_NIGHT.map(replicas))).toEqual(OFF_AT_NIGHT.map(() => 0));
    for (const name of OFF_AT_NIGHT) await live.patch(`apps/v1 Deployment ${name}`, { spec: { replicas: 1 } }, 'scale');
    await becomes('the database rests', databaseRests);
    await ground.applications.refresh('tripgen-app');
    await ground.applications.settled('tripgen-app');
  });

  test('the database and its claims stay when they leave git, and their Application is at rest', async () => {
    const before = await uids([...KEPT, 'v1 Pod postgresql-0']);
    ground.copy.remove(`${APP}/StatefulSet.postgresql.yaml`);
    ground.copy.remove(`${APP}/PersistentVolumeClaim.postgresql-backup.yaml`);
    await arrives(ground.copy.commit('no database'));
    await ground.applications.synced('tripgen-app', { prune: true });
    expect(await uids([...KEPT, 'v1 Pod postgresql-0'])).toEqual(before);
    await arrives(ground.copy.revert());
    expect(await uids([...KEPT, 'v1 Pod postgresql-0'])).toEqual(before);
  });

  test('they stay when their Application is deleted with everything in it, and root brings the rest back', async () => {
    const [before, [service]] = [await uids([...KEPT, 'v1 Pod postgresql-0']), await uids([SERVICE])];
    await ground.applications.deleteWithResources('tripgen-app');
    await becomes(
      'another service',
      async () => ![undefined, service].includes((await live.field(SERVICE, 'metadata.uid')) as string),
    );
    await ground.applications.settled('tripgen-app');
    expect(await uids([...KEPT, 'v1 Pod postgresql-0'])).toEqual(before);
  });
});
