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
    help: { en: 'seconds of CPU used', ko: '사용한 CPU 시간(초)' },
  },
  cpuQuota: {
    name: 'container_spec_cpu_quota',
    type: 'gauge',
    labels: LABELS,
    help: {
      en: 'microseconds of CPU that may be used in a period',
      ko: '한 주기 동안 쓸 수 있는 CPU 시간(마이크로초)',
    },
  },
  cpuPeriod: {
    name: 'container_spec_cpu_period',
    type: 'gauge',
    labels: LABELS,
    help: { en: 'microseconds of a period', ko: '한 주기의 길이(마이크로초)' },
  },
  memory: {
    name: 'container_memory_working_set_bytes',
    type: 'gauge',
    labels: LABELS,
    help: {
      en: 'memory in use that cannot be given back: what the kubelet and the kernel compare with the limit',
      ko: '사용 중이며 돌려줄 수 없는 메모리. kubelet과 커널이 한도와 비교하는 값',
    },
  },
  memoryLimit: {
    name: 'container_spec_memory_limit_bytes',
    type: 'gauge',
    labels: LABELS,
    help: { en: 'memory beyond which the kernel ends the container', ko: '넘으면 커널이 컨테이너를 종료하는 메모리' },
  },
} as const satisfies Readonly<Record<string, Metric>>;
