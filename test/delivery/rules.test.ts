import { deliver } from '../../src/delivery';
import { appProjectExact } from '../../src/gates/delivery/app-project-exact';
import { folderHasApplication } from '../../src/gates/delivery/folder-has-application';
import type { KubeObject, Manifest, Model } from '../../src/model';
import { shopEnvironment } from './environments/shop';

const model = deliver([shopEnvironment()]);

/** The model with one object of argocd/ changed. */
function changed(name: string, change: (spec: Record<string, unknown>) => Record<string, unknown>): Model {
  return withManifests(manifest => {
    const { object } = manifest;
    if (manifest.tree !== 'argocd' || object.metadata.name !== name) return [manifest];
    return [{ ...manifest, object: { ...object, spec: change(object['spec'] as Record<string, unknown>) } }];
  });
}

function withManifests(change: (manifest: Manifest) => readonly Manifest[]): Model {
  return { ...model, manifests: model.manifests.flatMap(change) };
}

function list(spec: Record<string, unknown>, field: string): object[] {
  return spec[field] as object[];
}

const messages = (broken: Model): string[] => appProjectExact.check(broken).map(({ message }) => message);

describe('app-project-exact', () => {
  it.each(['sourceRepos', 'destinations', 'namespaceResourceWhitelist', 'clusterResourceWhitelist'])(
    'finds an entry that is missing in %s',
    field => {
      const findings = appProjectExact.check(
        changed('shop-dev', spec => ({ ...spec, [field]: list(spec, field).slice(1) })),
      );
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({ where: { path: `$.spec.${field}`, object: 'AppProject/argocd/shop-dev' } });
      expect(findings[0]?.message).toContain('is not allowed, but dist/ needs it');
    },
  );

  it.each([
    ['namespaceResourceWhitelist', { group: '', kind: 'Secret' }, 'Secret'],
    ['clusterResourceWhitelist', { group: '*', kind: '*' }, '*/*'],
    ['destinations', { server: 'https://kubernetes.default.svc', namespace: '*' }, 'https://kubernetes.default.svc *'],
    ['sourceRepos', 'https://git.example.com/other.git', 'https://git.example.com/other.git'],
  ])('finds an entry that nothing needs in %s', (field, entry, text) => {
    const broken = changed('shop-dev', spec => ({ ...spec, [field]: [...list(spec, field), entry] }));
    expect(messages(broken)).toEqual([`${text} is allowed, but nothing in dist/ needs it`]);
  });

  it('finds a kind that only a hook needs', () => {
    const broken = changed('shop-dev', spec => ({
      ...spec,
      namespaceResourceWhitelist: list(spec, 'namespaceResourceWhitelist').filter(
        entry => (entry as { kind: string }).kind !== 'Job',
      ),
    }));
    expect(messages(broken)).toEqual(['batch/Job is not allowed, but dist/ needs it']);
  });

  it('tells kinds of one name apart by their group', () => {
    const extra: KubeObject = {
      apiVersion: 'iam.services.k8s.aws/v1alpha1',
      kind: 'ClusterRole',
      metadata: { name: 'main' },
    };
    const broken = withManifests(manifest =>
      manifest.object.kind === 'ClusterRole' ? [manifest, { ...manifest, object: extra }] : [manifest],
    );
    expect(messages(broken)).toEqual(['iam.services.k8s.aws/ClusterRole is not allowed, but dist/ needs it']);
  });

  it('finds that there is no project', () => {
    const broken = withManifests(manifest => (manifest.object.metadata.name === 'shop-dev' ? [] : [manifest]));
    expect(messages(broken)).toEqual(['0 AppProjects are named shop-dev']);
  });
});

describe('folder-has-application', () => {
  const found = (broken: Model): (string | undefined)[] =>
    folderHasApplication.check(broken).map(({ message }) => message);

  it('finds a folder that nothing syncs', () => {
    const broken = withManifests(manifest => (manifest.object.metadata.name === 'shop-app' ? [] : [manifest]));
    expect(found(broken)).toEqual(['0 Applications sync dist/shop-dev/shop-app']);
  });

  it('finds a folder that two Applications sync', () => {
    const twice = withManifests(manifest => {
      if (manifest.object.metadata.name !== 'shop-app') return [manifest];
      const { object } = manifest;
      return [manifest, { ...manifest, object: { ...object, metadata: { ...object.metadata, name: 'copy' } } }];
    });
    expect(found(twice)).toContain('2 Applications sync dist/shop-dev/shop-app');
    expect(found(twice)).toContain('no folder copy exists');
  });

  it('finds an Application whose folder has gone', () => {
    const gone = withManifests(manifest => (manifest.application === 'shop-app' ? [] : [manifest]));
    expect(found(gone)).toEqual(['no folder shop-app exists']);
  });

  it('finds another project, and files that are not read', () => {
    expect(found(changed('shop-app', spec => ({ ...spec, project: 'default' })))).toEqual(['project is default']);
    const source = { repoURL: 'https://git.example.com/platform/garam.git', path: 'dist/shop-dev/shop-app' };
    expect(found(changed('shop-app', spec => ({ ...spec, source })))).toEqual(['some files are not read']);
  });
});
