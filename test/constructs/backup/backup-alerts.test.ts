import { DatabaseBackup, longestGap, type BackupSchedule } from '../../../src/constructs/backup';
import type { PodEndpoint } from '../../../src/model';
import { CLOUDLESS_CLUSTER, objectsOf, testSystem, WATCHER } from '../place';
import { read } from '../read';

const schedule = (cron: string, timeZone = 'Asia/Seoul'): BackupSchedule => ({
  cron,
  timeZone,
  requirements: ['TG-17'],
});
const hours = (cron: string): number => longestGap(schedule(cron)).toSeconds() / 3600;

describe('the longest time between two backups', () => {
  test.each([
    ['0 3 * * *', 24],
    ['0 12 * * 1', 168],
    ['30 4 * * 7', 168],
    ['0 3,15 * * *', 12],
    ['0 1,3 * * *', 22],
    ['0 */6 * * *', 6],
    ['0 4-20/8 * * *', 8],
    ['*/15 * * * *', 0.25],
    ['0 3 * * 1-5', 72],
    ['0 3 * * 0,3', 96],
    ['0 3 * * 0,7', 168],
    ['0 5 * * 6', 168],
  ])('%s: %d hours', (cron, expected) => {
    expect(hours(cron)).toBe(expected);
  });

  test.each([
    '0 3 1 * *',
    '0 3 * 6 *',
    '0 24 * * *',
    '60 3 * * *',
    '0 3 * * 8',
    '0 5-3 * * *',
    '0 3 * *',
    '0 3 * * * *',
  ])('%s is refused: it does not repeat each week, or names no time', cron => {
    expect(() => longestGap(schedule(cron))).toThrow(`backup schedule: got "${cron}"`);
  });

  test.each(['0 3 * * MON', '0/6 * * * *', '*/0 * * * *', ' 3 * * *', '@daily'])(
    '%s is refused: it is not read',
    cron => {
      expect(() => longestGap(schedule(cron))).toThrow('expected minutes, hours and weekdays');
    },
  );

  test('is not known where a day has 25 hours', () => {
    expect(() => longestGap(schedule('0 3 * * *', 'Europe/Berlin'))).toThrow(/expected one without summer time/);
  });
});

describe('a backup that fails or does not come', () => {
  const server: PodEndpoint = {
    type: 'pods',
    service: 'postgresql',
    namespace: 'shop',
    selector: {},
    port: 5432,
    protocol: 'TCP',
  };

  const rules = (watched: boolean, cron = '0 3 * * *') => {
    const system = testSystem(CLOUDLESS_CLUSTER, watched ? WATCHER : undefined);
    new DatabaseBackup(system.app, 'postgresql', {
      namespace: 'shop',
      engine: {
        type: 'postgresql',
        image: { repository: 'docker.io/library/postgres', tag: '16.14-bookworm' },
        user: 999,
        database: 'shop',
        env: {},
        variables: {},
        use: { database: 'postgresql', workers: 1, connections: 1 },
      },
      server,
      to: { type: 'pvc', storageClass: 'managed-csi', size: '4Gi' },
      schedule: schedule(cron),
      keep: 4,
    });
    return objectsOf(system)
      .filter(({ kind, metadata }) => kind === 'PrometheusRule' && !metadata.name.endsWith('-volumes'))
      .flatMap(object => read(object, 'spec.groups.0.rules') as readonly Record<string, unknown>[]);
  };

  const of = '{namespace="shop",cronjob="postgresql-backup"}';
  const last = `max(kube_cronjob_status_last_successful_time${of} or kube_cronjob_created${of})`;

  test('is told: critical when none has come in time, a warning for one that failed since', () => {
    expect(rules(true)).toMatchObject([
      {
        alert: 'BackupMissed',
        // A day, the 4 hours in which a missed start is made up for, and the hour that a backup may take.
        expr: `time() - ${last} > ${(24 + 4 + 1) * 3600}`,
        for: '5m',
        labels: { namespace: 'shop', service: 'postgresql-backup', severity: 'critical' },
      },
      {
        alert: 'BackupFailed',
        expr:
          'max(kube_job_created{namespace="shop"} and on (job_name) ' +
          'kube_job_owner{namespace="shop",owner_kind="CronJob",owner_name="postgresql-backup"} and on (job_name) ' +
          `kube_job_failed{namespace="shop",condition="true"} == 1) > ${last}`,
        for: '0m',
        labels: { severity: 'warning' },
      },
    ]);
  });

  test('is told by its own schedule', () => {
    expect(rules(true, '0 12 * * 1')[0]?.['expr']).toMatch(` > ${(7 * 24 + 4 + 1) * 3600}`);
  });

  test('is told by nobody where nobody watches', () => {
    expect(rules(false)).toEqual([]);
  });
});
