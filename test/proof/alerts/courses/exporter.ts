import type { Course } from './course';

/** What is free of 1000 bytes of a file system. */
const disk = (labels: string, free: string, size = '1000x120'): Readonly<Record<string, string>> => ({
  [`node_filesystem_avail_bytes{${labels}}`]: free,
  [`node_filesystem_size_bytes{${labels}}`]: size,
});

/** What is available of 1000 bytes of memory. */
const memory = (labels: string, free: string): Readonly<Record<string, string>> => ({
  [`node_memory_MemAvailable_bytes{${labels}}`]: free,
  [`node_memory_MemTotal_bytes{${labels}}`]: '1000x120',
});

/** Seconds of CPU each minute, of one CPU. */
const cpu = (labels: string, idle: string, busy: string): Readonly<Record<string, string>> => ({
  [`node_cpu_seconds_total{${labels},mode="idle"}`]: idle,
  [`node_cpu_seconds_total{${labels},mode="user"}`]: busy,
});

const ROOT = 'device="/dev/a",fstype="xfs",mountpoint="/"';

/** How much of 200 connections of MariaDB are open, as one of its exporters tells. */
const mariadb = (pod: string, open: string, job = '$job-exporter'): Readonly<Record<string, string>> => ({
  [`mysql_global_status_threads_connected{job="${job}",pod="${pod}"}`]: open,
  [`mysql_global_variables_max_connections{job="${job}",pod="${pod}"}`]: '200x60',
});

/** Connections to two of the databases of PostgreSQL, as one of its exporters tells. */
const postgresql = (
  pod: string,
  ours: string,
  others: string,
  job = '$job-exporter',
): Readonly<Record<string, string>> => ({
  [`pg_stat_database_numbackends{job="${job}",pod="${pod}",datid="1",datname="postgres"}`]: others,
  [`pg_stat_database_numbackends{job="${job}",pod="${pod}",datid="2",datname="tripgen"}`]: ours,
});

const redis = (metric: string, job = '$job-exporter', pod = 'a'): string =>
  `redis_${metric}{job="${job}",pod="${pod}"}`;

const upCourses = (up: string): readonly Course[] => [
  {
    name: 'fires 3 minutes after the store stopped to answer, and ends when it does again',
    series: { [`${up}{job="$job-exporter",pod="a"}`]: '1x4 0x9 1x10' },
    silent: [4, 7.5, 15],
    firing: { minutes: [8, 14.5] },
  },
  {
    name: 'is silent while one of two exporters gets in, and about another store',
    series: {
      [`${up}{job="$job-exporter",pod="old"}`]: '0x30',
      [`${up}{job="$job-exporter",pod="new"}`]: '1x30',
      [`${up}{job="another",pod="a"}`]: '0x30',
    },
    silent: [3, 10, 30],
  },
  { name: 'is silent about another store alone', series: { [`${up}{job="another",pod="a"}`]: '0x30' }, silent: [10] },
  { name: 'is silent without data', series: {}, silent: [30] },
];

