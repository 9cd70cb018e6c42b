import { deliver } from '../../src/delivery';
import { deliveryRules } from '../../src/gates/delivery';
import type { KubeObject, Manifest, Model } from '../../src/model';
import { shopEnvironment } from './environments/shop';

const REPOSITORY = 'https://git.example.com/platform/garam.git';

const dev = deliver([shopEnvironment()]);
const prod = deliver([
  shopEnvironment({
    name: 'shop-prod',
    delivery: { sync: 'approved', windows: [{ schedule: '0 9 * * 1-5', duration: '8h', timeZone: 'Asia/Seoul' }] },
  }),
]);

describe('the model that is delivered', () => {
  it('holds both trees, sorted by path', () => {
    const paths = dev.manifests.map(({ path }) => path);
    expect(paths).toEqual([...paths].sort());
    expect(new Set(dev.manifests.map(({ tree }) => tree))).toEqual(new Set(['argocd', 'dist']));
  });

  it('names the line of the environment for what argocd/ holds', () => {
    const lines = new Set(argoCd(dev).map(({ provenance }) => provenance.lines()[0]?.file));
    expect(lines).toEqual(new Set(['test/delivery/environments/shop.ts']));
  });

  it('lists the secrets that add-ons fetch, with their environment and its line', () => {
    const [secret, ...others] = dev.declarations.filter(({ type }) => type === 'secret');
    expect(others).toEqual([]);
    expect(secret).toMatchObject({
      environment: 'shop-dev',
      namespace: 'argocd',
      name: 'argocd-notifications-secret',
      entries: [{ key: 'slack-token', remote: 'shop-dev/argocd', property: 'slack-token' }],
      create: [
        "read -rsp 'slack-token: ' slack_token && export slack_token",
        `jq -n '{"slack-token": env.slack_token}' | aws secretsmanager create-secret --region ap-northeast-2 --name shop-dev/argocd --secret-string file:///dev/stdin`,
      ],
    });
    expect(secret?.provenance.lines()[0]?.file).toBe('test/delivery/environments/shop.ts');
  });

  it('declares each secret that the charts’ ExternalSecrets name', () => {
    const named = [...JSON.stringify(argoCd(dev)).matchAll(/"remoteRef":\{"key":"([^"]+)"/g)].map(
      ([, remote]) => remote,
    );
    const listed = dev.declarations.flatMap(each => (each.type === 'secret' ? each.entries.map(e => e.remote) : []));
    expect(named).toEqual(['shop-dev/argocd']);
    expect(listed).toEqual(expect.arrayContaining(named));
  });

  it('keeps the delivery rules', () => {
    expect(deliveryRules.flatMap(rule => rule.check(dev))).toEqual([]);
    expect(deliveryRules.flatMap(rule => rule.check(prod))).toEqual([]);
  });

  it('is the same for the same values', () => {
    const texts = (model: Model): string[] => model.manifests.map(({ text }) => text);
    expect(texts(deliver([shopEnvironment()]))).toEqual(texts(dev));
  });

  it('makes no ApplicationSet: a generator that fails deletes what it made', () => {
    expect(new Set(argoCd(dev).map(({ object }) => object.kind))).toEqual(new Set(['AppProject', 'Application']));
  });
});

describe('the files that a person applies', () => {
  it('each hold the same project and one Application over its folder', () => {
    for (const name of ['root', 'addons']) {
      const [project, application, ...others] = dev.manifests.filter(
        ({ path }) => path === `argocd/shop-dev/${name}.yaml`,
      );
      expect(others).toEqual([]);
      expect(project?.object.metadata.name).toBe('shop-dev-root');
      expect(application?.object).toMatchObject({
        metadata: { name, namespace: 'argocd' },
        spec: { project: 'shop-dev-root', source: { repoURL: REPOSITORY, path: `argocd/shop-dev/${name}` } },
      });
    }
    const projects = dev.manifests.filter(({ object }) => object.metadata.name === 'shop-dev-root');
    expect(projects.map(({ text }) => text)).toEqual([projects[0]?.text, projects[0]?.text]);
  });

  it('may make projects and Applications in argocd and nothing else', () => {
    expect(spec(dev, 'shop-dev-root')).toMatchObject({
      sourceRepos: [REPOSITORY],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'argocd' }],
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [
        { group: 'argoproj.io', kind: 'AppProject' },
        { group: 'argoproj.io', kind: 'Application' },
      ],
    });
  });

  it('never take what they made along when they are deleted', () => {
    for (const name of ['root', 'addons']) expect(object(dev, name).metadata).not.toHaveProperty('finalizers');
  });
});

describe('the project of the systems', () => {
  it('allows exactly what dist/ needs, hooks included', () => {
    expect(spec(dev, 'shop-dev')).toMatchObject({
      sourceRepos: [REPOSITORY],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'shop' }],
      clusterResourceWhitelist: [
        { group: '', kind: 'Namespace' },
        { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
      ],
      namespaceResourceWhitelist: [
        { group: '', kind: 'ConfigMap' },
        { group: 'apps', kind: 'Deployment' },
        { group: 'batch', kind: 'Job' },
      ],
      orphanedResources: { warn: true },
    });
  });

  it('names each namespace of dist/', () => {
    const model = deliver([shopEnvironment({ namespaces: ['shop', 'backstage'] })]);
    expect(spec(model, 'shop-dev')['destinations']).toEqual([
      { server: 'https://kubernetes.default.svc', namespace: 'backstage' },
      { server: 'https://kubernetes.default.svc', namespace: 'shop' },
    ]);
  });

  it('holds the windows outside which nothing syncs, by hand neither', () => {
    for (const name of ['shop-prod', 'shop-prod-addons', 'shop-prod-root']) {
      expect(spec(prod, name)['syncWindows']).toEqual([
        {
          kind: 'allow',
          schedule: '0 9 * * 1-5',
          duration: '8h',
          timeZone: 'Asia/Seoul',
          applications: ['*'],
          manualSync: false,
        },
      ]);
    }
    expect(spec(dev, 'shop-dev')).not.toHaveProperty('syncWindows');
  });
});

