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
    help: 'seconds that each CPU spent in each mode; in `idle` it had nothing to do',
  },
  memory: {
    name: 'node_memory_MemTotal_bytes',
    type: 'gauge',
    labels: ['node'],
    help: 'bytes of memory that the kernel has',
  },
  memoryAvailable: {
    name: 'node_memory_MemAvailable_bytes',
    type: 'gauge',
    labels: ['node'],
    help: 'bytes of memory that programs may still take without swapping, by the kernel’s estimate',
  },
  disk: {
    name: 'node_filesystem_size_bytes',
    type: 'gauge',
    labels: OF_FILE_SYSTEM,
    help: 'bytes that a file system holds',
  },
  diskAvailable: {
    name: 'node_filesystem_avail_bytes',
    type: 'gauge',
    labels: OF_FILE_SYSTEM,
    help: 'bytes of a file system that are free for programs that are not root’s',
  },
} as const satisfies Readonly<Record<string, Metric>>;
