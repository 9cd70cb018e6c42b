import { applyRoot, crashProcess } from '../../src/proving-ground';
import { argoCdGround, type ArgoCdGround } from './argo-cd/argo-cd-ground';
import { OperationLog } from './argo-cd/operation-log';
import { readyAgain } from './ground';
import { applicationsIn, currentTree, lastRelease, type Tree } from './last-release';

const ENVIRONMENT = 'fablink-dev';

const release = lastRelease(ENVIRONMENT);

/** Kinds whose controller hangs until a crash, so that the crash meets a sync at work. */
const HELD = { 'fablink-cloud': 'RestAPI', 'fablink-app': 'ExternalSecret' };

/** Everything that keeps a state or a connection, one after the other. */
const CRASHES = [
  'argocd-application-controller',
  'argocd-repo-server',
  'redis',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
  'kube-apiserver',
  'etcd',
];

describe(`Argo CD on an environment that ran ${release.what}`, () => {
  let ground: ArgoCdGround;

  beforeAll(async () => {
    ground = await argoCdGround(ENVIRONMENT, 'argo-cd-release');
  });
  afterAll(() => ground?.stop());
  afterEach(() => ground?.plane.check());

  const arrives = async (files: Tree, message: string): Promise<void> => {
    const revision = ground.copy.become(ENVIRONMENT, files, message);
    await applyRoot(ground.plane, ground.copy.tree(ENVIRONMENT));
    // Root first: an Application that is new is there once root is, and one that has gone is no longer asked for.
    for (const names of [['root'], applicationsIn(files)]) {
      for (const name of names) await ground.applications.refresh(name);
      for (const name of names) await ground.applications.settled(name, revision);
    }
  };

  /** @returns what any operation failed with on the way */
  const upgraded = async (files: Tree, message: string): Promise<readonly string[]> => {
    const log = await OperationLog.start(ground.plane.client);
    await arrives(files, message);
    await log.stop();
    return ['root', ...applicationsIn(files)].flatMap(name => log.failures(name));
  };

  test('every process crashes in the middle of the first sync, which still ends Synced and Healthy', async () => {
    for (const kind of Object.values(HELD)) ground.standIns.silent.add(kind);
    ground.copy.become(ENVIRONMENT, release.files, release.what);
    await applyRoot(ground.plane, ground.copy.tree(ENVIRONMENT));
    for (const [name, kind] of Object.entries(HELD))
      await ground.applications.holds(name, `waiting for ${kind}`, ({ operationState }) =>
        new RegExp(`waiting for healthy state of \\S+/${kind}/`).test(operationState?.message ?? ''),
      );
    for (const role of CRASHES) {
      await crashProcess(ground.plane.state, role);
      ground.standIns.silent.clear(); // from the first crash on it goes on
      await readyAgain(ground.plane, role);
    }
    for (const name of ['root', ...applicationsIn(release.files)]) await ground.applications.settled(name);
  });

  test('what lies in the tree arrives over it, and no field refuses to change', async () => {
    expect(await upgraded(currentTree(ENVIRONMENT), 'what lies in the tree')).toEqual([]);
  });

  test('and so does what it ran before, over that', async () => {
    expect(await upgraded(release.files, 'back again')).toEqual([]);
  });
});
