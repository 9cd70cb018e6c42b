import type { Course } from './course';

const GIVEN_UP = 'fluentbit_output_retries_failed_total';
const DROPPED = 'fluentbit_output_dropped_records_total';
const REFUSED = 'loki_discarded_samples_total';

/** Labels of Loki's counter beside the reason. */
const REST = 'format="",policy="",retention_hours="720",tenant="fake"';
const refused = (reason: string, more = ''): string => `${REFUSED}{reason="${reason}",${REST}${more}}`;

/** What happens to alerts on lines that stay in the cluster. */
export const LOG_COURSES: Readonly<Record<string, readonly Course[]>> = {
  'LogsLost MM-08': [
    {
      name: 'fires at once for bundles that are given up, on whichever node, and ends 15 minutes after the last',
      series: {
        [`${GIVEN_UP}{name="orders",pod="a"}`]: '0x10 1+1x5 6x30',
        [`${GIVEN_UP}{name="orders",pod="b"}`]: '0x10 1+1x5 6x30',
      },
      silent: [10, 10.5, 30],
      firing: { minutes: [11, 16, 29.5], with: { name: 'orders' }, values: { 11: '2', 16: '12', 29.5: '2' } },
    },
    {
      name: 'fires for a single one',
      series: { [`${GIVEN_UP}{name="orders",pod="a"}`]: '0x10 1x30' },
      silent: [10.5, 25],
      firing: { minutes: [11], with: { name: 'orders' }, values: { 11: '1' } },
    },
    {
      name: 'is silent about bundles that Loki refused in part, and after a restart of Fluent Bit',
      series: {
        [`${DROPPED}{name="orders",pod="a"}`]: '0+9x40',
        [`${GIVEN_UP}{name="orders",pod="a"}`]: '5x10 0x30',
      },
      silent: [5, 12, 20, 40],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
    {
      name: 'is silent about another namespace',
      series: { [`${GIVEN_UP}{name="orders",namespace="elsewhere"}`]: '0x10 1+1x5 6x30' },
      silent: [12, 20],
    },
  ],
  LogsRefused: [
    {
      name: 'fires at once for the first line that is refused, with which the counter begins, and ends 15 minutes later',
      series: { [refused('line_too_long')]: '_x10 1x40' },
      silent: [9.5, 25.5],
      firing: { minutes: [10, 24.5], with: { reason: 'line_too_long' }, values: { 10: '1', 24.5: '1' } },
    },
    {
      name: 'fires for a further line after hours',
      series: { [refused('line_too_long')]: '1x60 2x40' },
      silent: [16, 60, 75.5],
      firing: { minutes: [61, 74.5], with: { reason: 'line_too_long' }, values: { 61: '1', 74.5: '1' } },
    },
    {
      name: 'adds up what Loki counts apart: by how long it keeps the lines',
      series: {
        [refused('line_too_long')]: '1x60 2x40',
        [refused('line_too_long').replace('720', '24')]: '1x60 2x40',
      },
      silent: [60, 75.5],
      firing: { minutes: [61, 74.5], with: { reason: 'line_too_long' }, values: { 61: '2', 74.5: '2' } },
    },
    {
      name: 'is silent about lines that Loki has, and about those that are sent again',
      series: Object.fromEntries(
        ['greater_than_max_sample_age', 'too_far_behind', 'rate_limited', 'per_stream_rate_limit'].map(reason => [
          refused(reason),
          '0+9x40',
        ]),
      ),
      silent: [1, 20, 40],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
    {
      name: 'is silent about another namespace',
      series: { [refused('line_too_long', ',namespace="elsewhere"')]: '0+1x40' },
      silent: [12, 20],
    },
  ],
};
