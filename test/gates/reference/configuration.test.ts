import { changed, closedModel, ENVIRONMENT, found, lacking, namesEach, set } from './reference-objects';

const WORKLOAD = 'Rollout/fablink-backend';
const DATABASE = 'StatefulSet/database';
const at = (code: string, kindAndName: string, path: string) =>
  `${code} ${kindAndName.replace('/', `/${ENVIRONMENT}/`)} ${path}: `;
const pod = ['spec', 'template', 'spec'];
const container = [...pod, 'containers', 0];
const C = '$.spec.template.spec.containers[0]';
const V = '$.spec.template.spec.volumes';

describe('references to ConfigMaps and Secrets', () => {
  namesEach([
    [
      WORKLOAD,
      [...container, 'envFrom', 0, 'configMapRef', 'name'],
      'drill-load-test-confg',
      [at('config-map-key', WORKLOAD, `${C}.envFrom[0].configMapRef.name`), 'did you mean "drill-load-test-config"?'],
    ],
    [
      DATABASE,
      [...container, 'env', 0, 'valueFrom', 'configMapKeyRef', 'key'],
      'a.cnf',
      [
        at('config-map-key', DATABASE, `${C}.env[0].valueFrom.configMapKeyRef.key`),
        'ConfigMap settings has no key',
        'a.conf',
      ],
    ],
    [
      DATABASE,
      [...pod, 'volumes', 0, 'configMap', 'items', 0, 'key'],
      'x',
      [at('config-map-key', DATABASE, `${V}[0].configMap.items[0].key`), 'found "x"', 'one of a.conf, b.conf, c.bin'],
    ],
    [
      DATABASE,
      [...pod, 'volumes', 2, 'projected', 'sources', 1, 'configMap', 'name'],
      'setings',
      [at('config-map-key', DATABASE, `${V}[2].projected.sources[1].configMap.name`), 'did you mean "settings"?'],
    ],
    [
      WORKLOAD,
      [...container, 'envFrom', 1, 'secretRef', 'name'],
      'fablink-backend-secret',
      [at('secret-key', WORKLOAD, `${C}.envFrom[1].secretRef.name`), 'did you mean "fablink-backend-secrets"?'],
    ],
    [
      DATABASE,
      [...container, 'env', 1, 'valueFrom', 'secretKeyRef', 'key'],
      'ownr',
      [
        at('secret-key', DATABASE, `${C}.env[1].valueFrom.secretKeyRef.key`),
        'Secret passwords has no key',
        'mean "owner"?',
      ],
    ],
    [
      DATABASE,
      [...container, 'env', 2, 'valueFrom', 'secretKeyRef', 'key'],
      'password',
      [
        at('secret-key', DATABASE, `${C}.env[2].valueFrom.secretKeyRef.key`),
        'Secret composed has no key',
        'one of url',
      ],
    ],
    [
      DATABASE,
      [...container, 'env', 4, 'valueFrom', 'secretKeyRef', 'optional'],
      false,
      [at('secret-key', DATABASE, `${C}.env[4].valueFrom.secretKeyRef.name`), 'add an ExternalSecret'],
    ],
    [
      DATABASE,
      [...pod, 'volumes', 1, 'secret', 'items', 0, 'key'],
      'key.pem',
      [at('secret-key', DATABASE, `${V}[1].secret.items[0].key`), 'one of tls.crt, tls.key, ca.crt'],
    ],
    [
      DATABASE,
      [...pod, 'volumes', 2, 'projected', 'sources', 2, 'secret', 'items', 0, 'key'],
      'redaer',
      [at('secret-key', DATABASE, `${V}[2].projected.sources[2].secret.items[0].key`), 'did you mean "reader"?'],
    ],
    [
      DATABASE,
      [...pod, 'imagePullSecrets', 0, 'name'],
      'registry',
      [at('secret-key', DATABASE, '$.spec.template.spec.imagePullSecrets[0].name'), 'found "registry"'],
    ],
    [
      'Ingress/web',
      ['spec', 'tls', 0, 'secretName'],
      'web-tsl',
      [at('secret-key', 'Ingress/web', '$.spec.tls[0].secretName'), 'did you mean "web-tls"?'],
    ],
    [
      'ExternalSecret/passwords',
      ['spec', 'data', 1, 'secretKey'],
      'read',
      [at('secret-key', DATABASE, `${V}[2].projected.sources[2].secret.items[0].key`), 'one of owner, read'],
    ],
    [
      'ExternalSecret/passwords',
      ['spec', 'target'],
      { template: { data: { owner: '' } } },
      [at('secret-key', DATABASE, `${V}[2].projected.sources[2].secret.items[0].key`), 'one of owner'],
    ],
    [
      'ExternalSecret/composed-url',
      ['spec', 'secretStoreRef', 'name'],
      'secret',
      [at('secret-store', 'ExternalSecret/composed-url', '$.spec.secretStoreRef.name'), 'did you mean "secrets"?'],
    ],
    [
      'ExternalSecret/composed-url',
      ['spec', 'secretStoreRef', 'kind'],
      'ClusterSecretStore',
      [
        at('secret-store', 'ExternalSecret/composed-url', '$.spec.secretStoreRef.name'),
        'environment has no ClusterSecret',
      ],
    ],
    [
      'ExternalSecret/passwords',
      ['spec', 'data', 1, 'sourceRef', 'storeRef', 'name'],
      'vault',
      [
        at('secret-store', 'ExternalSecret/passwords', '$.spec.data[1].sourceRef.storeRef.name'),
        'no SecretStore of that',
      ],
    ],
  ]);

  it.each([
    ['templateFrom', [{ configMap: { name: 'settings', items: [{ key: 'a.conf' }] } }]],
    ['mergePolicy', 'Merge'],
  ])('say nothing of keys that a template with %s leaves open', (field, value) => {
    const model = changed('ExternalSecret/passwords', object =>
      set(object, ['spec', 'target'], { template: { data: { more: '' }, [field]: value } }),
    );
    expect(found(model)).toEqual([]);
  });

  it.each(['SecretStore/secrets', 'ConfigMap/settings', 'ExternalSecret/anything'])(
    'name everybody who needs %s when it is missing',
    which => {
      const findings = found(lacking(which));
      expect(findings.length).toBeGreaterThan(0);
      for (const finding of findings)
        expect(finding).toMatch(/has no (?:SecretStore|ConfigMap|Secret) of that name|nothing uses it/);
    },
  );

  it.each([
    ['ConfigMap', 'v1', {}, ''],
    ['ServiceAccount', 'v1', {}, ''],
    [
      'ExternalSecret',
      'external-secrets.io/v1',
      { spec: { target: { name: 'filled' } } },
      ', whose Secret is "filled"',
    ],
  ])('name a %s that nothing uses', (kind, apiVersion, fields, whose) => {
    const model = closedModel();
    const manifests = model.manifests.map(manifest =>
      manifest.object.kind === 'EndpointSlice'
        ? { ...manifest, object: { apiVersion, kind, metadata: { name: 'alone', namespace: ENVIRONMENT }, ...fields } }
        : manifest,
    );
    const rest = manifests.filter(({ object }) => object.metadata.name !== 'by-hand');
    expect(found({ ...model, manifests: rest })).toEqual([
      `unused-config ${kind}/${ENVIRONMENT}/alone $.metadata.name: found ${kind} "alone"${whose}: nothing uses it; ` +
        `an object of namespace ${ENVIRONMENT} that names it; remove it, or correct the name where it was meant to be used`,
    ]);
  });

  it('say nothing of a ConfigMap that a dashboard program finds by its label', () => {
    const model = changed('ConfigMap/settings', object => {
      object.metadata.labels = { grafana_dashboard: '1' };
    });
    const unused = changed('ConfigMap/settings', object => {
      object.metadata.name = 'board';
    });
    expect(found(model)).toEqual([]);
    expect(found(unused)).toContainEqual(expect.stringContaining(`unused-config ConfigMap/${ENVIRONMENT}/board`));
  });

  it('count what a chart of the same namespace names as used', () => {
    const model = closedModel();
    const account = model.manifests.find(({ object }) => object.kind === 'EndpointSlice');
    const application = model.manifests.find(
      ({ environment, object }) => environment === ENVIRONMENT && object.metadata.name === 'external-secrets',
    );
    if (account === undefined || application === undefined) throw new Error('nothing to change');
    const metadata = { name: 'charted', namespace: 'external-secrets' };
    const config = {
      ...account,
      path: 'dist/fablink-prod/charted.yaml',
      object: { apiVersion: 'v1', kind: 'ConfigMap', metadata },
    };
    const before = [...model.manifests, config];
    expect(found({ ...model, manifests: before })).toEqual([expect.stringContaining('found ConfigMap "charted"')]);
    const chart = structuredClone(application.object) as unknown as Parameters<typeof set>[0];
    set(chart, ['spec', 'source', 'helm', 'valuesObject', 'existing'], 'charted');
    const after = before.map(each =>
      each === application ? { ...each, object: chart as unknown as typeof each.object } : each,
    );
    expect(found({ ...model, manifests: after })).toEqual([]);
  });
});
