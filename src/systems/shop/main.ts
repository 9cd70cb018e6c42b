import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { NODE } from '../../constructs/monitoring';
import { TracedConstruct } from '../../constructs/structure';
import { ConfigMap, Service, size, type CloudIdentity, type Probes } from '../../constructs/workload';
import type { PodEndpoint } from '../../model';
import type { ShopCache } from './cache';
import { CIRCUIT_BREAKER } from './resilience';
import type { ShopSecrets } from './secrets';
import { runningAs, tracedAs, USER, type ShopServiceProps } from './service';
import type { ShopUploads } from './uploads';

export interface ShopMainProps extends ShopServiceProps {
  readonly cache: ShopCache;
  readonly catalog: PodEndpoint;
  readonly order: PodEndpoint;
  readonly secrets: ShopSecrets;
  readonly uploads: ShopUploads;
  /** Rights in AWS. @default none */
  readonly identity?: CloudIdentity;
}

/** What main answers, and who does the work (LP-03). */
export const API = [
  'GET /api/health',
  'GET /api/products',
  'POST /api/orders',
  'GET /api/orders/:id',
  'POST /api/upload',
] as const;

const PORT = 3000;

/** Seconds that a session lives without a request. */
const SESSION_TTL = 1800;

/** The API gateway: a Node program that asks catalog and order, and keeps sessions in Redis. (LP-03) */
export class ShopMain extends TracedConstruct {
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, id: string, props: ShopMainProps) {
    super(scope, id);
    const { namespace, cache, catalog, order, secrets, uploads, identity } = props;
    this.endpoint = new Service(this, 'main', {
      ...runningAs('main', props),
      size: size('50m', '128Mi', '500m', '256Mi'),
      user: USER,
      port: PORT,
      probes: PROBES,
      metrics: '/metrics',
      requests: NODE,
      config: new ConfigMap(this, 'main-config', { namespace, data: configuration(props) }),
      variables: { REDIS_PASSWORD: secrets.redisPassword, SESSION_SECRET: secrets.sessionSecret },
      ...tracedAs('main', props, [catalog, order, cache.endpoint, ...uploads.calls]),
      ...(identity && { identity }),
    }).endpoint;
  }
}

/** What the program reads from its environment, but for secrets. */
function configuration({ cache, catalog, order, uploads }: ShopMainProps): Record<string, string> {
  return {
    CATALOG_URL: urlOf(catalog),
    CIRCUIT_BREAKER_FAILURE_THRESHOLD: String(CIRCUIT_BREAKER.failureThreshold),
    CIRCUIT_BREAKER_RESET_TIMEOUT_MS: String(CIRCUIT_BREAKER.resetTimeoutMs),
    CIRCUIT_BREAKER_TIMEOUT_MS: String(CIRCUIT_BREAKER.timeoutMs),
    NODE_ENV: 'production',
    ORDER_URL: urlOf(order),
    PORT: String(PORT),
    REDIS_HOST: cache.host,
    REDIS_PORT: String(cache.port),
    ...(cache.encrypted && { REDIS_TLS: 'true' }),
    SESSION_TTL_SECONDS: String(SESSION_TTL),
    ...uploads.settings,
  };
}

function urlOf({ service, port }: PodEndpoint): string {
  return `http://${service}:${port}`;
}

/** The document's one path (LP-03). It answers for main alone: who is asked behind it stands behind the circuit breaker. */
export const MAIN_HEALTH = '/api/health';

const CHECK = { path: MAIN_HEALTH, every: Duration.seconds(10), timeout: Duration.seconds(3) } as const;
const PROBES: Probes = {
  startup: { ...CHECK, failures: 30 },
  liveness: { ...CHECK, failures: 6 },
  readiness: { ...CHECK, failures: 3 },
};
