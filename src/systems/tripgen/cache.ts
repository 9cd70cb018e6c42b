import type { Construct } from 'constructs';
import { ManagedRedis, type BalancedSize } from '../../constructs/azure';
import { RedisCache } from '../../constructs/data-store';
import type { Replicas } from '../../constructs/scaling';
import { System, TracedConstruct } from '../../constructs/structure';
import type { ContainerSize, Image, Rollout, VariableSource } from '../../constructs/workload';
import type { Endpoint } from '../../model';
import type { TripgenSecrets } from './secrets';

/** Redis in the cluster, in memory only (TG-04). */
export interface CacheInCluster {
  readonly type: 'in-cluster';
  readonly size: ContainerSize;
  readonly replicas: Replicas;
  /** @default surge */
  readonly rollout?: Rollout;
  /** Has it watched, by an exporter that runs when it does. @default nobody asks it */
  readonly watched?: true;
}

/** Azure Managed Redis (TG-18, D-27). */
export interface ManagedCache {
  readonly type: 'managed';
  /** Name of the cache: one in the region has it. */
  readonly name: string;
  readonly size: BalancedSize;
}

/** Where TripGen's cache runs. */
export type CacheValues = CacheInCluster | ManagedCache;

export interface TripgenCacheProps {
  readonly namespace: string;
  readonly values: CacheValues;
  readonly secrets: TripgenSecrets;
}

const REDIS: Image = { repository: 'docker.io/library/redis', tag: '7.2.11-bookworm' };

/** The cache of all four services: it may be empty at any time. (TG-04, TG-18) */
export class TripgenCache extends TracedConstruct {
  readonly endpoint: Endpoint;
  readonly password: VariableSource;
  /** What Spring Boot reads from its environment to find the cache. */
  readonly settings: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { namespace, values, secrets }: TripgenCacheProps) {
    super(scope, id);
    this.password = secrets.redisPassword;
    if (values.type === 'in-cluster') {
      const { size, replicas, rollout } = values;
      const { redis: watching } = secrets.watching;
      const running = { replicas, ...(rollout && { rollout }) };
      const cache = new RedisCache(this, 'redis', {
        namespace,
        image: REDIS,
        size,
        ...running,
        maxMemory: '512mb',
        eviction: 'allkeys-lru',
        password: secrets.redisPassword,
        tier: 'data',
        ...(watching && { watched: { ...watching, ...running } }),
      });
      this.endpoint = cache.endpoint;
      this.settings = settings('redis', 6379, false);
    } else {
      const cache = new ManagedRedis(System.of(this).cloud, values.name, { namespace, size: values.size });
      this.endpoint = cache.endpoint;
      this.settings = settings(cache.host, cache.port, true);
    }
  }
}

function settings(host: string, port: number, encrypted: boolean): Record<string, string> {
  return {
    SPRING_DATA_REDIS_HOST: host,
    SPRING_DATA_REDIS_PORT: String(port),
    SPRING_DATA_REDIS_SSL_ENABLED: String(encrypted),
  };
}
