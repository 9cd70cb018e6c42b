import type { Construct } from 'constructs';
import type { PodEndpoint } from '../../model';
import { REDIS_METRICS } from '../monitoring';
import type { Image } from '../workload';
import { StoreExporter, type Watching } from './store-exporter';

/** The project's own image, in the newest version that can be built here and so is proven. */
const IMAGE: Image = { repository: 'docker.io/oliver006/redis_exporter', tag: 'v1.88.0' };

/** The image's user (docker/Dockerfile). */
const USER = 59000;

const PORT = 9121;

/** Account of the exporter in Redis. */
export const REDIS_EXPORTER = 'exporter';

/**
 * What that account may do, as Redis' ACL has it: ask for figures. No key, no channel, and no command that shows what others
 * sent (`SLOWLOG GET`, `CLIENT LIST`, `CONFIG GET`).
 */
export const REDIS_EXPORTER_RIGHTS = 'resetkeys resetchannels -@all +info +ping +latency|latest +latency|histogram';

/** How much a Redis is told to take. */
export interface RedisLimits {
  /** Connections that it grants (`maxclients`). */
  readonly connections: number;
  /** Memory of its container, in MiB. */
  readonly memoryMiB: number;
}

/** Watches a Redis: `INFO`, as an account that may read and write no key. */
export function redisExporter(
  scope: Construct,
  server: PodEndpoint,
  limits: RedisLimits,
  { password, requirements, ...running }: Watching,
): StoreExporter {
  const { up, connections, refused, memory, data, evicted } = REDIS_METRICS;
  const { service, port } = server;
  return new StoreExporter(scope, 'exporter', {
    image: IMAGE,
    user: USER,
    port: PORT,
    command: [
      '/redis_exporter',
      `-web.listen-address=:${PORT}`,
      `-redis.addr=redis://${service}:${port}`,
      `-redis.user=${REDIS_EXPORTER}`,
      // Neither of them is the account's to run.
      '-config-command=-',
      '-set-client-name=false',
      // Whoever reaches it could have it show its password to any address.
      '-disable-scrape-endpoint',
      // Its own 15 s are more than Prometheus waits: a Redis that hangs would go untold.
      '-connection-timeout=5s',
      '-redis-only-metrics',
    ],
    ...running,
    alive: '/health',
    asks: server,
    variables: { REDIS_PASSWORD: password },
    health: {
      up,
      connections: { open: connections, most: limits.connections, refused: { metric: refused } },
      memory: { used: memory, limitMiB: limits.memoryMiB },
      others: [data, evicted],
      requirements,
    },
  });
}