/** A Redis whose container may have so many MiB. */
const memoryCourses = (limitMiB: number): readonly Course[] => {
  const share = (of: number): string => String(limitMiB * 2 ** 20 * of);
  return [
    {
      name: 'fires when more than 90 % of the memory is taken for 10 minutes, not when it is as much, and ends',
      series: { [redis('memory_used_rss_bytes')]: `${share(0.4)}x4 ${share(0.91)}x14 ${share(0.9)}x20` },
      silent: [4, 14.5, 20, 30],
      firing: { minutes: [15, 19.5], values: { 15: '91%', 19.5: '91%' } },
    },
    {
      name: 'is silent about another store',
      series: { [redis('memory_used_rss_bytes', 'another')]: `${share(0.97)}x40` },
      silent: [20, 40],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ];
};

/** One refused in each of six minutes, and then no more. */
const SIX = '0x10 1+1x5 6x30';

const refusedCourses = (metric: string, label: string): readonly Course[] => [
  {
    name: 'fires at once when connections are refused, and ends 5 minutes after the last, however many exporters tell',
    series: {
      [`${metric}{job="$job-exporter",pod="a"${label}}`]: SIX,
      [`${metric}{job="$job-exporter",pod="b"${label}}`]: SIX,
    },
    silent: [10, 10.5, 21, 30],
    firing: { minutes: [11, 16, 19.5], values: { 11: '1', 16: '5', 19.5: '1' } },
  },
  {
    name: 'is silent while none is refused, after a restart, and about another store',
    series: {
      [`${metric}{job="$job-exporter",pod="a"${label}}`]: '7x20 0x30',
      [`${metric}{job="another",pod="a"${label}}`]: '0+1x50',
    },
    silent: [6, 20, 22, 30],
  },
  { name: 'is silent without data', series: {}, silent: [30] },
];

/** How data stores are, by the alert's name and the store's, or by what it asks. */
const STORE_COURSES: Readonly<Record<string, readonly Course[]>> = {
  'StoreDown mysql_up': upCourses('mysql_up'),
  'StoreDown pg_up': upCourses('pg_up'),
  'StoreDown redis_up': upCourses('redis_up'),
  'StoreConnections mariadb': [
    {
      name: 'fires when more than 80 % of the connections are open for 5 minutes, not when it is as much, and ends',
      series: mariadb('a', '150x4 163x9 160x10'),
      silent: [4, 9.5, 15, 20],
      firing: { minutes: [10, 14.5], values: { 10: '81.5%', 14.5: '81.5%' } },
    },
    {
      name: 'is silent while 80 % are open, and about another store',
      series: { ...mariadb('a', '160x40'), ...mariadb('b', '199x40', 'another') },
      silent: [10, 40],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ],
  'StoreConnections postgresql': [
    {
      // 80 % of 95 are 76.
      name: 'fires when more than 80 % of the connections are open for 5 minutes, to whichever database, not when it is as much, and ends',
      series: postgresql('a', '60x4 75x9 74x10', '2x30'),
      silent: [4, 9.5, 15, 20],
      firing: { minutes: [10, 14.5], values: { 10: '81.05%', 14.5: '81.05%' } },
    },
    {
      name: 'is silent while 80 % are open, while two exporters tell of the same, and about another store',
      series: {
        ...postgresql('old', '74x40', '2x40'),
        ...postgresql('new', '74x40', '2x40'),
        ...postgresql('c', '95x40', '2x40', 'another'),
      },
      silent: [10, 40],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ],
  'StoreConnections redis': [
    {
      name: 'fires when more than 80 % of the connections are open for 5 minutes, not when it is as much, and ends',
      series: { [redis('connected_clients')]: '700x4 815x9 800x10' },
      silent: [4, 9.5, 15, 20],
      firing: { minutes: [10, 14.5], values: { 10: '81.5%', 14.5: '81.5%' } },
    },
    {
      name: 'is silent while 80 % are open, and about another store',
      series: { [redis('connected_clients')]: '800x40', [redis('connected_clients', 'another')]: '999x40' },
      silent: [10, 40],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ],
  'StoreRefuses mariadb': [
    ...refusedCourses('mysql_global_status_connection_errors_total', ',error="max_connections"'),
    {
      name: 'is silent about clients that give up by themselves',
      series: { 'mysql_global_status_connection_errors_total{job="$job-exporter",pod="a",error="peer_address"}': SIX },
      silent: [11, 16],
    },
  ],
  'StoreRefuses redis': refusedCourses('redis_rejected_connections_total', ''),
  'StoreMemory redis': memoryCourses(256),
  'StoreMemory TG-14': memoryCourses(1024),
};

/** What exporters tell of nodes and data stores. */
export const EXPORTER_COURSES: Readonly<Record<string, readonly Course[]>> = {
  ...STORE_COURSES,
  NodeDisk: [
    {
      name: 'fires when more than 85 % of a disk is used for 30 minutes, not when it is as much, and ends',
      series: {
        ...disk(`${ROOT},node="a"`, '160x4 140x34 160x20'),
        ...disk(`${ROOT},node="b"`, '150x100'),
        ...disk('device="/dev/b",fstype="xfs",mountpoint="/data",node="a"', '160x100'),
      },
      silent: [4, 34.5, 40],
      firing: { minutes: [35, 39.5], with: { node: 'a', mountpoint: '/' }, values: { 35: '86%', 39.5: '86%' } },
    },
    {
      name: 'is silent when images are removed in time',
      series: disk(`${ROOT},node="a"`, '140x25 200x4 140x25 200x4'),
      silent: [20, 30, 45, 55],
    },
    {
      name: 'names the disk once while a new exporter takes the place of the old one',
      series: {
        ...disk(`${ROOT},node="a",pod="old"`, '100x39 stale', '1000x39 stale'),
        ...disk(`${ROOT},node="a",pod="new"`, '_x35 100x40', '_x35 1000x40'),
      },
      silent: [29.5],
      firing: {
        minutes: [30, 38, 60],
        with: { node: 'a', mountpoint: '/' },
        values: { 30: '90%', 38: '90%', 60: '90%' },
      },
    },
    { name: 'is silent without data', series: {}, silent: [60] },
  ],
  NodeMemory: [
    {
      name: 'fires when more than 90 % of a node’s memory is taken for 15 minutes, not when it is as much, and ends',
      series: { ...memory('node="a"', '110x4 90x19 110x20'), ...memory('node="b"', '100x60') },
      silent: [4, 19.5, 25],
      firing: { minutes: [20, 24.5], with: { node: 'a' }, values: { 20: '91%', 24.5: '91%' } },
    },
    {
      name: 'is silent about a peak that is over within 15 minutes',
      series: memory('node="a"', '90x14 200 90x13 200x10'),
      silent: [14, 20, 29],
    },
    {
      name: 'names the node once while a new exporter takes the place of the old one',
      series: { ...memory('node="a",pod="old"', '50x60'), ...memory('node="a",pod="new"', '50x60') },
      silent: [14.5],
      firing: { minutes: [15, 60], with: { node: 'a' }, values: { 15: '95%', 60: '95%' } },
    },
    { name: 'is silent without data', series: {}, silent: [60] },
  ],
  NodeCpu: [
    {
      name: 'fires when more than 90 % of a node’s CPUs is used for 30 minutes, over all of them, and ends',
      series: {
        // 8 % idle from minute 10 to minute 60: 4.8 seconds a minute; half of them before and afterwards.
        ...cpu('node="a",cpu="0"', '0+30x10 304.8+4.8x49 570+30x20', '0+30x10 355.2+55.2x49 3090+30x20'),
        ...cpu('node="a",cpu="1"', '0+30x10 304.8+4.8x49 570+30x20', '0+30x10 355.2+55.2x49 3090+30x20'),
        // One CPU of two has nothing left, the other one has.
        ...cpu('node="b",cpu="0"', '0x80', '0+60x80'),
        ...cpu('node="b",cpu="1"', '0+30x80', '0+30x80'),
        ...cpu('node="c",cpu="0"', '0+6x80', '0+54x80'),
      },
      silent: [10, 43.5, 61],
      firing: { minutes: [44, 60.5], with: { node: 'a' }, values: { 44: '92%', 60.5: '92%' } },
    },
    {
      name: 'is silent after a restart of the node, which counts from 0',
      series: cpu('node="a",cpu="0"', '0+30x40 0+30x40', '0+30x40 0+30x40'),
      silent: [39, 41, 60, 79],
    },
    { name: 'is silent without data', series: {}, silent: [60] },
  ],
};
