import { DatabaseBackup, type BackupDestination, type DatabaseBackupProps } from '../../../src/constructs/backup';
import type { PodEndpoint } from '../../../src/model';
import { objectOf, objectsOf, testSystem } from '../place';
import { read } from '../read';

const server: PodEndpoint = {
  type: 'pods',
  service: 'postgresql',
  namespace: 'shop',
  selector: { app: 'postgresql' },
  port: 5432,
  protocol: 'TCP',
};
const claim: BackupDestination = { type: 'pvc', storageClass: 'managed-csi', size: '4Gi' };
const s3: BackupDestination = {
  type: 's3',
  bucket: 'backups',
  image: { repository: 'public.ecr.aws/aws-cli/aws-cli', tag: '2.27.50' },
  identity: { type: 'irsa', roleArn: 'arn:aws:iam::111122223333:role/writes' },
  restoreIdentity: { type: 'irsa', roleArn: 'arn:aws:iam::111122223333:role/reads' },
  calls: [{ type: 'outside', service: 's3', cidrs: ['192.0.2.0/24'], port: 443, protocol: 'TCP' }],
};
const azure: BackupDestination = {
  type: 'azureBlob',
  account: 'shopbackups',
  container: 'postgresql',
  image: { repository: 'mcr.microsoft.com/azure-cli', tag: '2.77.0' },
  identity: { type: 'azure', clientId: { configMap: 'writes', key: 'clientId' } },
  restoreIdentity: { type: 'azure', clientId: { configMap: 'reads', key: 'clientId' } },
  calls: [],
};

function backups(to: BackupDestination, changes: Partial<DatabaseBackupProps> = {}) {
  const system = testSystem();
  new DatabaseBackup(system.app, 'postgresql', {
    namespace: 'shop',
    engine: {
      type: 'postgresql',
      image: { repository: 'docker.io/library/postgres', tag: '16.14-bookworm' },
      user: 999,
      database: 'shop',
      env: { PGDATABASE: 'shop', PGHOST: 'postgresql' },
      variables: { PGPASSWORD: { secret: 'postgresql-init-secret', key: 'password' } },
      use: { database: 'postgresql', workers: 1, connections: 1 },
    },
    server,
    to,
    schedule: { cron: '0 3 * * 0', timeZone: 'Asia/Seoul', requirements: ['TG-17'] },
    keep: 4,
    ...changes,
  });
  return system;
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
}

