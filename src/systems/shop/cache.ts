import type { Construct } from 'constructs';
import { ElastiCacheRedis, type PrivateNetwork } from '../../constructs/aws';
import { RedisCache } from '../../constructs/data-store';
import { fixed } from '../../constructs/scaling';
import { TracedConstruct } from '../../constructs/structure';
import { size, type Image } from '../../constructs/workload';
import type { Endpoint, Fact } from '../../model';
import type { ShopSecrets } from './secrets';

/** Redis in the cluster, in the place of ElastiCache (LP-07). */
export interface CacheInCluster {
  readonly type: 'in-cluster';
}

/** ElastiCache without cluster mode (LP-07). */
export interface CacheInElastiCache {
  readonly type: 'elasticache';
  /** Identifier of its replication group. */
  readonly identifier: string;
  readonly nodeType: string;
  readonly engineVersion: `${number}.${number}`;
  /** Nodes beside the primary, each in another zone. */
  readonly replicas: number;
  /** Host name of the node that takes writes, which AWS chooses. */
  readonly host: Fact<string>;
  readonly network: PrivateNetwork;
  readonly maintenanceWindow: string;
}

/** Where the shop's Redis runs, by kind. */
export type CacheValues = CacheInCluster | CacheInElastiCache;

export interface ShopCacheProps {
  readonly namespace: string;
  readonly values: CacheValues;
  readonly secrets: ShopSecrets;
}

/** Products run out after minutes, sessions after half an hour: what goes first when memory is full is the cache. */
const EVICTION = 'volatile-ttl';

const REDIS: Image = { repository: 'docker.io/library/redis', tag: '7.2.11-bookworm' };

/**
 * One Redis for sessions of main, the cache of catalog and the channel of order, as the document draws it (LP-01). It
 * keeps nothing on disk (docs/decisions/learn/081-one-redis-for-three-uses.md).
 */
export class ShopCache extends TracedConstruct {
  readonly endpoint: Endpoint;
  readonly host: string;
  readonly port = 6379;
  /** Whether it speaks TLS only. */
  readonly encrypted: boolean;
  /** Command that asks it. */
  readonly redisCli: string;

  constructor(scope: Construct, id: string, { namespace, values, secrets }: ShopCacheProps) {
    super(scope, id);
    switch (values.type) {
      case 'in-cluster':
        this.endpoint = new RedisCache(this, 'redis', {
          namespace,
          image: REDIS,
          size: size('50m', '96Mi', '200m', '192Mi'),
          replicas: fixed(1),
          rollout: 'replace',
          maxMemory: '96mb',
          eviction: EVICTION,
          password: secrets.redisPassword,
        }).endpoint;
        this.host = 'redis';
        this.encrypted = false;
        this.redisCli = `kubectl --namespace ${namespace} exec deployment/redis -- redis-cli`;
        return;
      case 'elasticache': {
        const { type: _type, identifier, ...cache } = values;
        const redis = new ElastiCacheRedis(this, identifier, {
          ...cache,
          namespace,
          eviction: EVICTION,
          password: secrets.redisPassword,
          requirements: ['LP-07'],
        });
        this.endpoint = redis.endpoint();
        this.host = redis.host;
        this.encrypted = true;
        this.redisCli = `redis-cli -h ${redis.host} --tls --askpass`;
      }
    }
  }
}
