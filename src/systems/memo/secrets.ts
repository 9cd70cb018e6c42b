import type { Construct } from 'constructs';
import type { Watching } from '../../constructs/data-store';
import { ExternalSecret, HandMadeSecret, inUrl, VaultSecretStore } from '../../constructs/secrets';
import { known, Place, TracedConstruct } from '../../constructs/structure';
import type { ServiceProps, VariableSource } from '../../constructs/workload';
import type { Fact } from '../../model';
import { ACCOUNT, DATABASE } from './data';

/** A person makes `app-secrets` with the document's command (MM-09). */
export interface SecretsByHand {
  readonly type: 'by-hand';
}

/** The values stand in Vault or OpenBao (decision 072). */
export interface SecretsInVault {
  readonly type: 'vault';
  /** Address of the server, with `https://`. */
  readonly server: Fact<string>;
  /** Path of the key-value engine of version 2. */
  readonly mount: Fact<string>;
  /** Path at which the server trusts tokens of this cluster. */
  readonly trust: Fact<string>;
  /** Role that may read the folder `memo` of the engine. */
  readonly role: Fact<string>;
}

/** Where Memo's secrets come from. */
export type SecretValues = SecretsByHand | SecretsInVault;

export interface MemoSecretsProps {
  readonly namespace: string;
  readonly values: SecretValues;
}

/** Name that the document gives the Secret (MM-09). */
const APP = 'app-secrets';

/** Keys that the document gives it, and what each means. */
const APP_KEYS = {
  'db-password': `password of ${ACCOUNT.user}`,
  'db-user': `account of the database, always ${ACCOUNT.user}`,
} as const;

/**
 * What a password may be made of where a kubelet puts the URL together: it copies the value as it is, and `@`, `:`, `/`
 * and `%` mean something in a URL. These are the characters that never do (RFC 3986, 2.3).
 */
const UNRESERVED = 'letters, digits, "-", ".", "_" and "~" alone';

/** What reads the password of the account, wherever it comes from. */
const CONSUMERS = ['fastapi', 'database-schema-init', 'data-validation'];

const ADDRESS = `mariadb:3306/${DATABASE}`;

/** Environment variables of a pod, from Secrets. */
export type Variables = Pick<ServiceProps, 'variables' | 'composed'>;

/** The secrets of all of Memo, by what they are for. (MM-07, MM-09) */
export class MemoSecrets extends TracedConstruct {
  readonly databasePassword: VariableSource = { secret: APP, key: 'db-password' };
  readonly rootPassword: VariableSource;
  /** `DATABASE_URL`, which holds the password, never by way of a ConfigMap (MM-07). */
  readonly databaseUrl: Variables;
  /** `REDIS_URL` with a password. @default Redis has none */
  readonly redisUrl?: VariableSource;
  /** @default none */
  readonly redisPassword?: VariableSource;
  /** What watches the stores, each with a password of its own. @default nobody watches */
  readonly watching?: Readonly<Record<'mariadb' | 'redis', Watching>>;
  /** Token by which cert-manager writes records of the domain. @default no domain to prove */
  readonly dnsToken?: { readonly secret: string; readonly key: string };

  constructor(scope: Construct, id: string, { namespace, values }: MemoSecretsProps) {
    super(scope, id);
    if (values.type === 'by-hand') {
      // One password for both accounts: the document's Secret has no other (decision 073).
      this.rootPassword = this.databasePassword;
      this.databaseUrl = composedUrl(this.databasePassword);
      this.byHand(namespace);
      return;
    }
    this.rootPassword = { secret: 'mariadb-root', key: 'password' };
    this.databaseUrl = { variables: { DATABASE_URL: { secret: APP, key: 'database-url' } } };
    this.redisUrl = { secret: APP, key: 'redis-url' };
    this.redisPassword = { secret: APP, key: 'redis-password' };
    this.dnsToken = { secret: 'cloudflare-token', key: 'api-token' };
    const watched = Place.of(this).watchedBy !== undefined;
    if (watched) this.watching = { mariadb: watching('mariadb'), redis: watching('redis') };
    const store = this.inVault(namespace, values);
    if (watched) this.ofExporters(store);
  }

