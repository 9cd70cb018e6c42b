import { applyRoot, nearestLine } from '../../src/proving-ground';
import { realModel } from '../real-model';
import { argoCdGround, type ArgoCdGround } from './argo-cd/argo-cd-ground';
import { childrenOf, disorder } from './argo-cd/first-sync';
import { OperationLog } from './argo-cd/operation-log';
import { committedDist } from './committed-objects';
import { eventually } from '../eventually';
import { handMade, makeByHand } from './running/by-hand';

/** These start in files of their own, with longer scenarios. */
const ELSEWHERE = ['fablink-dev', 'fablink-prod', 'tripgen-dev'];

const cases = realModel().environments.filter(({ name }) => !ELSEWHERE.includes(name));

describe.each(cases)('the first start of $name, from nothing', ({ name: environment, cluster }) => {
  const objects = committedDist(environment);
  const declared = objects.filter(({ object: { kind, apiVersion } }) => kind === 'Namespace' && apiVersion === 'v1');
  const children = childrenOf(environment);
  let ground: ArgoCdGround;

  beforeAll(async () => {
    ground = await argoCdGround(environment, `first-start-${environment}`);
  });
  afterAll(() => ground?.stop());
  afterEach(() => ground?.plane.check());

  test('ends with root and its Applications Synced and Healthy, in the order of the declared waves', async () => {
    const { applications, plane, tree } = ground;
    const log = await OperationLog.start(plane.client);
    const byHand = handMade(environment, objects);
    await applyRoot(plane, tree);
    const withNamespaces = children.map(name => declared.some(({ path }) => path.includes(`/${name}/`)));
    const first = children.slice(0, withNamespaces.lastIndexOf(true) + 1);
    await syncedByAPerson(['root', ...first]);
    // As bootstrap.md has it: once the namespaces exist a person makes the Secrets, and what waits for them goes on.
    await eventually(() => namespaces(), 'the namespaces exist');
    expect(await makeByHand(plane, nearestLine(cluster.kubernetes), byHand)).toEqual([]);
    await syncedByAPerson(children.slice(first.length));
    for (const name of ['root', ...children]) await applications.settled(name);
    await log.stop();
    expect(disorder(log, environment)).toEqual([]);
  });

  /** Syncs Applications one after the other, where they wait for somebody. */
  async function syncedByAPerson(names: readonly string[]): Promise<void> {
    if (!ground.tree.syncsItself) for (const name of names) await ground.applications.synced(name);
  }

  async function namespaces(): Promise<true | undefined> {
    const live = await Promise.all(declared.map(({ object }) => ground.plane.client.get(object)));
    return live.every(each => each !== undefined) ? true : undefined;
  }
});
