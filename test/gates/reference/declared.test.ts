import { configMapKey } from '../../../src/gates/reference/configuration/config-map-key';
import { secretKey } from '../../../src/gates/reference/configuration/secret-key';
import type { Declaration, KubeObject } from '../../../src/model';
import { modelOf } from '../model-of';

const namespace = 'shop';
const provenance = { construct: 'test', lines: () => [] };

/** Uses a ConfigMap and three Secrets, none of which stands in a file. */
const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace },
  spec: {
    containers: [
      {
        name: 'web',
        env: [
          { name: 'A', valueFrom: { configMapKeyRef: { name: 'written', key: 'clientId' } } },
          { name: 'B', valueFrom: { secretKeyRef: { name: 'by-hand', key: 'password' } } },
          { name: 'C', valueFrom: { secretKeyRef: { name: 'written', key: 'clientId' } } },
        ],
      },
    ],
  },
};
const store: KubeObject = {
  apiVersion: 'external-secrets.io/v1',
  kind: 'SecretStore',
  metadata: { name: 'store', namespace },
  spec: { provider: { azurekv: { authSecretRef: { clientId: { name: 'written', key: 'clientId' } } } } },
};
const server: KubeObject = {
  apiVersion: 'dbforpostgresql.azure.com/v1api20240801',
  kind: 'FlexibleServer',
  metadata: { name: 'server', namespace },
  spec: { administratorLoginPassword: { name: 'by-hand', key: 'password' } },
};

const made = {
  type: 'made-by-controller',
  namespace,
  name: 'written',
  keys: ['clientId'],
  madeBy: 'operator',
} as const;
const configMap: Declaration = { ...made, kind: 'ConfigMap' };
const written: Declaration = { ...made, kind: 'Secret' };
const byHand: Declaration = {
  type: 'secret',
  source: 'by-hand',
  namespace,
  name: 'by-hand',
  entries: [{ key: 'password', meaning: 'opens the till' }],
  consumers: ['web'],
  create: [],
};
const ALL = [configMap, written, byHand];

function found(declarations: readonly Declaration[], environment = 'test'): readonly string[] {
  const model = modelOf([pod, store, server], {
    declarations: declarations.map(each => ({ ...each, environment, provenance })),
  });
  return [configMapKey, secretKey].flatMap(rule =>
    rule.check(model).map(({ code, where, message }) => `${code} ${where.object}: ${message}`),
  );
}

const missing = (kind: string, name: string) => `found "${name}", but namespace shop has no ${kind} of that name`;

test('what is declared to be made by hand or by a controller is known', () => {
  expect(found(ALL)).toEqual([]);
});

test.each<[string, Declaration, readonly string[]]>([
  ['ConfigMap of a controller', configMap, [`config-map-key Pod/shop/web: ${missing('ConfigMap', 'written')}`]],
  [
    'Secret of a controller',
    written,
    [
      `secret-key Pod/shop/web: ${missing('Secret', 'written')}`,
      `secret-key SecretStore/shop/store: ${missing('Secret', 'written')}`,
    ],
  ],
  [
    'Secret made by hand',
    byHand,
    [
      `secret-key Pod/shop/web: ${missing('Secret', 'by-hand')}`,
      `secret-key FlexibleServer/shop/server: ${missing('Secret', 'by-hand')}`,
    ],
  ],
])('a %s that is not declared is missing', (_, left, says) => {
  expect(found(ALL.filter(each => each !== left))).toEqual(says);
});

test('a key that is not declared is missing', () => {
  const others: readonly Declaration[] = [
    { ...made, kind: 'ConfigMap', keys: ['tenantId'] },
    { ...made, kind: 'Secret', keys: ['tenantId'] },
    { ...byHand, entries: [{ key: 'passwort', meaning: 'misspelt' }] },
  ];
  expect(found(others)).toEqual([
    'config-map-key Pod/shop/web: found "clientId", but ConfigMap written has no key of that name',
    'secret-key Pod/shop/web: found "password", but Secret by-hand has no key of that name',
    'secret-key Pod/shop/web: found "clientId", but Secret written has no key of that name',
    'secret-key SecretStore/shop/store: found "clientId", but Secret written has no key of that name',
    'secret-key FlexibleServer/shop/server: found "password", but Secret by-hand has no key of that name',
  ]);
});

test('what another environment or another namespace declares does not count', () => {
  expect(found(ALL, 'other')).toHaveLength(5);
  expect(found(ALL.map(each => ({ ...each, namespace: 'till' })))).toHaveLength(5);
});

test('a secret that is declared as fetched needs its ExternalSecret', () => {
  expect(found([configMap, written, { ...byHand, source: 'external' }])).toHaveLength(2);
});