describe('the project of the add-ons', () => {
  it('allows exactly the repositories and namespaces of the charts', () => {
    const { addOns } = shopEnvironment();
    const { sourceRepos, destinations } = spec(dev, 'shop-dev-addons');
    expect(new Set(sourceRepos as string[])).toEqual(new Set(addOns.map(({ chart }) => chart.repository)));
    const namespaces = (destinations as { namespace: string }[]).map(({ namespace }) => namespace);
    expect(namespaces).toEqual([...new Set(addOns.map(({ namespace }) => namespace))].sort());
  });

  it('takes `Service` for the kind of the core group', () => {
    expect(spec(dev, 'shop-dev-addons')['namespaceResourceWhitelist']).toContainEqual({ group: '', kind: 'Service' });
  });
});

describe('no project', () => {
  it('contains a wildcard', () => {
    const projects = [...argoCd(dev), ...argoCd(prod)].filter(({ object }) => object.kind === 'AppProject');
    const allowed = projects.map(({ object }) => ({ ...(object['spec'] as object), syncWindows: [] }));
    expect(JSON.stringify(allowed)).not.toContain('*');
  });
});

describe('the Applications of dist/', () => {
  it('are one a folder, by its name, in the project of the environment', () => {
    const applications = argoCd(dev).filter(
      ({ application, object: { kind } }) => application === 'root' && kind === 'Application',
    );
    expect(applications.map(({ object }) => [object.metadata.name, pathOf(object)])).toEqual([
      ['shop-app', 'dist/shop-dev/shop-app'],
      ['shop-base', 'dist/shop-dev/shop-base'],
      ['shop-monitoring', 'dist/shop-dev/shop-monitoring'],
    ]);
  });

  it('name a namespace that the project allows, also where all objects are cluster-wide', () => {
    for (const name of ['shop-app', 'shop-base', 'shop-monitoring']) {
      expect(spec(dev, name)['destination']).toEqual({ server: 'https://kubernetes.default.svc', namespace: 'shop' });
    }
  });

  it('come after their project, base first, the others at once where Argo CD syncs by itself', () => {
    expect(['shop-dev', 'shop-base', 'shop-app', 'shop-monitoring'].map(name => wave(dev, name))).toEqual([
      '-2',
      '-1',
      '0',
      '0',
    ]);
  });

  it('have no waves where a person syncs them: the root would wait for the first one for ever', () => {
    const waves = argoCd(prod).map(({ object }) => wave(prod, object.metadata.name));
    expect(new Set(waves)).toEqual(new Set([undefined]));
  });

  it('take their objects along where that loses nothing, and never in prod (FP-18)', () => {
    const finalizers = (model: Model): string[] =>
      argoCd(model)
        .filter(({ object }) => 'finalizers' in object.metadata)
        .map(({ object }) => object.metadata.name);
    expect(finalizers(dev)).toEqual(['shop-app', 'shop-monitoring']);
    expect(finalizers(prod)).toEqual([]);
  });
});

describe('a sync', () => {
  it('follows every commit, heals and prunes in dev, until it succeeds', () => {
    for (const name of ['root', 'addons', 'shop-app', 'argocd']) {
      expect(spec(dev, name)['syncPolicy']).toMatchObject({
        automated: { prune: true, selfHeal: true },
        retry: { limit: -1, refresh: true },
      });
    }
  });

  it('waits for a person in prod, and retries only what was approved (FP-18)', () => {
    for (const { object } of argoCd(prod).filter(({ object: { kind } }) => kind === 'Application')) {
      expect(object['spec']).toMatchObject({ syncPolicy: { retry: { limit: 5, refresh: false } } });
      expect((object['spec'] as { syncPolicy: object }).syncPolicy).not.toHaveProperty('automated');
    }
  });

  it.each([
    ['dev', dev],
    ['prod', prod],
  ])('waits twice as long after each attempt in %s: from 10 s to 3 min', (_, model) => {
    expect(spec(model, 'shop-app')['syncPolicy']).toMatchObject({
      retry: { backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
    });
  });

  it('applies on the server, changes what differs, shares nothing and makes no namespace', () => {
    expect(spec(dev, 'shop-app')['syncPolicy']).toMatchObject({
      syncOptions: expect.arrayContaining([
        'ServerSideApply=true',
        'ApplyOutOfSyncOnly=true',
        'FailOnSharedResource=true',
        'CreateNamespace=false',
      ]) as unknown,
    });
  });
});

function argoCd({ manifests }: Model): Manifest[] {
  return manifests.filter(({ tree }) => tree === 'argocd');
}

function object(model: Model, name: string): KubeObject {
  const found = argoCd(model).find(manifest => manifest.object.metadata.name === name);
  if (found === undefined) throw new Error(`nothing in argocd/ is named ${name}`);
  return found.object;
}

function spec(model: Model, name: string): Readonly<Record<string, unknown>> {
  return object(model, name)['spec'] as Readonly<Record<string, unknown>>;
}

function pathOf(application: KubeObject): string | undefined {
  return (application['spec'] as { source: { path?: string } }).source.path;
}

function wave(model: Model, name: string): string | undefined {
  return object(model, name).metadata.annotations?.['argocd.argoproj.io/sync-wave'];
}
