import { identityRules } from '../../../src/gates/identity';
import type { Finding, KubeObject, Manifest, Model } from '../../../src/model';
import { named, planted, realModel } from '../../real-model';
import { manifestOf, modelOf } from '../model-of';

function found(model: Model): readonly Finding[] {
  return identityRules.flatMap(rule => rule.check(model));
}

/** The real model with a second manifest made of the first that is called so. */
function doubled(
  environment: string,
  kindAndName: string,
  overrides: (manifest: Manifest) => Partial<Manifest>,
): Model {
  const model = realModel();
  const original = model.manifests.find(named(environment, kindAndName));
  if (original === undefined) throw new Error(`no ${kindAndName}`);
  return { ...model, manifests: [...model.manifests, { ...original, ...overrides(original) }] };
}

const service: KubeObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' } };

describe('identity', () => {
  it('is silent on the real environments', () => {
    expect(found(realModel())).toEqual([]);
  });

  it.each([
    ['in another folder', 'v1', 'dist/fablink-prod/other-app/fablink-prod/Service.fablink-backend.yaml'],
    ['under another version of the API', 'v2', 'dist/fablink-prod/other-app/fablink-prod/Service.fablink-backend.yaml'],
  ])('names an object that stands a second time %s', (_, apiVersion, path) => {
    const twice = doubled('fablink-prod', 'Service/fablink-backend', ({ object }) => ({
      path,
      object: { ...object, apiVersion },
    }));
    expect(found(twice)).toEqual([
      expect.objectContaining({
        code: 'object-unique',
        message:
          'found "fablink-backend" a second time, after dist/fablink-prod/fablink-app/fablink-prod/Service.fablink-backend.yaml',
        where: expect.objectContaining({ path: '$.metadata.name', file: path }) as unknown,
        expected: 'one Service of a name in a namespace',
      }),
    ]);
  });

  it.each<[string, Partial<KubeObject>]>([
    ['another namespace', { metadata: { name: 'web', namespace: 'other' } }],
    ['another name', { metadata: { name: 'web2', namespace: 'shop' } }],
    ['another kind', { kind: 'ConfigMap' }],
    ['another group', { apiVersion: 'serving.example/v1' }],
  ])('accepts two objects with %s', (_, other) => {
    const objects = [service, { ...service, ...other }];
    const manifests = objects.map((object, index) => manifestOf(object, { path: `dist/test/app/${index}.yaml` }));
    expect(found(modelOf([], { manifests }))).toEqual([]);
  });

  it('accepts the same object in two environments', () => {
    const manifests = ['one', 'two'].map(environment => manifestOf(service, { environment }));
    expect(found(modelOf([], { manifests }))).toEqual([]);
  });

  it('names a project of the bootstrap files that the two write differently', () => {
    const isOne = ({ path, object }: Manifest): boolean =>
      path === 'argocd/fablink-prod/root.yaml' && object.kind === 'AppProject';
    const model = planted(realModel(), isOne, () => undefined);
    const manifests = model.manifests.map(each => (isOne(each) ? { ...each, text: `${each.text}# other\n` } : each));
    expect(found({ ...model, manifests }).map(({ code, where }) => [code, where.object, where.file])).toEqual([
      ['object-unique', 'AppProject/argocd/fablink-prod-root', 'argocd/fablink-prod/root.yaml'],
    ]);
  });

  it('names a bootstrap project that stands in a synced folder too', () => {
    const path = 'argocd/fablink-prod/root/AppProject.argoproj.io.fablink-prod-root.yaml';
    const twice = doubled('fablink-prod', 'AppProject/fablink-prod-root', () => ({ path, application: 'root' }));
    expect(found(twice)).toEqual([expect.objectContaining({ code: 'object-unique' })]);
  });

  it('names two objects of one file', () => {
    const other = doubled('fablink-prod', 'Service/fablink-backend', ({ object }) => ({
      object: { ...object, metadata: { ...object.metadata, name: 'other' } },
    }));
    expect(found(other)).toEqual([
      expect.objectContaining({
        code: 'file-unique',
        message:
          'found dist/fablink-prod/fablink-app/fablink-prod/Service.fablink-backend.yaml a second time: Service "fablink-backend" has the same file',
        expected: 'a file for each object',
        where: expect.objectContaining({ object: 'Service/fablink-prod/other' }) as unknown,
      }),
    ]);
  });

  it.each([
    ['file', 'dist/test/app/shop/Service.Web.yaml', 'dist/test/app/shop/Service.web.yaml'],
    ['folder', 'dist/test/App/shop/Service.api.yaml', 'dist/test/app/shop/Service.web.yaml'],
  ])('names a %s that differs from another in case only', (_, path, before) => {
    const other = { ...service, metadata: { ...service.metadata, name: 'api' } };
    const manifests = [manifestOf(service, { path: before }), manifestOf(other, { path })];
    const findings = found(modelOf([], { manifests }));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      code: 'file-unique',
      message: expect.stringMatching(
        /^found dist\/test\/.* beside dist\/test\/.*, which differs in case only$/,
      ) as unknown,
      where: { file: path },
    });
  });

  it.each([
    [255, 0],
    [256, 1],
  ])('judges a file name of %i bytes with %i findings', (bytes, count) => {
    const name = `Service.${'가'.repeat(50)}`;
    const file = `${name}${'x'.repeat(bytes - Buffer.byteLength(name) - 5)}.yaml`;
    const findings = found(modelOf([], { manifests: [manifestOf(service, { path: `dist/test/app/shop/${file}` })] }));
    expect(findings).toHaveLength(count);
    if (count > 0) expect(findings[0]?.message).toMatch(/^found a file name of 256 bytes: Service\.가/);
  });
});
