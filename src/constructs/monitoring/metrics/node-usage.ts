import type { Metric } from '../../../model';

/** Labels of a file system: the exporter's own, and the node that the target is on. */
const OF_FILE_SYSTEM = ['device', 'device_error', 'fstype', 'mountpoint', 'node'];

/**
 * What node-exporter tells of the machine that it runs on, by its collectors `cpu`, `filesystem` and `meminfo` (names and
 * labels as its v1.12.1 registers them). `namespace` and `pod` are the exporter's own, `node` is the node's name.
 */
export const NODE_USAGE = {
  cpu: {
    name: 'node_cpu_seconds_total',
    type: 'counter',
    labels: ['cpu', 'mode', 'node'],
    help: {
      en: 'seconds that each CPU spent in each mode; in `idle` it had nothing to do',
      ko: 'CPU가 모드마다 쓴 시간(초). `idle`은 할 일이 없던 시간',
    },
  },
  memory: {
    name: 'node_memory_MemTotal_bytes',
    type: 'gauge',
    labels: ['node'],
    help: { en: 'bytes of memory that the kernel has', ko: '커널이 가진 메모리(바이트)' },
  },
  memoryAvailable: {
    name: 'node_memory_MemAvailable_bytes',
    type: 'gauge',
    labels: ['node'],
    help: {
      en: 'bytes of memory that programs may still take without swapping, by the kernel’s estimate',
      ko: '스왑 없이 프로그램이 더 쓸 수 있다고 커널이 추정하는 메모리(바이트)',
    },
  },
  disk: {
    name: 'node_filesystem_size_bytes',
    type: 'gauge',
    labels: OF_FILE_SYSTEM,
    help: { en: 'bytes that a file system holds', ko: '파일 시스템의 크기(바이트)' },
  },
  diskAvailable: {
    name: 'node_filesystem_avail_bytes',
    type: 'gauge',
    labels: OF_FILE_SYSTEM,
    help: {
      en: 'bytes of a file system that are free for programs that are not root’s',
      ko: 'root가 아닌 프로그램이 쓸 수 있는 파일 시스템의 남은 공간(바이트)',
    },
  },
} as const satisfies Readonly<Record<string, Metric>>;
