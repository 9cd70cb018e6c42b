import { AwsSecretStore, ExternalSecret } from '../../../src/constructs/secrets';
import { declarationsOf } from '../../../src/constructs/structure';
import { CLOUDLESS_CLUSTER, objectOf, objectsOf, testSystem } from '../place';
import { read } from '../read';

function secret() {
  const system = testSystem();
  const store = new AwsSecretStore(system.app, 'secrets', {
    namespace: 'shop',
    roleArn: 'arn:aws:iam::111122223333:role/reader',
  });
  const keys = { DATABASE_PASSWORD: 'password of the database user' };
  const made = new ExternalSecret(system.app, 'web-secrets', { store, remote: 'shop/web', keys, consumers: ['web'] });
  return { system, made };
}

describe('an external secret', () => {
  test('copies named properties of one remote secret and holds no value', () => {
    const { system } = secret();
    expect(read(objectOf(system, 'ExternalSecret', 'web-secrets'), 'spec')).toMatchInlineSnapshot(`
      {
        "data": [
          {
            "remoteRef": {
              "key": "shop/web",
              "property": "database_password",
            },
            "secretKey": "DATABASE_PASSWORD",
          },
        ],
        "refreshInterval": "1h0m0s",
        "secretStoreRef": {
          "kind": "SecretStore",
          "name": "secrets",
        },
        "target": {
          "creationPolicy": "Owner",
          "deletionPolicy": "Retain",
          "name": "web-secrets",
        },
      }
    `);
    expect(objectsOf(system).filter(object => object.kind === 'Secret')).toEqual([]);
  });

  test('is read with the rights of one ServiceAccount, without keys (D-09)', () => {
    const { system } = secret();
    expect(read(objectOf(system, 'SecretStore', 'secrets'), 'spec.provider')).toMatchInlineSnapshot(`
      {
        "aws": {
          "auth": {
            "jwt": {
              "serviceAccountRef": {
                "name": "secrets-reader",
              },
            },
          },
          "region": "ap-northeast-2",
          "service": "SecretsManager",
        },
      }
    `);
    expect(objectOf(system, 'ServiceAccount', 'secrets-reader').metadata.annotations).toMatchObject({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/reader',
    });
  });

  test('tells people how to create the remote value without showing it', () => {
    const [declaration] = declarationsOf(secret().made);
    expect(declaration).toMatchInlineSnapshot(`
      {
        "consumers": [
          "web",
        ],
        "create": [
          "read -rsp 'database_password: ' database_password && export database_password",
          "jq -n '{database_password: env.database_password}' | aws secretsmanager create-secret --region ap-northeast-2 --name shop/web --secret-string file:///dev/stdin",
        ],
        "entries": [
          {
            "key": "DATABASE_PASSWORD",
            "meaning": "password of the database user",
            "property": "database_password",
            "remote": "shop/web",
          },
        ],
        "name": "web-secrets",
        "namespace": "shop",
        "type": "secret",
      }
    `);
  });

  test('needs a cluster on AWS', () => {
    const make = () =>
      new AwsSecretStore(testSystem(CLOUDLESS_CLUSTER).app, 'secrets', { namespace: 'shop', roleArn: '' });
    expect(make).toThrow(/needs a cluster on AWS, this one's cloud is "none"/);
  });
});
