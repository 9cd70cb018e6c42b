import { execFileSync } from 'node:child_process';
import { ExternalSecret, HandMadeSecret, inUrl, VaultSecretStore } from '../../../src/constructs/secrets';
import { declarationsOf } from '../../../src/constructs/structure';
import type { SecretDeclaration } from '../../../src/model';
import { CLOUDLESS_CLUSTER, objectOf, testSystem } from '../place';
import { read } from '../read';

function secret() {
  const system = testSystem(CLOUDLESS_CLUSTER);
  const store = new VaultSecretStore(system.app, 'secrets', {
    namespace: 'shop',
    server: 'https://vault.example.com',
    mount: 'secret',
    folder: 'shop',
    trust: 'kubernetes',
    role: 'shop',
  });
  const made = new ExternalSecret(system.app, 'web-secrets', {
    store,
    remote: 'web',
    keys: { 'db-password': 'of the database', 'db-user': 'of the database' },
    composed: { 'database-url': `mysql://${inUrl('db-user')}:${inUrl('db-password')}@db/shop` },
    consumers: ['web'],
  });
  return { system, made };
}

test('the store reads one folder, with the token of a ServiceAccount of its own', () => {
  const { system } = secret();
  expect(read(objectOf(system, 'SecretStore', 'secrets'), 'spec.provider.vault')).toEqual({
    server: 'https://vault.example.com',
    path: 'secret',
    version: 'v2',
    auth: { kubernetes: { mountPath: 'kubernetes', role: 'shop', serviceAccountRef: { name: 'secrets-reader' } } },
  });
  expect(objectOf(system, 'ServiceAccount', 'secrets-reader')).toBeDefined();
});

test('a secret takes properties of an entry of that folder, and keeps them beside what is put together', () => {
  const spec = read(objectOf(secret().system, 'ExternalSecret', 'web-secrets'), 'spec');
  expect(spec).toMatchObject({
    data: [
      { secretKey: 'db-password', remoteRef: { key: 'shop/web', property: 'db-password' } },
      { secretKey: 'db-user', remoteRef: { key: 'shop/web', property: 'db-user' } },
    ],
    target: {
      template: {
        engineVersion: 'v2',
        mergePolicy: 'Merge',
        data: {
          'database-url':
            'mysql://{{ index . "db-user" | urlquery | replace "+" "%20" }}:' +
            '{{ index . "db-password" | urlquery | replace "+" "%20" }}@db/shop',
        },
      },
    },
  });
});

test('the commands hand vault exactly what was typed, on its standard input', () => {
  const { create } = declarationsOf(secret().made)[0] as SecretDeclaration;
  const script = ['vault() { echo "$*" >&2; cat; }', ...create].join('\n');
  const values = { 'db-password': `p"a$s's\\ w`, 'db-user': 'web' };
  const shown = execFileSync('bash', ['-c', script], {
    input: `${Object.values(values).join('\n')}\n`,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  expect(JSON.parse(shown)).toEqual(values);
  expect(create.at(-1)).toMatch(/\| vault kv put -mount=secret shop\/web -$/);
});

test('a document’s own command takes the place of ours, and ours tells how to replace the value', () => {
  const system = testSystem(CLOUDLESS_CLUSTER);
  const create = ['kubectl create secret generic shop-secret --from-file=key=/dev/stdin -n shop'];
  const made = new HandMadeSecret(system.app, 'shop-secret', {
    namespace: 'shop',
    keys: { key: 'of the shop' },
    consumers: ['web'],
    create,
  });
  const declared = declarationsOf(made)[0] as SecretDeclaration;
  expect(declared.create).toEqual(create);
  expect(declared.rotation).toContain('kubectl apply --server-side');
});
