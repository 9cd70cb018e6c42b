import type { Metric } from '../../../model';

/** What kube-state-metrics tells of Jobs and CronJobs: `namespace` is theirs. Times are seconds since 1970. */
export const JOB_STATE = {
  failed: {
    name: 'kube_job_failed',
    type: 'gauge',
    labels: ['condition', 'job_name'],
    help: {
      en: '1 for what is so of a Job that has ended as failed: condition is true, false or unknown',
      ko: '실패로 끝난 Job에 해당하는 것이 1. condition은 true, false, unknown 가운데 하나',
    },
  },
  created: {
    name: 'kube_job_created',
    type: 'gauge',
    labels: ['job_name'],
    help: { en: 'time at which a Job was made', ko: 'Job이 만들어진 시각' },
  },
  owner: {
    name: 'kube_job_owner',
    type: 'gauge',
    labels: ['job_name', 'owner_is_controller', 'owner_kind', 'owner_name'],
    help: { en: '1 for what made a Job', ko: 'Job을 만든 것이 1' },
  },
} as const satisfies Readonly<Record<string, Metric>>;

/** The same of CronJobs. */
export const CRONJOB_STATE = {
  created: {
    name: 'kube_cronjob_created',
    type: 'gauge',
    labels: ['cronjob'],
    help: { en: 'time at which a CronJob was made', ko: 'CronJob이 만들어진 시각' },
  },
  lastSuccess: {
    name: 'kube_cronjob_status_last_successful_time',
    type: 'gauge',
    labels: ['cronjob'],
    help: {
      en: 'time at which a Job of a CronJob last succeeded; no series before the first did',
      ko: 'CronJob의 Job이 마지막으로 성공한 시각. 처음 성공하기 전에는 시계열이 없음',
    },
  },
} as const satisfies Readonly<Record<string, Metric>>;
