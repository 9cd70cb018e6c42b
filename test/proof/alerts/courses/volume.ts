import type { Course } from './course';

/** What is free of a volume, and what it holds: bytes or inodes, whatever the alert judges. */
const volume = (free: string, all: string, claim = '$claim'): Readonly<Record<string, string>> => ({
  [`$free{persistentvolumeclaim="${claim}"}`]: free,
  [`$all{persistentvolumeclaim="${claim}"}`]: all,
});

const CLAIM = { persistentvolumeclaim: '$claim' };
const LAST = { persistentvolumeclaim: '$last' };

const HOLDS = '1000x600';

/** Between two looks at what goes on as it began, hour after hour: nothing can come and go in between. */
const SLOWLY = '5m';

/** What never concerns an alert on less than some per mille; after the longest time for which one holds, nothing changes. */
const nothingOf = (permille: number): readonly Course[] =>
  [
    { name: 'is silent while as much is free', series: volume(`${permille}x600`, HOLDS), silent: [10, 100] },
    { name: 'is silent about another volume', series: volume('25-0.01x600', HOLDS, 'another'), silent: [10, 100] },
    { name: 'is silent about a volume that counts none', series: volume('0x600', '0x600'), silent: [10, 100] },
    { name: 'is silent without data', series: {}, silent: [100] },
  ].map(course => ({ ...course, every: SLOWLY }));

/** Minutes of the eight days for which the last figure of a Job is remembered. */
const EIGHT_DAYS = 8 * 24 * 60;

/** Courses of a claim that only Jobs mount. */
function ofJobs(permille: number): readonly Course[] {
  const less = permille - 1;
  const share = `${less / 10}%`;
  return [
    {
      name: 'ends with the next Job that finds more',
      series: volume(`${less}x4 stale _x100 ${permille}x4 stale`, '1000x4 stale _x100 1000x4 stale'),
      silent: [106, 110, 200],
      firing: { minutes: [105.5], with: CLAIM, values: { 105.5: share } },
    },
    {
      name: 'fires while a Job has the volume and for eight days after it',
      every: '30m',
      series: volume(`${less}x4 stale`, '1000x4 stale'),
      silent: [EIGHT_DAYS + 30, EIGHT_DAYS + 90],
      firing: { minutes: [0, 30, EIGHT_DAYS], with: CLAIM, values: { 0: share, 30: share, [EIGHT_DAYS]: share } },
    },
    ...[
      { older: 'what is free', series: volume(`${less}x4 stale`, `1000x4 stale _x${EIGHT_DAYS - 120} 1000x400`) },
      { older: 'what it holds', series: volume(`${less}x4 stale _x${EIGHT_DAYS - 120} ${less}x400`, '1000x4 stale') },
    ].map(({ older, series }) => ({
      name: `forgets after eight days ${older}, though the other is told of again`,
      every: '4h',
      series,
      silent: [EIGHT_DAYS + 240],
      firing: { minutes: [EIGHT_DAYS], with: CLAIM, values: { [EIGHT_DAYS]: share } },
    })),
    ...nothingOf(permille),
  ];
}

const JOBS = ['mariadb-backup', 'postgresql-backup'];

/** What kubelets tell of volumes, by the alert’s name, and its service where only Jobs mount the volume. */
export const VOLUME_COURSES: Readonly<Record<string, readonly Course[]>> = {
  ...Object.fromEntries(JOBS.map(job => [`VolumeFilling ${job}`, ofJobs(150)])),
  ...Object.fromEntries(JOBS.map(job => [`VolumeFull ${job}`, ofJobs(30)])),
  VolumeFull: [
    {
      name: 'fires when less than 3 % are free for 5 minutes, and ends',
      series: volume('50x4 29x14 31x10', HOLDS),
      silent: [4, 9.5, 20],
      firing: { minutes: [10, 19.5], with: CLAIM, values: { 10: '2.9%', 19.5: '2.9%' } },
    },
    {
      name: 'is silent about what is written for less than 5 minutes',
      series: volume('50x4 10x4 50x4 10x4 50x10', HOLDS),
      silent: [9.5, 10, 19.5, 25],
    },
    {
      name: 'ends when no pod mounts the volume any more, which is the last that it names',
      series: volume('10x9 stale', '1000x9 stale', '$last'),
      silent: [10],
      firing: { minutes: [9.5], with: LAST, values: { 9.5: '1%' } },
    },
    ...nothingOf(30),
  ],
  VolumeFilling: [
    {
      name: 'fires when less than 15 % have been free for an hour and four days hold no more, and ends with what is removed',
      // 10 less a minute, of 100,000: 15,000 are left at minute 50.
      series: volume('15500-10x119 50000x30', '100000x200'),
      silent: [51, 110.5, 121],
      firing: { minutes: [111, 119.5], with: CLAIM, values: { 111: '14.39%', 119.5: '14.31%' } },
    },
    {
      name: 'looks back six hours: fires as long as the growth lies in them, not afterwards',
      every: SLOWLY,
      series: volume('0.5-0.00633x60 0.12x500', '1x600'),
      silent: [30, 115, 425, 500],
      firing: { minutes: [120, 300], with: CLAIM, values: { 120: '12%', 300: '12%' } },
    },
    {
      name: 'fires when the last of it goes on the fourth day, for the last volume that it names',
      // 0.6 in four days, of which 0.1 is left.
      series: volume('0.1-0.00010416667x80', '1x80', '$last'),
      silent: [59.5],
      firing: { minutes: [61], with: LAST, values: { 61: '9.365%' } },
    },
    {
      name: 'is silent about what lasts for longer than four days, and what does not grow',
      every: SLOWLY,
      series: volume('0.1-0.00001x600', '1x600'),
      silent: [65, 300, 600],
    },
    {
      name: 'is silent about a full volume that stays as it is',
      every: SLOWLY,
      series: volume('0x600', HOLDS),
      silent: [65, 600],
    },
    {
      name: 'is silent about growth with room for it',
      every: SLOWLY,
      series: volume('900-1x600', HOLDS),
      silent: [65, 300, 600],
    },
    ...nothingOf(150),
  ],
  VolumeUnseen: [
    {
      name: 'fires 30 minutes after the last figure, whatever is told of others, and ends with the next',
      series: {
        'kubelet_volume_stats_capacity_bytes{persistentvolumeclaim="$claim"}': '1000x4 stale _x34 1000x10',
        'kubelet_volume_stats_capacity_bytes{persistentvolumeclaim="another"}': '1000x60',
        'kubelet_volume_stats_capacity_bytes{persistentvolumeclaim="$claim",namespace="another"}': '1000x60',
      },
      silent: [4, 34.5, 40],
      firing: { minutes: [35, 39.5], with: CLAIM },
    },
    {
      name: 'fires where nothing was ever told, as without data',
      series: {},
      silent: [29.5],
      firing: { minutes: [30, 60], with: CLAIM },
    },
    {
      name: 'is silent while a pod moves to another node',
      series: { 'kubelet_volume_stats_capacity_bytes{persistentvolumeclaim="$claim"}': '1000x4 stale _x20 1000x40' },
      silent: [20, 25, 60],
    },
  ],
};
