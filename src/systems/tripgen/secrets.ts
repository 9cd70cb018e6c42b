import type { Construct } from 'constructs';
import { KeyVault, WorkloadIdentity } from '../../constructs/azure';
import type { Watching } from '../../constructs/data-store';
import { AzureKeyVaultStore, ExternalSecret, HandMadeSecret, type HandMadeSecretProps } from '../../constructs/secrets';
import { System, TracedConstruct } from '../../constructs/structure';
import { SERVICES } from './services';

/** A person makes the Secrets, as the document asks (TG-13). */
export interface SecretsByHand {
  readonly type: 'by-hand';
}

/** The values stand in a Key Vault (TG-18). */
export interface SecretsInVault {
  readonly type: 'key-vault';
  /** Name of the vault: one in all of Azure has it. */
  readonly vault: string;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** Where TripGen's secrets come from. */
export type SecretValues = SecretsByHand | SecretsInVault;

export interface TripgenSecretsProps {
  readonly namespace: string;
  readonly values: SecretValues;
  /** Whether the sample accounts are there, whose password can be set. */
  readonly samples: boolean;
  /** Stores that an exporter asks, each as an account of its own. */
  readonly watched: readonly WatchedStore[];
}

/** A store in the cluster that can be watched. */
export type WatchedStore = 'postgresql' | 'redis';

/** Secrets by name, with their keys and what each means: the same wherever they come from. */
const SECRETS = {
  'postgresql-init-secret': {
    keys: { password: 'password of the database’s administrator' },
    consumers: [
      'postgresql',
      'database-schema-init',
      'sample-data-load',
      'data-validation',
      'postgresql-backup',
      'postgresql-restore',
    ],
  },
  'tripgen-secrets': {
    keys: {
      database_password: 'password of the role tripgen_app, which the services log in with',
      redis_password: 'password of Redis',
      jwt_secret: 'key that signs tokens, at least 32 characters; a new one ends all sessions',
      openai_api_key: 'key of the OpenAI account',
      sample_users_password_hash: 'bcrypt hash for the four sample accounts; without it they stay locked',
    },
    consumers: [...SERVICES, 'redis', 'database-schema-init', 'sample-data-load', 'data-validation'],
  },
  'postgresql-exporter': {
    keys: { password: 'password of the role exporter, which watches PostgreSQL' },
    consumers: ['postgresql-exporter', 'database-schema-init'],
  },
  'redis-exporter': {
    keys: { password: 'password of the account exporter, which watches Redis' },
    consumers: ['redis', 'redis-exporter'],
  },
} as const;

type TripgenKey = keyof (typeof SECRETS)['tripgen-secrets']['keys'];

/** The secrets of all of TripGen, by what they are for. (TG-13, TG-20) */
export class TripgenSecrets extends TracedConstruct {
  readonly administratorPassword = { secret: 'postgresql-init-secret', key: 'password' } as const;
  readonly databasePassword = source('database_password');
  readonly redisPassword = source('redis_password');
  readonly jwtSecret = source('jwt_secret');
  readonly openaiApiKey = source('openai_api_key');
  /** Optional: without it the sample accounts stay locked. */
  readonly sampleUsersPasswordHash = source('sample_users_password_hash');
  /** How each store is watched. @default nobody asks it */
  readonly watching: Readonly<Partial<Record<WatchedStore, Watching>>>;

  constructor(scope: Construct, id: string, props: TripgenSecretsProps) {
    super(scope, id);
    const { namespace, values, watched } = props;
    this.watching = Object.fromEntries(watched.map(store => [store, watching(store)]));
    switch (values.type) {
      case 'by-hand':
        for (const [name, { keys, consumers }] of secretsOf(props)) {
          new HandMadeSecret(this, name, { namespace, keys, consumers, ...rotationOf(name, namespace) });
        }
        return;
      case 'key-vault': {
        const store = this.store(namespace, values);
        for (const [name, { keys, consumers }] of secretsOf(props)) {
          new ExternalSecret(this, name, { store, remote: name, keys, consumers });
        }
      }
    }
  }

  private store(namespace: string, { vault: name, requirements }: SecretsInVault): AzureKeyVaultStore {
    const { cloud } = System.of(this);
    const vault = new KeyVault(cloud, name, { namespace });
    const identity = new WorkloadIdentity(cloud, `${namespace}-secrets`, {
      namespace,
      serviceAccount: AzureKeyVaultStore.reader(STORE),
      grants: [vault.grantRead()],
      inSecret: true,
      requirements,
    });
    return new AzureKeyVaultStore(this, STORE, { namespace, vault, identity });
  }
}

/** Name of the store in the namespace. */
const STORE = 'secrets';

/** What only the sample data need: a vault that lacks one key of a Secret withholds the whole Secret. */
const SAMPLES_ONLY: readonly string[] = ['sample_users_password_hash', 'sample-data-load', 'data-validation'];

interface SecretValue {
  readonly keys: Readonly<Record<string, string>>;
  readonly consumers: readonly string[];
}

/** Name of a store's exporter, and of the Secret with its password. */
const exporterOf = <S extends WatchedStore>(store: S): `${S}-exporter` => `${store}-exporter`;

const watching = (store: WatchedStore): Watching => ({
  password: { secret: exporterOf(store), key: 'password' },
  requirements: ['TG-14'],
});

function secretsOf({
  samples,
  watched,
}: Pick<TripgenSecretsProps, 'samples' | 'watched'>): readonly (readonly [keyof typeof SECRETS, SecretValue])[] {
  const exporters = watched.map(exporterOf);
  const needed = (name: string): boolean => samples || !SAMPLES_ONLY.includes(name);
  return (Object.keys(SECRETS) as (keyof typeof SECRETS)[])
    .filter(name => name === 'postgresql-init-secret' || name === 'tripgen-secrets' || exporters.includes(name))
    .map(name => {
      const { keys, consumers }: SecretValue = SECRETS[name];
      const wanted = Object.fromEntries(Object.entries(keys).filter(([key]) => needed(key)));
      return [name, { keys: wanted, consumers: consumers.filter(needed) }];
    });
}

/** What a person does when a value is replaced by hand (TG-13). */
function rotationOf(
  secret: keyof typeof SECRETS,
  namespace: string,
): Pick<HandMadeSecretProps, 'changeFirst' | 'restart'> {
  const psql = `kubectl --namespace ${namespace} exec -it postgresql-0 -- psql -U postgres`;
  switch (secret) {
    case 'postgresql-init-secret':
      return { changeFirst: `Change the password in the server first: ${psql} -c "\\password postgres".` };
    case 'tripgen-secrets':
      return {
        changeFirst: `For database_password change the role first: ${psql} -c "\\password tripgen_app".`,
        restart: ['deployment/redis', ...SERVICES.map(service => `deployment/${service}`)],
      };
    case 'postgresql-exporter':
      return {
        changeFirst: `Change the role first: ${psql} -c "\\password exporter".`,
        restart: ['deployment/postgresql-exporter'],
      };
    case 'redis-exporter':
      return { restart: ['deployment/redis', 'deployment/redis-exporter'] };
  }
}

function source(key: TripgenKey): { readonly secret: string; readonly key: string } {
  return { secret: 'tripgen-secrets', key };
}
