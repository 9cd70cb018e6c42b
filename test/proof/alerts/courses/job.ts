import type { Course } from './course';

/** What kube-state-metrics tells of a Job that has ended as failed: a series for each thing that may be so. */
const ended = (labels: string, failed: string, not = '0x60'): Readonly<Record<string, string>> => ({
  [`kube_job_failed{${labels},condition="true"}`]: failed,
  [`kube_job_failed{${labels},condition="false"}`]: not,
  [`kube_job_failed{${labels},condition="unknown"}`]: '0x60',
});

const failedCourses: readonly Course[] = [
  {
    name: 'fires at once when the Job has failed, and ends when it is made anew',
    series: ended('job_name="$run"', '_x10 1x9 stale', '_x10 0x9 stale'),
    silent: [9, 9.5, 20],
    firing: { minutes: [10, 19] },
  },
  {
    name: 'tells it once while a new kube-state-metrics takes the place of the old one',
    series: { ...ended('job_name="$run",pod="old"', '1x30'), ...ended('job_name="$run",pod="new"', '_x10 1x30') },
    silent: [],
    firing: { minutes: [1, 15, 30] },
  },
  {
    name: 'is silent about a Job that has not failed, and about another one that has',
    series: { ...ended('job_name="$run"', '0x60', '1x60'), ...ended('job_name="$run-2"', '1x60') },
    silent: [0, 10, 60],
  },
  {
    name: 'is silent about a Job of the same name elsewhere',
    series: ended('job_name="$run",namespace="elsewhere"', '1x60'),
    silent: [0, 10, 60],
  },
  { name: 'is silent without data', series: {}, silent: [30] },
];

/** A time in seconds since 1970, which never changes. */
const at = (time: number): string => `${time}x60`;

const LAST = 'kube_cronjob_status_last_successful_time';
const MADE = 'kube_cronjob_created';
const own = 'cronjob="$job"';

/**
 * Tests begin at 1970-01-01 00:00, so that what was hours before has a time below 0.
 * @param limit seconds that a backup may be old
 * @param days of it, as alerts say them
 */
function missedCourses(limit: number, days: string): readonly Course[] {
  const age = (more: string): string => `${days} 5h ${more}`;
  const firing = { minutes: [15.5, 24.5], values: { 15.5: age('5m 30s'), 24.5: age('14m 30s') } };
  // It is as old as it may be at minute 10, and is seen to be older half a minute later.
  const late = 600 - limit;
  const longAgo = -9 * limit;
  return [
    {
      name: 'fires 5 minutes after the last backup has become too old, and ends with the next',
      series: { [`${LAST}{${own}}`]: `${late}x24 1500x30`, [`${MADE}{${own}}`]: at(longAgo) },
      silent: [9, 10, 15, 25, 50],
      firing,
    },
    {
      name: 'fires where no backup has ever succeeded, by the age of the CronJob',
      series: { [`${MADE}{${own}}`]: at(late) },
      silent: [9, 10, 15],
      firing,
    },
    {
      name: 'is silent while the last backup is new enough, however old the CronJob, and whatever others do',
      series: {
        [`${LAST}{${own}}`]: at(0),
        [`${MADE}{${own}}`]: at(longAgo),
        [`${LAST}{cronjob="$job-2"}`]: at(longAgo),
        [`${MADE}{cronjob="$job-2"}`]: at(longAgo),
        [`${LAST}{${own},namespace="elsewhere"}`]: at(longAgo),
        [`${MADE}{${own},namespace="elsewhere"}`]: at(longAgo),
      },
      silent: [5, 10, 30, 60],
    },
    {
      name: 'fires whatever others do, of the same name elsewhere or of another name here',
      series: {
        [`${LAST}{${own}}`]: at(late),
        [`${MADE}{${own}}`]: at(longAgo),
        [`${LAST}{cronjob="$job-2"}`]: at(0),
        [`${MADE}{cronjob="$job-2"}`]: at(0),
        [`${LAST}{${own},namespace="elsewhere"}`]: at(0),
        [`${MADE}{${own},namespace="elsewhere"}`]: at(0),
      },
      silent: [10, 15],
      firing,
    },
    {
      name: 'is silent while a kube-state-metrics that starts does not know the last success, but the old one does',
      series: {
        [`${LAST}{${own},pod="old"}`]: at(0),
        [`${MADE}{${own},pod="old"}`]: at(longAgo),
        [`${MADE}{${own},pod="new"}`]: at(longAgo),
      },
      silent: [5, 10, 30, 60],
    },
    {
      name: 'is silent about what another namespace’s CronJob never did',
      series: { [`${MADE}{${own},namespace="elsewhere"}`]: at(longAgo) },
      silent: [10, 60],
    },
    { name: 'is silent without data', series: {}, silent: [60] },
  ];
}

