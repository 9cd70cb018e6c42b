import { job, NEW, refused, template } from './pods';
import { argoCd, change, namespaced, type UpgradeCase } from './upgrade-case';

/** Work that ends: what of it a server lets be changed. */
export const jobCases: readonly UpgradeCase[] = [
  change('a Job gets a new image', job('job-image'), job('job-image', {}, NEW), refused),
  change(
    'a Job gets another deadline, other retries and another time to live',
    job('job-limits', { activeDeadlineSeconds: 60, backoffLimit: 1 }),
    job('job-limits', { activeDeadlineSeconds: 90, backoffLimit: 2, ttlSecondsAfterFinished: 60 }),
    'accepted',
  ),
  change(
    'a Job gets more completions',
    job('job-completions', { completions: 1 }),
    job('job-completions', { completions: 2 }),
    refused,
  ),
  change(
    'an indexed Job grows',
    job('job-elastic', { completionMode: 'Indexed', completions: 1, parallelism: 1 }),
    job('job-elastic', { completionMode: 'Indexed', completions: 2, parallelism: 2 }),
    'accepted',
  ),
  change(
    'an indexed Job gets more completions than pods',
    job('job-indexed', { completionMode: 'Indexed', completions: 1, parallelism: 1 }),
    job('job-indexed', { completionMode: 'Indexed', completions: 2, parallelism: 1 }),
    refused,
  ),
  change(
    'a Job becomes indexed',
    job('job-mode', { completions: 1 }),
    job('job-mode', { completions: 1, completionMode: 'Indexed' }),
    refused,
  ),
  change(
    'a Job runs more pods at once',
    job('job-parallel', { parallelism: 1 }),
    job('job-parallel', { parallelism: 2 }),
    'accepted',
  ),
  change(
    'a Job that Argo CD deletes and makes anew gets a new image',
    job('job-forced', {}, {}, argoCd({ 'sync-options': 'Force=true,Replace=true' })),
    job('job-forced', {}, NEW, argoCd({ 'sync-options': 'Force=true,Replace=true' })),
    refused,
    {
      findings: [],
      fates: ['Job/job-forced: replaced, pods run'],
    },
  ),
  change(
    'a Job that Argo CD only replaces gets a new image',
    job('job-put', {}, {}, argoCd({ 'sync-options': 'Replace=true' })),
    job('job-put', {}, NEW, argoCd({ 'sync-options': 'Replace=true' })),
    refused,
    {
      fates: ['Job/job-put: refused'],
    },
  ),
  change(
    'a hook gets a new image',
    job('job-hook', {}, {}, argoCd({ hook: 'PostSync', 'hook-delete-policy': 'BeforeHookCreation' })),
    job('job-hook', {}, NEW, argoCd({ hook: 'PostSync', 'hook-delete-policy': 'BeforeHookCreation' })),
    refused,
    {
      findings: [],
      fates: ['Job/job-hook: replaced, pods run'],
    },
  ),
  change(
    'a Job whose name follows its content gets a new image',
    job('job-hashed-0123456789'),
    job('job-hashed-9876543210', {}, NEW),
    'accepted',
    {
      fates: ['Job/job-hashed-9876543210: replaced, pods run'],
    },
  ),
  change(
    'a CronJob gets a new image and another time',
    namespaced('batch/v1', 'CronJob', 'cron', {
      spec: {
        schedule: '0 1 * * *',
        jobTemplate: { spec: { template: template('cron', { restartPolicy: 'Never' }) } },
      },
    }),
    namespaced('batch/v1', 'CronJob', 'cron', {
      spec: {
        schedule: '0 2 * * *',
        jobTemplate: { spec: { template: template('cron', { restartPolicy: 'Never', ...NEW }) } },
      },
    }),
    'accepted',
    {
      fates: ['CronJob/cron: changed'],
    },
  ),
];
