import type { Course } from './course';

const OF = (pod: string, container = '$job'): string => `pod="${pod}",container="${container}"`;

/** What a container uses, in seconds of CPU each minute, of the two CPUs that it may: 96 are 80 %. */
const cpu = (pod: string, values: string, container?: string): Readonly<Record<string, string>> => ({
  [`container_cpu_usage_seconds_total{${OF(pod, container)},cpu="total"}`]: values,
  [`container_spec_cpu_quota{${OF(pod, container)}}`]: '200000x60',
  [`container_spec_cpu_period{${OF(pod, container)}}`]: '100000x60',
});

/** What a container uses of 1000 bytes. */
const memory = (pod: string, values: string, container?: string): Readonly<Record<string, string>> => ({
  [`container_memory_working_set_bytes{${OF(pod, container)}}`]: values,
  [`container_spec_memory_limit_bytes{${OF(pod, container)}}`]: '1000x60',
});

/** Courses of memory above a share of the limit, for five minutes. */
function memoryCourses(percent: number): readonly Course[] {
  const [at, above, below] = [percent * 10, percent * 10 + 10, percent * 10 - 10];
  const share = `${percent + 1}%`;
  return [
    {
      name: `fires when a pod uses more than ${percent} % for 5 minutes, not when it is as much, and ends`,
      series: {
        ...memory('a', `${below}x4 ${above}x9 ${below}x10`),
        ...memory('b', `${at}x40`),
        ...memory('c', `${below}x40`),
      },
      silent: [4, 9.5, 15],
      firing: { minutes: [10, 14.5], with: { pod: 'a' }, values: { 10: share, 14.5: share } },
    },
    {
      name: 'is silent about one that was below once within 5 minutes',
      series: memory('a', `${above}x4 ${below} ${above}x4 ${below} ${above}x4 ${below}x10`),
      silent: [5, 10, 15, 20],
    },
    {
      name: 'is silent about the container beside it, and that of a Job',
      series: { ...memory('a', '990x40', 'exporter'), ...memory('$job-migrate-a', '990x40', '$job-migrate') },
      silent: [10, 40],
    },
    {
      name: 'counts a pod whose container has just started anew once',
      series: {
        'container_memory_working_set_bytes{pod="a",container="$job",id="old"}': `${above}x9 stale`,
        'container_spec_memory_limit_bytes{pod="a",container="$job",id="old"}': '1000x9 stale',
        'container_memory_working_set_bytes{pod="a",container="$job",id="new"}': `_x7 100x30`,
        'container_spec_memory_limit_bytes{pod="a",container="$job",id="new"}': '_x7 1000x30',
      },
      silent: [4.5, 11],
      firing: { minutes: [5, 9.5], with: { pod: 'a' }, values: { 5: share, 9.5: share } },
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ];
}

/** What the kubelets and the application tell of a pod, by the alert's name and requirement. */
export const USAGE_COURSES: Readonly<Record<string, readonly Course[]>> = {
  PodCpu: [
    {
      name: 'fires when a pod uses more than 80 % of its CPU for 5 minutes, not when it is as much, and ends',
      series: {
        // 60 % until minute 10, 82 % until minute 20, 60 % again.
        ...cpu('a', '0+72x10 818.4+98.4x9 1776+72x20'),
        ...cpu('b', '0+96x50'),
        ...cpu('c', '0+94x50'),
      },
      silent: [10, 15.5, 21],
      firing: { minutes: [16, 20.5], with: { pod: 'a' }, values: { 16: '82%', 20.5: '82%' } },
    },
    {
      name: 'sees it within two minutes, and no shorter peak',
      series: {
        // One minute at 100 %, then 100 % from minute 20 on.
        ...cpu('a', '0+60x10 720 780+60x8 1380+120x20'),
      },
      silent: [10, 12, 17, 25],
      firing: { minutes: [26, 40], with: { pod: 'a' }, values: { 26: '100%', 40: '100%' } },
    },
    {
      name: 'is silent about the container beside it, and that of a Job',
      series: { ...cpu('a', '0+119x50', 'exporter'), ...cpu('$job-migrate-a', '0+119x50', '$job-migrate') },
      silent: [10, 40],
    },
    {
      name: 'is silent when the container starts anew and counts from 0',
      series: cpu('a', '0+60x10 0+60x20'),
      silent: [11, 12, 16, 30],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ],
  PodMemory: memoryCourses(85),
  'PodMemory TG-14': memoryCourses(90),
  FailedConnections: [
    {
      name: 'fires for the first failure of a pod, with which its counter begins, and ends after 5 minutes',
      series: { 'django_db_new_connection_errors_total{job="$job",pod="a",alias="default"}': '_x10 1x30' },
      silent: [9.5, 15, 30],
      firing: { minutes: [10, 14.5], values: { 10: '1', 14.5: '1' } },
    },
    {
      name: 'fires for every further one, over all pods',
      series: {
        'django_db_new_connection_errors_total{job="$job",pod="a",alias="default"}': '7x20 8x30',
        'django_db_new_connection_errors_total{job="$job",pod="b",alias="default"}': '3x20 4x30',
      },
      silent: [6, 20.5, 26],
      firing: { minutes: [21, 24.5], values: { 21: '2', 24.5: '2' } },
    },
    {
      name: 'is silent while none fails, and after a restart',
      series: { 'django_db_new_connection_errors_total{job="$job",pod="a",alias="default"}': '7x20 0x30' },
      silent: [6, 20, 22, 30],
    },
    {
      name: 'is silent about another service',
      series: { 'django_db_new_connection_errors_total{job="another",pod="a",alias="default"}': '0+1x30' },
      silent: [1, 6, 20, 30],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ],
};
