import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { FASTAPI } from '../../constructs/monitoring';
import type { Replicas } from '../../constructs/scaling';
import { TracedConstruct } from '../../constructs/structure';
import {
  ConfigMap,
  releasedImage,
  Service,
  size,
  type Probes,
  type Release,
  type Rollout,
} from '../../constructs/workload';
import type { Origin, PodEndpoint } from '../../model';
import type { MemoCache } from './cache';
import { CACHE_REQUESTS, CacheHitRate } from './cache-hit-rate';
import type { MemoDatabase } from './database';
import { TOPIC, type MemoEvents } from './events';
import type { MemoSecrets } from './secrets';

/** What differs between the services of two places. */
export interface ServiceValues {
  readonly replicas: Replicas;
  /** @default surge */
  readonly rollout?: Rollout;
}

export interface MemoFastapiProps extends ServiceValues {
  readonly namespace: string;
  readonly release: Release;
  /** Registry of the image, with its folder. */
  readonly registry: string;
  readonly database: MemoDatabase;
  readonly cache: MemoCache;
  readonly events: MemoEvents;
  readonly secrets: MemoSecrets;
  /** Callers that no workload declares: the ingress controller. */
  readonly openTo: readonly Origin[];
}

/** Port of the document (MM-01). */
const PORT = 8000;

/** User of the process; the image's contract. */
const USER = 10001;

/** Connections that a pod keeps, and those it may open beside them: 10–20 (MM-06). */
const POOL = { kept: 10, beyond: 10 } as const;

/** Seconds that a memo stays in the cache (MM-04). */
const CACHE_TTL = 300;

/** How long requests still arrive after a pod was told to stop: until the ingress controller has noticed. */
export const LINGERING = Duration.seconds(10);

/** The API, which keeps memos, caches them and tells of them. (MM-02, MM-04, MM-06, MM-07) */
export class MemoFastapi extends TracedConstruct {
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, id: string, props: MemoFastapiProps) {
    super(scope, id);
    const { namespace, release, registry, replicas, rollout, database, cache, events, secrets, openTo } = props;
    const { variables, composed } = secrets.databaseUrl;
    this.endpoint = new Service(this, 'fastapi', {
      namespace,
      image: releasedImage(release, 'sgcc-fastapi', `${registry}/sgcc-fastapi`),
      size: size('100m', '256Mi', '500m', '1Gi'), // MM-02
      replicas,
      ...(rollout && { rollout }),
      user: USER,
      port: PORT,
      probes: PROBES,
      tier: 'application',
      metrics: '/metrics',
      requests: FASTAPI,
      shows: { metrics: [CACHE_REQUESTS], ownLabels: false },
      config: new ConfigMap(this, 'fastapi-config', { namespace, data: configuration(secrets) }),
      variables: { ...variables, ...(secrets.redisUrl && { REDIS_URL: secrets.redisUrl }) },
      ...(composed && { composed }),
      calls: [database.endpoint, cache.endpoint, events.endpoint],
      databases: [{ database: database.name, workers: 1, connections: POOL.kept + POOL.beyond }],
      openTo,
      exposure: { type: 'load-balancer', lingering: LINGERING },
    }).endpoint;
    new CacheHitRate(this, 'cache-hit-rate', this.endpoint);
  }
}

/** What the program reads from its environment, but for secrets (MM-07). */
function configuration({ redisUrl }: MemoSecrets): Record<string, string> {
  return {
    CACHE_TTL_SECONDS: String(CACHE_TTL),
    DB_MAX_OVERFLOW: String(POOL.beyond),
    DB_POOL_SIZE: String(POOL.kept),
    KAFKA_BOOTSTRAP_SERVERS: 'kafka:9092',
    KAFKA_TOPIC: TOPIC,
    ...(redisUrl === undefined && { REDIS_URL: 'redis://redis:6379' }),
  };
}

const CHECK = { every: Duration.seconds(10), timeout: Duration.seconds(5) } as const;

/**
 * Ready is what answers `/health` with 200: by its contract it does as long as the database answers, `degraded` without
 * Redis or Kafka. Alive is what takes connections: `/health` asks the database, and restarting the API mends no database.
 */
const PROBES: Probes = {
  startup: { ...CHECK, connects: true, failures: 30 },
  liveness: { ...CHECK, connects: true, failures: 6 },
  readiness: { ...CHECK, path: '/health', failures: 3 },
};
