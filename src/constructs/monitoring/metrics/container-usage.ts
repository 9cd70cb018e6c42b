import type { Metric } from '../../../model';

/** Labels of a container by which the kubelet tells it from all others, and from the one before its last start. */
const LABELS = ['id', 'image', 'name', 'node'];

/**
 * What a kubelet tells of each container on its node (its part cAdvisor): what it uses, and what the kernel lets it use.
 * `namespace`, `pod` and `container` are the container's.
 */
export const CONTAINER_USAGE = {
  cpu: {
    name: 'container_cpu_usage_seconds_total',
    type: 'counter',
    labels: [...LABELS, 'cpu'],
    help: 'seconds of CPU used',
  },
  cpuQuota: {
    name: 'container_spec_cpu_quota',
    type: 'gauge',
    labels: LABELS,
    help: 'microseconds of CPU that may be used in a period',
  },
  cpuPeriod: {
    name: 'container_spec_cpu_period',
    type: 'gauge',
    labels: LABELS,
    help: 'microseconds of a period',
  },
  memory: {
    name: 'container_memory_working_set_bytes',
    type: 'gauge',
    labels: LABELS,
    help: 'memory in use that cannot be given back: what the kubelet and the kernel compare with the limit',
  },
  memoryLimit: {
    name: 'container_spec_memory_limit_bytes',
    type: 'gauge',
    labels: LABELS,
    help: 'memory beyond which the kernel ends the container',
  },
} as const satisfies Readonly<Record<string, Metric>>;
