import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Endpoint } from '../../model';
import { watchVolumes, WatchedBackup } from '../monitoring';
import { kept, Place, System, TracedConstruct, wave } from '../structure';
import { ConfigMap, Job, size, type JobProps, type JobStep } from '../workload';
import type { BackupDestination } from './destination';
import type { BackupEngine } from './engine';
import { longestGap, type BackupSchedule } from './schedule';

export interface DatabaseBackupProps {
  readonly namespace: string;
  readonly engine: BackupEngine;
  /** The database's own endpoint. */
  readonly server: Endpoint;
  readonly to: BackupDestination;
  /** When it runs. */
  readonly schedule: BackupSchedule;
  /** Backups that stay on a volume, at least 1. In an object store its lifecycle decides. */
  readonly keep: number;
  /** @default none */
  readonly tier?: string;
}

/** Where files lie inside the pods. */
const FOLDER = '/backup';
const SCRIPTS = '/scripts';

/** Room for one dump on its way to an object store. */
const SCRATCH = '2Gi';

const DUMP = size('100m', '128Mi', '500m', '256Mi');

/** The clouds' command lines are Python programs that hold several parts of a file at once. */
const TRANSFER = size('100m', '256Mi', '500m', '512Mi');

/** Time within which a missed start is made up for. */
const START_WITHIN = Duration.hours(4);

/** Time after which one that has started fails. */
const DEADLINE = Duration.hours(1);

/**
 * Dumps, compresses, checks and keeps a database, and puts one back when a person asks: a CronJob for each. Where somebody
 * watches, he is told when a backup fails or does not come. (TG-17)
 */
export class DatabaseBackup extends TracedConstruct {
  /** Name of the CronJob that writes backups. */
  readonly name: string;
  private readonly scripts: ConfigMap;

  constructor(scope: Construct, id: string, props: DatabaseBackupProps) {
    super(scope, id);
    const { namespace, to, keep } = props;
    if (!Number.isInteger(keep) || keep < 1) {
      throw new Error(`${id}-backup: got keep ${keep}, expected a whole number from 1: the newest backup always stays`);
    }
    this.name = `${id}-backup`;
    this.scripts = new ConfigMap(this, `${this.name}-scripts`, { namespace, data: scriptsFor(props) });
    if (to.type === 'pvc') {
      this.claim(namespace, to);
      watchVolumes(this, { name: this.name, namespace, claims: [this.name], mounted: 'by-jobs' });
    }
    const { cron, timeZone } = props.schedule;
    const run = { type: 'scheduled', schedule: cron, timeZone, startWithin: START_WITHIN } as const;
    new Job(this, this.name, { ...this.job(props), ...identity(to, 'backup'), run, ...steps(props, 'backup') });
    new Job(this, `${id}-restore`, {
      ...this.job(props),
      ...identity(to, 'restore'),
      ...steps(props, 'restore'),
      run: 'on-demand',
      retries: 0,
    });
    this.tell(props);
  }

  private tell({ namespace, schedule }: DatabaseBackupProps): void {
    if (Place.of(this).watchedBy === undefined) return;
    const { name } = this;
    const allowed = [longestGap(schedule), START_WITHIN, DEADLINE].map(time => time.toSeconds());
    new WatchedBackup(System.of(this).monitoring, `${namespace}-${name}`, {
      name,
      namespace,
      oldest: Duration.seconds(allowed.reduce((sum, seconds) => sum + seconds)),
      requirements: schedule.requirements,
    });
  }

