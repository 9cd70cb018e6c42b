import type { Metric } from '../../../model';

/** What redis_exporter tells of a Redis by its command `INFO` (names as `exporter/exporter.go` maps its fields). */
export const REDIS_METRICS = {
  up: {
    name: 'redis_up',
    type: 'gauge',
    labels: [],
    help: { en: '1 when Redis answered the exporter, else 0', ko: 'Redis가 익스포터에 응답하면 1, 아니면 0' },
  },
  connections: {
    name: 'redis_connected_clients',
    type: 'gauge',
    labels: [],
    help: { en: 'connections that are open', ko: '열려 있는 연결의 수' },
  },
  refused: {
    name: 'redis_rejected_connections_total',
    type: 'counter',
    labels: [],
    help: { en: 'connections that were refused because there were too many', ko: '연결이 너무 많아 거부한 연결의 수' },
  },
  memory: {
    name: 'redis_memory_used_rss_bytes',
    type: 'gauge',
    labels: [],
    help: {
      en: 'bytes of memory that the process has from the kernel, fragments among them',
      ko: '프로세스가 커널에서 받은 메모리(바이트). 조각난 부분도 포함',
    },
  },
  data: {
    name: 'redis_memory_used_bytes',
    type: 'gauge',
    labels: [],
    help: { en: 'bytes that keys and buffers take', ko: '키와 버퍼가 차지하는 바이트' },
  },
  evicted: {
    name: 'redis_evicted_keys_total',
    type: 'counter',
    labels: [],
    help: { en: 'keys that went to make room for others', ko: '자리를 내주려고 내보낸 키의 수' },
  },
} as const satisfies Readonly<Record<string, Metric>>;
