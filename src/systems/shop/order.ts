import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { MICROMETER, MICROMETER_ENVIRONMENT } from '../../constructs/monitoring';
import { TracedConstruct } from '../../constructs/structure';
import { ConfigMap, Service, size, type Probes } from '../../constructs/workload';
import type { PodEndpoint } from '../../model';
import type { ShopCache } from './cache';
import type { ShopDatabase } from './database';
import { DATABASE_USE, retrySettings } from './resilience';
import type { ShopSecrets } from './secrets';
import { runningAs, tracedAs, USER, type ShopServiceProps } from './service';

export interface ShopOrderProps extends ShopServiceProps {
  readonly database: ShopDatabase;
  readonly cache: ShopCache;
  readonly secrets: ShopSecrets;
}

const PORT = 8080;

/** Channel of Redis on which order tells that an order's status changed. */
export const STATUS_CHANNEL = 'order-status';

/** Orders: a Spring Boot program over `order_db`, which tells of changes by Redis' pub/sub. (LP-05) */
export class ShopOrder extends TracedConstruct {
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, id: string, props: ShopOrderProps) {
    super(scope, id);
    const { namespace, database, cache, secrets } = props;
    this.endpoint = new Service(this, 'order', {
      ...runningAs('order', props),
      size: size('100m', '384Mi', '1000m', '512Mi'),
      user: USER,
      port: PORT,
      probes: PROBES,
      metrics: '/actuator/prometheus',
      requests: MICROMETER,
      config: new ConfigMap(this, 'order-config', { namespace, data: configuration(props) }),
      variables: {
        SPRING_DATASOURCE_PASSWORD: secrets.orderPassword,
        SPRING_DATA_REDIS_PASSWORD: secrets.redisPassword,
      },
      ...tracedAs('order', props, [database.endpoint, cache.endpoint]),
      databases: [{ database: database.name, workers: 1, connections: DATABASE_USE.connections }],
    }).endpoint;
  }
}

/** What Spring Boot reads from its environment, but for secrets. */
function configuration({ database, cache }: ShopOrderProps): Record<string, string> {
  const { host, port, order, encrypted } = database;
  return {
    ...retrySettings(),
    ...MICROMETER_ENVIRONMENT,
    MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: 'health,prometheus',
    MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE: 'readinessState,db',
    MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED: 'true',
    ORDER_STATUS_CHANNEL: STATUS_CHANNEL,
    SERVER_PORT: String(PORT),
    SERVER_SHUTDOWN: 'graceful',
    SPRING_APPLICATION_NAME: 'order',
    SPRING_DATASOURCE_HIKARI_CONNECTION_TIMEOUT: String(DATABASE_USE.connectionTimeoutMs),
    SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE: String(DATABASE_USE.connections),
    SPRING_DATASOURCE_URL: `jdbc:postgresql://${host}:${port}/${order.database}${encrypted ? '?sslmode=require' : ''}`,
    SPRING_DATASOURCE_USERNAME: order.role,
    SPRING_DATA_REDIS_HOST: cache.host,
    SPRING_DATA_REDIS_PORT: String(cache.port),
    ...(cache.encrypted && { SPRING_DATA_REDIS_SSL_ENABLED: 'true' }),
    SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE: '15s',
  };
}

const CHECK = { every: Duration.seconds(10), timeout: Duration.seconds(5) } as const;
const ALIVE = { ...CHECK, path: '/actuator/health/liveness' };

/** Ready is what reaches its database. A JVM on a tenth of a core takes minutes to start. */
const PROBES: Probes = {
  startup: { ...ALIVE, failures: 30 },
  liveness: { ...ALIVE, failures: 6 },
  readiness: { ...CHECK, path: '/actuator/health/readiness', failures: 3 },
};
