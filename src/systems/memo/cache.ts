import type { Construct } from 'constructs';
import { RedisCache } from '../../constructs/data-store';
import { fixed } from '../../constructs/scaling';
import { TracedConstruct } from '../../constructs/structure';
import { size, type Image, type Rollout } from '../../constructs/workload';
import type { Endpoint } from '../../model';
import type { MemoSecrets } from './secrets';

export interface MemoCacheProps {
  readonly namespace: string;
  readonly secrets: MemoSecrets;
  /** @default surge */
  readonly rollout?: Rollout;
}

/** Name of the store, and of its dashboard. */
export const CACHE = 'redis';

const REDIS: Image = { repository: 'docker.io/library/redis', tag: '7.2.11-bookworm' };

/** Memos that were read lately, in memory only: it may be empty at any time. (MM-04) */
export class MemoCache extends TracedConstruct {
  readonly endpoint: Endpoint;

  constructor(scope: Construct, id: string, { namespace, secrets, rollout }: MemoCacheProps) {
    super(scope, id);
    const { redisPassword, watching } = secrets;
    this.endpoint = new RedisCache(this, CACHE, {
      namespace,
      image: REDIS,
      size: size('50m', '128Mi', '200m', '256Mi'),
      replicas: fixed(1),
      ...(rollout && { rollout }),
      maxMemory: '128mb',
      // Keys that nobody invalidates run out by themselves; those that are read least go first.
      eviction: 'allkeys-lru',
      ...(redisPassword && { password: redisPassword }),
      tier: 'data',
      ...(watching && { watched: watching.redis }),
    }).endpoint;
  }
}
