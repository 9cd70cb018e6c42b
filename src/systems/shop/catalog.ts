import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { FASTAPI } from '../../constructs/monitoring';
import { TracedConstruct } from '../../constructs/structure';
import { ConfigMap, Service, size, type Probes } from '../../constructs/workload';
import type { PodEndpoint } from '../../model';
import type { ShopCache } from './cache';
import type { ShopDatabase } from './database';
import { DATABASE_USE, retrySettings } from './resilience';
import type { ShopSecrets } from './secrets';
import { runningAs, tracedAs, USER, type ShopServiceProps } from './service';

export interface ShopCatalogProps extends ShopServiceProps {
  readonly database: ShopDatabase;
  readonly cache: ShopCache;
  readonly secrets: ShopSecrets;
}

const PORT = 8000;

/** Seconds that a product stays in the cache. */
const CACHE_TTL = 300;

/** Products and categories: a FastAPI program over `catalog_db`, which caches what is read often. (LP-04) */
export class ShopCatalog extends TracedConstruct {
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, id: string, props: ShopCatalogProps) {
    super(scope, id);
    const { namespace, database, cache, secrets } = props;
    this.endpoint = new Service(this, 'catalog', {
      ...runningAs('catalog', props),
      size: size('50m', '128Mi', '500m', '256Mi'),
      user: USER,
      port: PORT,
      probes: PROBES,
      metrics: '/metrics',
      requests: FASTAPI,
      config: new ConfigMap(this, 'catalog-config', { namespace, data: configuration(props) }),
      variables: { DB_PASSWORD: secrets.catalogPassword, REDIS_PASSWORD: secrets.redisPassword },
      ...tracedAs('catalog', props, [database.endpoint, cache.endpoint]),
      databases: [{ database: database.name, workers: 1, connections: DATABASE_USE.connections }],
    }).endpoint;
  }
}

/** What the program reads from its environment, but for secrets. */
function configuration({ database, cache }: ShopCatalogProps): Record<string, string> {
  const { host, port, catalog, encrypted } = database;
  return {
    CACHE_TTL_SECONDS: String(CACHE_TTL),
    DB_CONNECT_TIMEOUT_MS: String(DATABASE_USE.connectionTimeoutMs),
    DB_HOST: host,
    DB_MAX_OVERFLOW: '0',
    DB_NAME: catalog.database,
    DB_POOL_SIZE: String(DATABASE_USE.connections),
    DB_PORT: String(port),
    ...retrySettings(),
    ...(encrypted && { DB_SSLMODE: 'require' }),
    DB_USER: catalog.role,
    REDIS_HOST: cache.host,
    REDIS_PORT: String(cache.port),
    ...(cache.encrypted && { REDIS_TLS: 'true' }),
  };
}

const CHECK = { every: Duration.seconds(10), timeout: Duration.seconds(3) } as const;

/** Ready is what reaches its database; alive is what answers at all: restarting catalog mends no database. */
const PROBES: Probes = {
  startup: { ...CHECK, path: '/health/live', failures: 30 },
  liveness: { ...CHECK, path: '/health/live', failures: 6 },
  readiness: { ...CHECK, path: '/health/ready', failures: 3 },
};
