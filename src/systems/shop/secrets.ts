import type { Construct } from 'constructs';
import { awsOf, secretsGrant } from '../../constructs/aws';
import { AwsSecretStore, ExternalSecret, HandMadeSecret, type SecretStore } from '../../constructs/secrets';
import { TracedConstruct, type Layer } from '../../constructs/structure';
import { CATALOG_ROLE, ORDER_ROLE } from './data';
import type { ShopRoles } from './roles';

/** A person makes the Secrets: there is no secret manager. */
export interface SecretsByHand {
  readonly type: 'by-hand';
}

/** External Secrets copies them from AWS Secrets Manager (LP-14). */
export interface SecretsInAws {
  readonly type: 'aws';
  /** Name of the services' entry. */
  readonly secret: string;
}

/** Where the shop's secrets come from, by kind. */
export type SecretValues = SecretsByHand | SecretsInAws;

export interface ShopSecretsProps {
  readonly namespace: string;
  readonly values: SecretValues;
  readonly roles: ShopRoles;
  /** Where objects of AWS go. */
  readonly cloud: Layer;
  /** Entry of the administrator's password, where the database's maker keeps it. @default a person makes it */
  readonly master: string | undefined;
}

/** A key of a Secret. */
interface SecretKey {
  readonly secret: string;
  readonly key: string;
}

/** Secret of the server's administrator: no service reads it. */
const ADMINISTRATOR = 'postgresql-admin';

/** Secret of the services. */
const SHOP = 'shop-secrets';

/** Keys of that Secret, and what each means: the same wherever they come from. */
const SHOP_KEYS = {
  catalog_db_password: `password of ${CATALOG_ROLE}, which catalog logs in with`,
  order_db_password: `password of ${ORDER_ROLE}, which order logs in with`,
  redis_password: 'password of Redis',
  session_secret: 'key that signs session cookies, at least 32 characters; a new one ends all sessions',
} as const;

/** Jobs that set and try the password of a service's role. */
const ROLE_JOBS = ['catalog-schema', 'catalog-validation', 'order-schema', 'order-validation'];

/** Jobs that log in as the administrator. */
const ADMINISTRATOR_JOBS = ['catalog-data', 'order-data', ...ROLE_JOBS];

/** Keys of the administrator's Secret. */
const ADMINISTRATOR_KEYS = { password: 'password of the database server’s administrator' } as const;

/** The secrets of all of the shop, by what they are for. (LP-14) */
export class ShopSecrets extends TracedConstruct {
  readonly administratorPassword = { secret: ADMINISTRATOR, key: 'password' } satisfies SecretKey;
  readonly catalogPassword = source('catalog_db_password');
  readonly orderPassword = source('order_db_password');
  readonly redisPassword = source('redis_password');
  readonly sessionSecret = source('session_secret');

  constructor(scope: Construct, id: string, props: ShopSecretsProps) {
    super(scope, id);
    const { namespace, values } = props;
    switch (values.type) {
      case 'by-hand':
        this.byHand(namespace);
        return;
      case 'aws':
        this.inAws(props, values);
    }
  }

  private inAws({ namespace, roles, cloud, master }: ShopSecretsProps, { secret }: SecretsInAws): void {
    const administrator = master ?? `${secret}-administrator`;
    // LP-09 calls it the role for the database: what opens the databases is what it may read.
    const roleArn = roles.grant('secrets', AwsSecretStore.reader('secrets'), [
      secretsGrant(cloud, 'ReadDatabaseAdministrator', [administrator]),
      secretsGrant(cloud, 'ReadServices', [secret]),
    ]);
    const store = new AwsSecretStore(this, 'secrets', { namespace, roleArn });
    new ExternalSecret(this, ADMINISTRATOR, {
      store: master === undefined ? store : this.kept(store),
      remote: administrator,
      keys: ADMINISTRATOR_KEYS,
      consumers: ADMINISTRATOR_JOBS,
    });
    new ExternalSecret(this, SHOP, {
      store,
      remote: secret,
      keys: SHOP_KEYS,
      consumers: ['main', 'catalog', 'order', ...ROLE_JOBS],
    });
  }

  /** The same store for an entry that nobody creates: RDS makes it with the instance and changes the password itself. */
  private kept(store: AwsSecretStore): SecretStore {
    const { region } = awsOf(this);
    return {
      name: store.name,
      namespace: store.namespace,
      entry: (remote, property) => store.entry(remote, property),
      creationCommands: remote => [
        `aws secretsmanager describe-secret --region ${region} --secret-id '${remote}' --query OwningService --output text`,
      ],
    };
  }

  private byHand(namespace: string): void {
    const psql = `kubectl --namespace ${namespace} exec -it postgresql-0 -- psql -U postgres`;
    new HandMadeSecret(this, ADMINISTRATOR, {
      namespace,
      keys: ADMINISTRATOR_KEYS,
      consumers: ['postgresql', ...ADMINISTRATOR_JOBS],
      changeFirst: `Change the password in the server first: ${psql} -c "\\password postgres".`,
    });
    new HandMadeSecret(this, SHOP, {
      namespace,
      keys: SHOP_KEYS,
      consumers: ['main', 'catalog', 'order', 'redis', ...ROLE_JOBS],
      changeFirst: `For a password of a database change the role first: ${psql} -c "\\password ${CATALOG_ROLE}" (or ${ORDER_ROLE}).`,
      restart: ['deployment/redis', 'deployment/main', 'deployment/catalog', 'deployment/order'],
    });
  }
}

function source(key: keyof typeof SHOP_KEYS): SecretKey {
  return { secret: SHOP, key };
}
