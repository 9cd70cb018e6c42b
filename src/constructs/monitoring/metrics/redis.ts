import type { Metric } from '../../../model';

/** What redis_exporter tells of a Redis by its command `INFO` (names as `exporter/exporter.go` maps its fields). */
export const REDIS_METRICS = {
  up: { name: 'redis_up', type: 'gauge', labels: [], help: '1 when Redis answered the exporter, else 0' },
  connections: { name: 'redis_connected_clients', type: 'gauge', labels: [], help: 'connections that are open' },
  refused: {
    name: 'redis_rejected_connections_total',
    type: 'counter',
    labels: [],
    help: 'connections that were refused because there were too many',
  },
  memory: {
    name: 'redis_memory_used_rss_bytes',
    type: 'gauge',
    labels: [],
    help: 'bytes of memory that the process has from the kernel, fragments among them',
  },
  data: { name: 'redis_memory_used_bytes', type: 'gauge', labels: [], help: 'bytes that keys and buffers take' },
  evicted: {
    name: 'redis_evicted_keys_total',
    type: 'counter',
    labels: [],
    help: 'keys that went to make room for others',
  },
} as const satisfies Readonly<Record<string, Metric>>;