  private byHand(namespace: string): void {
    new HandMadeSecret(this, APP, {
      namespace,
      keys: { ...APP_KEYS, 'db-password': `${APP_KEYS['db-password']} and of root, ${UNRESERVED}` },
      consumers: [...CONSUMERS, 'mariadb', 'sample-data-load'],
      create: documentsCommand(namespace),
      changeFirst:
        `Change the passwords in the server first: kubectl exec -it mariadb-0 -n ${namespace} -- mysql -u root -p, and there ` +
        `SET PASSWORD FOR ${ACCOUNT.user} = PASSWORD('…'); and the same for root@'%' and root@localhost.`,
      restart: ['deployment/fastapi'],
    });
  }

  private inVault(namespace: string, { server, mount, trust, role }: SecretsInVault): VaultSecretStore {
    const store = new VaultSecretStore(this, 'secrets', {
      namespace,
      server: known(server),
      mount: known(mount),
      folder: 'memo',
      trust: known(trust),
      role: known(role),
    });
    new ExternalSecret(this, APP, {
      store,
      remote: APP,
      keys: { ...APP_KEYS, 'redis-password': 'password of Redis' },
      composed: {
        'database-url': `mysql+aiomysql://${inUrl('db-user')}:${inUrl('db-password')}@${ADDRESS}`,
        'redis-url': `redis://:${inUrl('redis-password')}@redis:6379`,
      },
      consumers: [...CONSUMERS, 'redis'],
    });
    new ExternalSecret(this, 'mariadb-root', {
      store,
      remote: 'mariadb-root',
      keys: { password: 'password of root, which makes the schema and the backups' },
      consumers: ['mariadb', 'database-schema-init', 'data-validation', 'mariadb-backup', 'mariadb-restore'],
    });
    new ExternalSecret(this, 'cloudflare-token', {
      store,
      remote: 'cloudflare-token',
      keys: { 'api-token': 'token of Cloudflare that may edit the records of the club’s zone' },
      consumers: ['cert-manager'],
    });
    return store;
  }

  private ofExporters(store: VaultSecretStore): void {
    const password = 'password of the account that watches';
    new ExternalSecret(this, exporterOf('mariadb'), {
      store,
      remote: exporterOf('mariadb'),
      keys: { password: `${password} MariaDB, without a question mark` },
      consumers: ['mariadb-exporter', 'database-schema-init'],
    });
    new ExternalSecret(this, exporterOf('redis'), {
      store,
      remote: exporterOf('redis'),
      keys: { password: `${password} Redis` },
      consumers: ['redis', 'redis-exporter'],
    });
  }
}

/** Name of a store's exporter, and of the Secret with its password. */
const exporterOf = (store: string): string => `${store}-exporter`;

const watching = (store: string): Watching => ({
  password: { secret: exporterOf(store), key: 'password' },
  requirements: ['MM-08'],
});

/** The kubelet puts the URL together, from variables that stand before it. */
function composedUrl(password: VariableSource): Variables {
  return {
    variables: { DB_USER: { secret: APP, key: 'db-user' }, DB_PASSWORD: password },
    composed: { DATABASE_URL: `mysql+aiomysql://$(DB_USER):$(DB_PASSWORD)@${ADDRESS}` },
  };
}

/** The document's command; the password comes through a pipe, so that neither history nor the list of processes has it. */
function documentsCommand(namespace: string): string[] {
  return [
    "read -rsp 'db-password: ' db_password",
    `kubectl create secret generic ${APP} --from-file=db-password=<(printf %s "$db_password") ` +
      `--from-literal=db-user=${ACCOUNT.user} -n ${namespace}`,
  ];
}