/** A Job that a CronJob or a person with it began at a time, and how it stands. */
function run(name: string, time: number, failed?: string, more = '', owner = '$job'): Readonly<Record<string, string>> {
  const labels = `job_name="${name}"${more}`;
  return {
    [`kube_job_created{${labels}}`]: at(time),
    [`kube_job_owner{${labels},owner_is_controller="true",owner_kind="CronJob",owner_name="${owner}"}`]: '1x60',
    ...(failed && ended(labels, failed)),
  };
}

const hour = (minutes: number): string => `1970-01-01 00:${String(minutes).padStart(2, '0')}:00 +0000 UTC`;

/** A CronJob, and when it last made a backup. */
const cronJob = (last: string): Readonly<Record<string, string>> => ({
  [`${LAST}{${own}}`]: last,
  [`${MADE}{${own}}`]: at(-900),
});

const RUN_FAILED: readonly Course[] = [
  {
    name: 'fires at once when a backup fails, names the newest, and ends with the next that succeeds',
    series: {
      ...cronJob('-600x39 2000x20'),
      ...run('$job-1', -300, '_x10 1x50'),
      ...run('$job-2', 600, '_x20 1x40'),
      ...run('$job-3', 1800),
    },
    silent: [9.5, 40, 60],
    firing: {
      minutes: [10, 19.5, 20, 39.5],
      values: {
        10: '1969-12-31 23:55:00 +0000 UTC',
        19.5: '1969-12-31 23:55:00 +0000 UTC',
        20: hour(10),
        39.5: hour(10),
      },
    },
  },
  {
    name: 'fires where no backup has ever succeeded',
    series: { [`${MADE}{${own}}`]: at(-900), ...run('$job-1', 0, '_x10 1x50') },
    silent: [9.5],
    firing: { minutes: [10, 50], values: { 10: hour(0), 50: hour(0) } },
  },
  {
    name: 'fires whatever others do, of the same name elsewhere or of another name here',
    series: {
      ...cronJob('-600x60'),
      ...run('$job-1', 60, '1x60'),
      [`${LAST}{cronjob="$job-2"}`]: at(120),
      [`${MADE}{cronjob="$job-2"}`]: at(120),
      [`${LAST}{${own},namespace="elsewhere"}`]: at(120),
      [`${MADE}{${own},namespace="elsewhere"}`]: at(120),
      ...run('$job-1', 180, '1x60', ',namespace="elsewhere"'),
    },
    silent: [],
    firing: { minutes: [5, 60], values: { 5: hour(1), 60: hour(1) } },
  },
  {
    name: 'is silent about failures that a later backup has made good, one of the same second among them',
    series: { ...cronJob('600x60'), ...run('$job-1', 300, '1x60'), ...run('$job-2', 600, '1x60') },
    silent: [0, 11, 60],
  },
  {
    name: 'is silent about Jobs that run or have succeeded, and about those of others that fail',
    series: {
      ...cronJob('-600x60'),
      ...run('$job-1', 60),
      ...run('$job-2', 60),
      ...ended('job_name="$job-2"', '0x60', '1x60'),
      ...run('restore-1', 60, '1x60', '', '$job-2'),
      'kube_job_created{job_name="by-hand"}': at(60),
      'kube_job_owner{job_name="by-hand",owner_is_controller="true",owner_kind="Another",owner_name="$job"}': '1x60',
      ...ended('job_name="by-hand"', '1x60'),
    },
    silent: [0, 5, 60],
  },
  {
    name: 'is silent about Jobs of the same name elsewhere',
    series: {
      ...cronJob('-600x60'),
      // Each of them lacks one thing here that it has elsewhere.
      ...run('$job-1', 60),
      ...ended('job_name="$job-1",namespace="elsewhere"', '1x60'),
      'kube_job_created{job_name="$job-2"}': at(60),
      ...ended('job_name="$job-2"', '1x60'),
      'kube_job_owner{job_name="$job-2",namespace="elsewhere",owner_is_controller="true",owner_kind="CronJob",owner_name="$job"}':
        '1x60',
      ...ended('job_name="$job-3"', '1x60'),
      'kube_job_owner{job_name="$job-3",owner_is_controller="true",owner_kind="CronJob",owner_name="$job"}': '1x60',
      'kube_job_created{job_name="$job-3",namespace="elsewhere"}': at(60),
    },
    silent: [0, 5, 60],
  },
  { name: 'is silent without data', series: {}, silent: [30] },
];

const [DAILY, WEEKLY] = [(24 + 5) * 3600, (7 * 24 + 5) * 3600];

/** How Jobs, backups and benchmarks end, by the alert's name and, where figures differ, its requirement. */
export const JOB_COURSES: Readonly<Record<string, readonly Course[]>> = {
  DataInitFailed: failedCourses,
  JobFailed: failedCourses,
  BackupFailed: RUN_FAILED,
  BenchmarkFailed: RUN_FAILED,
  'BackupMissed TG-18': missedCourses(DAILY, '1d'),
  'BackupMissed MM-03': missedCourses(DAILY, '1d'),
  'BackupMissed TG-20': missedCourses(WEEKLY, '7d'),
  BenchmarkMissed: missedCourses(WEEKLY, '7d'),
};