function pod(to: BackupDestination, what: 'backup' | 'restore') {
  const cronJob = objectOf(backups(to), 'CronJob', `postgresql-${what}`);
  const at = (list: string): readonly Container[] =>
    (read(cronJob, `spec.jobTemplate.spec.template.spec.${list}`) as Container[] | undefined) ?? [];
  return [...at('initContainers'), ...at('containers')];
}
const runs = (to: BackupDestination, what: 'backup' | 'restore') =>
  pod(to, what).map(({ image, command }) => [image.replace(/^.*\//, ''), ...command]);
const wave = (kind: string, name: string) =>
  objectOf(backups(claim), kind, name).metadata.annotations?.['argocd.argoproj.io/sync-wave'];

describe('backups of a database', () => {
  test('are made by schedule, one at a time, and put back when a person asks, without a second try', () => {
    expect(read(objectOf(backups(claim), 'CronJob', 'postgresql-backup'), 'spec')).toMatchObject({
      schedule: '0 3 * * 0',
      timeZone: 'Asia/Seoul',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 14_400,
    });
    const restore = objectOf(backups(claim), 'CronJob', 'postgresql-restore');
    expect(read(restore, 'spec.suspend')).toBe(true);
    expect(read(restore, 'spec.jobTemplate.spec.backoffLimit')).toBe(0);
  });

  test('go to a volume of their own that stays, in the last wave: it is bound for the first run, which nothing awaits', () => {
    const { metadata } = objectOf(backups(claim), 'PersistentVolumeClaim', 'postgresql-backup');
    expect(metadata.annotations).toEqual({
      'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
      'argocd.argoproj.io/ignore-healthcheck': 'true',
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'argocd.argoproj.io/sync-wave': '20',
    });
    expect(wave('CronJob', 'postgresql-backup')).toBe('20');
    expect(wave('CronJob', 'postgresql-restore')).toBe('20');
  });

  test('are dumped and loaded by the server’s image, sent and fetched by the cloud’s', () => {
    const postgres = 'postgres:16.14-bookworm';
    expect(runs(claim, 'backup')).toEqual([[postgres, '/bin/bash', '/scripts/backup.sh']]);
    expect(runs(claim, 'restore')).toEqual([[postgres, '/bin/bash', '/scripts/restore.sh']]);
    for (const [to, image] of [
      [s3, 'aws-cli:2.27.50'],
      [azure, 'azure-cli:2.77.0'],
    ] as const) {
      expect(runs(to, 'backup').map(([own, , script]) => [own, script])).toEqual([
        [postgres, '/scripts/backup.sh'],
        [image, '/scripts/upload.sh'],
      ]);
      expect(runs(to, 'restore').map(([own, , script]) => [own, script])).toEqual([
        [image, '/scripts/fetch.sh'],
        [postgres, '/scripts/restore.sh'],
      ]);
    }
  });

  test.each([
    ['pvc', claim],
    ['s3', s3],
    ['azureBlob', azure],
  ] as const)('to %s have every script that another calls', (_, to) => {
    const scripts = read(objectOf(backups(to), 'ConfigMap', 'postgresql-backup-scripts'), 'data') as Record<
      string,
      string
    >;
    const called = Object.values(scripts).flatMap(text =>
      [...text.matchAll(/^\. \/scripts\/(\S+)$/gm)].map(([, name]) => name),
    );
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter(name => scripts[name as string] === undefined)).toEqual([]);
  });

  test('are written with one identity and read with another: a cloud trusts each account by its name', () => {
    const role = (name: string) =>
      objectOf(backups(s3), 'ServiceAccount', name).metadata.annotations?.['eks.amazonaws.com/role-arn'];
    expect(role('postgresql-backup')).toBe('arn:aws:iam::111122223333:role/writes');
    expect(role('postgresql-restore')).toBe('arn:aws:iam::111122223333:role/reads');
    const clientId = (what: 'backup' | 'restore') =>
      pod(azure, what).map(({ env }) => env.find(({ name }) => name === 'AZURE_CLIENT_ID')?.valueFrom);
    expect(clientId('backup')).toEqual(Array(2).fill({ configMapKeyRef: { name: 'writes', key: 'clientId' } }));
    expect(clientId('restore')).toEqual(Array(2).fill({ configMapKeyRef: { name: 'reads', key: 'clientId' } }));
  });

  test('reach the server and their store, and nothing else', () => {
    expect(read(objectOf(backups(s3), 'NetworkPolicy', 'postgresql-backup'), 'spec.egress')).toMatchObject([
      { ports: [{ port: 53 }, { port: 53 }] },
      { to: [{ podSelector: { matchLabels: { app: 'postgresql' } } }] },
      { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] },
    ]);
  });

  test('stay, one at least', () => {
    expect(() => backups(claim, { keep: 0 })).toThrow(/got keep 0, expected a whole number from 1/);
    expect(() => backups(claim, { keep: 1.5 })).toThrow(/got keep 1.5/);
  });

  test('run without a program that the clouds’ images lack', () => {
    for (const to of [s3, azure]) {
      const scripts = read(objectOf(backups(to), 'ConfigMap', 'postgresql-backup-scripts'), 'data') as Record<
        string,
        string
      >;
      const cloud = ['upload.sh', 'fetch.sh', 'object-store.sh', 'azure-login.sh'].map(name => scripts[name] ?? '');
      const code = cloud.join('').replaceAll(/^#.*$/gm, '');
      expect(code).not.toMatch(/\b(find|awk|sed|sort|tail|grep|cat|cut)\b/);
    }
    expect(objectsOf(backups(claim)).length).toBeGreaterThan(0);
  });
});