  /** What backup and restore share. */
  private job(props: DatabaseBackupProps): Omit<JobProps, 'run' | 'command' | 'image' | 'size'> {
    const { namespace, engine, to, server, keep, tier } = props;
    return {
      namespace,
      user: engine.user,
      env: { ...engine.env, DATABASE: engine.database, FOLDER, KEEP: String(keep), ...settingsOf(to) },
      variables: engine.variables,
      calls: [server, ...(to.type === 'pvc' ? [] : to.calls)],
      databases: [engine.use],
      deadline: DEADLINE,
      files: [{ path: SCRIPTS, configMap: this.scripts }],
      writable: [{ path: '/tmp', sizeLimit: '256Mi' }, ...(to.type === 'pvc' ? [] : [SCRATCH_FOLDER])],
      ...(to.type === 'pvc' && { claims: [{ path: FOLDER, claim: this.name }] }),
      ...(tier && { tier }),
    };
  }

  private claim(namespace: string, { storageClass, size: storage }: Extract<BackupDestination, { type: 'pvc' }>): void {
    new k8s.KubePersistentVolumeClaim(this, 'claim', {
      metadata: {
        name: this.name,
        namespace,
        labels: { 'app.kubernetes.io/name': this.name },
        // Bound for its first pod alone, it is Pending until the first run: neither a wave nor a person waits for that.
        annotations: { ...wave('releases'), ...kept(), 'argocd.argoproj.io/ignore-healthcheck': 'true' },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: storageClass,
        volumeMode: 'Filesystem',
        resources: { requests: { storage: k8s.Quantity.fromString(storage) } },
      },
    });
  }
}

/** Whom the cloud takes the pods for. */
function identity(to: BackupDestination, what: 'backup' | 'restore'): Pick<JobProps, 'identity'> {
  if (to.type === 'pvc') return {};
  return { identity: what === 'backup' ? to.identity : to.restoreIdentity };
}

const SCRATCH_FOLDER = { path: FOLDER, sizeLimit: SCRATCH } as const;

/** Which container does what: the server's image dumps and loads, the cloud's uploads and fetches. */
function steps(
  { engine, to }: DatabaseBackupProps,
  what: 'backup' | 'restore',
): Pick<JobProps, 'first' | 'image' | 'command' | 'size'> {
  const local = step(what, engine.image, DUMP);
  if (to.type === 'pvc') return local;
  const [first, last] =
    what === 'backup' ? [local, step('upload', to.image, TRANSFER)] : [step('fetch', to.image, TRANSFER), local];
  return { ...last, first: [first] };
}

/** A container that runs the script of its name. */
function step(
  name: string,
  image: JobStep['image'],
  size: JobStep['size'],
): JobStep & Pick<JobProps, 'command' | 'containerName'> {
  return { name, containerName: name, image, size, command: ['/bin/bash', `${SCRIPTS}/${name}.sh`] };
}

/** The clouds' command lines keep what they learn below their home, which the image has not for every user. */
const HOME = { HOME: '/tmp' } as const;

function settingsOf(to: BackupDestination): Record<string, string> {
  switch (to.type) {
    case 'pvc':
      return {};
    case 's3':
      return { ...HOME, BUCKET: to.bucket, PREFIX: to.prefix ?? '' };
    case 'azureBlob':
      return { ...HOME, ACCOUNT: to.account, CONTAINER: to.container, AZURE_CORE_COLLECT_TELEMETRY: 'false' };
  }
}

function scriptsFor({ engine, to }: DatabaseBackupProps): Record<string, string> {
  const local = { 'backup.sh': script('backup'), 'engine.sh': script(engine.type), 'restore.sh': script('restore') };
  switch (to.type) {
    case 'pvc':
      return local;
    case 's3':
      return {
        ...local,
        'fetch.sh': script('s3-fetch'),
        'object-store.sh': script('object-store'),
        'upload.sh': script('s3-upload'),
      };
    case 'azureBlob':
      return {
        'azure-login.sh': script('azure-login'),
        ...local,
        'fetch.sh': script('azure-fetch'),
        'object-store.sh': script('object-store'),
        'upload.sh': script('azure-upload'),
      };
  }
}

function script(name: string): string {
  return readFileSync(join(__dirname, 'scripts', `${name}.sh`), 'utf8');
}
