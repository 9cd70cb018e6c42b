import type { Course } from './course';

/** A counter of requests, and labels of what failed, of what went well and of what the client did wrong. */
interface Counter {
  readonly metric: string;
  readonly failed: string;
  readonly well: string;
  readonly wrong: string;
}

const OF_FASTAPI: Counter = {
  metric: 'http_requests_total',
  failed: 'status="5xx"',
  well: 'status="2xx"',
  wrong: 'status="4xx"',
};

const OF_NGINX: Counter = {
  metric: 'nginx_http_response_count_total',
  failed: 'status="502"',
  well: 'status="200"',
  wrong: 'status="404"',
};

/** What happens to a service that nobody promised anything of. */
function outageCourses({ metric, failed, well, wrong }: Counter): readonly Course[] {
  const of = (labels: string): string => `${metric}{job="$job",method="GET",${labels}}`;
  return [
    {
      name: 'fires 10 minutes after the last request that did not fail, whoever else answers, and ends with the next',
      series: {
        [of(`${well},pod="a"`)]: '0+10x10 100x19 110+10x20',
        [of(`${failed},pod="a"`)]: '0x10 10+10x40',
        [`${metric}{job="another",method="GET",${well}}`]: '0+10x60',
        [`${metric}{namespace="another",job="$job",method="GET",${well}}`]: '0+10x60',
      },
      silent: [10, 18.5, 31],
      firing: { minutes: [19, 30.5] },
    },
    {
      name: 'fires for one request a minute, over all pods',
      series: { [of(`${failed},pod="a"`)]: '0+0.5x60', [of(`${failed},pod="b"`)]: '0+0.5x60' },
      silent: [9.5],
      firing: { minutes: [10, 60] },
    },
    {
      name: 'is silent about a little fewer',
      series: { [of(`${failed},pod="a"`)]: '0+0.97x60' },
      silent: [10, 30, 60],
    },
    {
      name: 'is silent about a burst of failures',
      series: { [of(`${failed},pod="a"`)]: '0x10 50x40' },
      silent: [11, 15, 16, 20, 40],
    },
    ...[well, wrong].map(answered => ({
      name: `is silent while a few of very many are answered (${answered})`,
      series: { [of(`${failed},pod="a"`)]: '0+1000x60', [of(`${answered},pod="b"`)]: '0+0.15x60' },
      silent: [10, 30, 60],
    })),
    {
      name: 'is silent about another service',
      series: { [`${metric}{job="another",method="GET",${failed}}`]: '0+10x60' },
      silent: [10, 20, 60],
    },
    {
      name: 'is silent while nobody asks, and after a restart',
      series: { [of(`${failed},pod="a"`)]: '50x30 0x30' },
      silent: [10, 30, 32, 60],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ];
}

/** What counters tell of a service that fails every request, by the alert's name and service. */
export const OUTAGE_COURSES: Readonly<Record<string, readonly Course[]>> = {
  'AllRequestsFailing fastapi': outageCourses(OF_FASTAPI),
  'AllRequestsFailing frontend': outageCourses(OF_NGINX),
};
