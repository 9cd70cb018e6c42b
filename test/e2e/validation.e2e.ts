import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../src/model';
import { establishCrds, type ControlPlane } from '../../src/proving-ground';
import { realModel } from '../real-model';
import { committedCrds, ROOT } from './committed-objects';
import { eventually } from '../eventually';
import { accountsAreThere, ground } from './ground';
import { changedModel, plantedModel, violations } from '../gates/violations';
import { codesOf } from '../gates/violations/codes';
import { inWords, mutate, mutations, type Mutation } from './validation/fuzz';
import { refuserOf, tally, validationPage, type Row } from './validation/table';
import { allOf, serverVerdict, type ServerVerdict } from './validation/verdict';

const PAGE = join(ROOT, 'docs/validation.md');
const SEED = 20250101;
const MUTATIONS = 400;

describe('validation on a real API server', () => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await ground('validation', { kubernetes: '1.30', runs: 'admission' });
    await establishCrds(plane.client, committedCrds());
    for (const object of foundations()) await plane.client.apply(object);
    await eventually(async () => {
      const quotas = (await plane.client.list('v1', 'ResourceQuota')) as unknown as { status: { hard?: object } }[];
      return quotas.every(({ status }) => status.hard) ? true : undefined;
    }, 'every quota is counted');
    await accountsAreThere(plane.client);
  });

  afterAll(() => plane?.stop('logs'));
  afterEach(() => plane?.check());

  test('the real objects and their pods are accepted, so that a refusal is of the violation', async () => {
    const objects = realModel().manifests.map(({ object }) => object);
    const verdicts = await allOf(objects, object => serverVerdict(plane.client, object));
    const refused = verdicts.flatMap(({ says }, index) => (says === '' ? [] : [`${objects[index]?.kind}: ${says}`]));
    expect(refused).toEqual([]);
  });

  describe('planted violations', () => {
    let rows: readonly Row[];

    beforeAll(async () => {
      rows = await allOf(violations, async violation => {
        const planted = plantedModel(violation);
        const server = await serverVerdict(plane.client, planted.manifest.object);
        return { violation, codes: codesOf(planted), server };
      });
    });

    test('the server refuses none that no gate refuses', () => {
      expect(rows.filter(row => refuserOf(row) === 'server')).toEqual([]);
    });

    test('docs/validation.md is the table of them', () => {
      const page = validationPage(rows, plane.version);
      if (process.env.GARAM_UPDATE === '1') writeFileSync(PAGE, page);
      expect(readFileSync(PAGE, 'utf8')).toBe(page);
    });
  });

  test(`of ${MUTATIONS} random changes of single fields the server refuses none that no gate refuses`, async () => {
    const tried = await allOf(mutations(SEED, MUTATIONS), mutation => answered(plane, mutation));
    const figures = tally(tried);
    console.info(JSON.stringify({ ...figures, 'only the gate, by code': gateOnlyCodes(tried) }, undefined, 1));
    expect(tried.filter(each => refuserOf(each) === 'server').map(each => `${each.what}: ${each.server.says}`)).toEqual(
      [],
    );
    expect(figures['gate and server']).toBeGreaterThan(MUTATIONS / 4);
  });
});

/** What must be there before pods: namespaces, limits, quotas, priorities, service accounts; and Argo CD's namespace. */
function foundations(): readonly KubeObject[] {
  const { manifests } = realModel();
  const objects = manifests
    .filter(({ application, object }) => application.endsWith('-base') || object.kind === 'ServiceAccount')
    .filter(({ tree }) => tree === 'dist')
    .map(({ object }) => object);
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  const argoCd: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } };
  return [argoCd, ...namespaces, ...objects.filter(object => !namespaces.includes(object))];
}

interface Tried {
  readonly what: string;
  readonly codes: readonly string[];
  readonly server: ServerVerdict;
}

async function answered({ client }: ControlPlane, mutation: Mutation): Promise<Tried> {
  const { manifest } = mutation;
  const changed = changedModel(manifest.path, object => mutate(object, mutation));
  const server = await serverVerdict(client, changed.manifest.object, manifest.object);
  return { what: inWords(mutation), codes: codesOf(changed), server };
}

/** How often each code stands alone against the server. */
function gateOnlyCodes(tried: readonly Tried[]): Readonly<Record<string, number>> {
  const codes = tried.filter(each => refuserOf(each) === 'gate').flatMap(each => each.codes);
  return Object.fromEntries([...new Set(codes)].sort().map(code => [code, codes.filter(each => each === code).length]));
}
