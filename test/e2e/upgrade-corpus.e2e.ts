import { changesBetween } from '../../src/gates/upgrade';
import type { KubeObject } from '../../src/model';
import { establishCrds, KubeError, type ControlPlane, type KubernetesLine } from '../../src/proving-ground';
import { corpus, NAMESPACE, type ServerVerdict, type UpgradeCase } from '../gates/upgrade/corpus';
import { syncedModel } from '../gates/upgrade/two-models';
import { committedCrdsOf } from './committed-objects';
import { ground } from './ground';
import { allOf } from './validation/verdict';

const LINES: readonly ('1.30' | '1.36')[] = ['1.30', '1.36'] satisfies readonly KubernetesLine[];

/** What the offline gate expects of the server. A Job that is replaced by one of another name meets no old object. */
function gateVerdict({ before, after }: UpgradeCase, line: '1.30' | '1.36'): ServerVerdict {
  const changes = changesBetween(syncedModel(before, line), syncedModel(after, line));
  const refused = changes.some(
    change =>
      change.fate === 'refused' ||
      (change.fate === 'replaced' && change.before?.object.metadata.name === change.after?.object.metadata.name),
  );
  return refused ? 'immutable' : 'accepted';
}

/** Puts an object there as a controller left it: with the status that the case gives it, a CRD in service. */
async function place({ client }: ControlPlane, object: KubeObject): Promise<void> {
  const { status, ...rest } = object;
  if (object.kind === 'CustomResourceDefinition') await establishCrds(client, [rest]);
  else await client.apply(rest);
  if (status !== undefined) await client.mergePatch(object, { status }, 'status');
}

/** Definitions of the kinds that the corpus changes. */
function neededCrds(): readonly KubeObject[] {
  const objects = corpus.flatMap(({ before, after }) => [...before, ...after]);
  return committedCrdsOf(objects);
}

/** A field that may not change is invalid; what an admission plugin keeps from changing is forbidden. */
const REFUSED = [403, 422];

/** Applies what comes after over what was before. @throws KubeError for another refusal than of an unchangeable field */
async function serverVerdict(plane: ControlPlane, { before, after }: UpgradeCase): Promise<ServerVerdict> {
  for (const object of before) await place(plane, object);
  for (const object of after) {
    try {
      await plane.client.apply({ ...object, status: undefined });
    } catch (error) {
      if (error instanceof KubeError && REFUSED.includes(error.status)) return 'immutable';
      throw error;
    }
  }
  return 'accepted';
}

describe.each(LINES)('the corpus of changes on Kubernetes %s', line => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await ground(`upgrades-${line}`, { kubernetes: line, runs: 'admission' });
    await establishCrds(plane.client, neededCrds());
    await plane.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  });

  afterAll(() => plane?.stop('logs'));
  afterEach(() => plane?.check());

  test('the server answers every change as the corpus says, and as the offline gate does', async () => {
    const told = await allOf(corpus, async each => {
      const server = await serverVerdict(plane, each).catch((error: unknown) => String(error));
      return {
        name: each.name,
        server,
        gate: gateVerdict(each, line),
        corpus: each.expectedOn?.[line] ?? each.expected,
      };
    });
    expect(told.filter(each => each.server !== each.corpus || each.server !== each.gate)).toEqual([]);
    expect(told.filter(({ server }) => server === 'immutable').length).toBeGreaterThan(10);
  });
});
