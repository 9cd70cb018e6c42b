import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  DJANGO,
  DJANGO_FAILED_CONNECTIONS,
  type ConnectionAlarm,
  type RequestAlarms,
  type RestartAlarm,
  type ServiceLevel,
  type UsageAlarm,
  type Watched,
} from '../../constructs/monitoring';
import type { Replicas } from '../../constructs/scaling';
import { ExternalSecret, type AwsSecretStore } from '../../constructs/secrets';
import { TracedConstruct } from '../../constructs/structure';
import {
  ConfigMap,
  Job,
  releasedImage,
  Service,
  size,
  type CloudIdentity,
  type ContainerSize,
  type Exposure,
  type Probes,
  type Release,
  type ServiceRelease,
  type WorkloadProps,
} from '../../constructs/workload';
import type { Origin, PodEndpoint } from '../../model';
import type { FablinkDataStores } from './data-stores';
import { AWS_APIS } from './endpoints';
import { COLLECTOR, tracing } from '../traces/endpoints';

/** What differs between two backends. */
export interface BackendValues {
  readonly size: ContainerSize;
  readonly replicas: Replicas;
  readonly probes: Probes;
  /** Django's settings module. */
  readonly settingsModule: string;
  /** Host names that Django answers to; the first is the public one. */
  readonly hosts: readonly string[];
  /** Origins whose pages may call the API (CORS). */
  readonly origins: readonly string[];
  readonly logging: { readonly level: 'DEBUG' | 'INFO'; readonly format: 'text' | 'json' };
  readonly pool: {
    /** Worker processes a pod. */
    readonly workers: number;
    /** Connections to Aurora a worker. */
    readonly connections: number;
  };
  /** Figures at which somebody is told, whatever the service level says (D-11). @default none */
  readonly alarms?: RequestAlarms;
  /** How many starts again are too many. @default nobody is told */
  readonly restarts?: RestartAlarm;
  /** How much of its CPU and memory is too much. @default nobody is told */
  readonly usage?: UsageAlarm;
  /** Whether connections to the database that fail are told. @default not */
  readonly failedConnections?: Omit<ConnectionAlarm, 'metric'>;
}

/** What the rest of the system gives to the backend. */
export interface BackendSurroundings {
  readonly namespace: string;
  readonly release: Release;
  /** Repository of the image, without a tag. */
  readonly repository: string;
  readonly identity: CloudIdentity;
  /** Rights of the schema's migration. @default none: the database takes a password */
  readonly migrationIdentity?: CloudIdentity;
  readonly secretStore: AwsSecretStore;
  /** Name of the backend's secret in the secret manager. */
  readonly secret: string;
  readonly stores: FablinkDataStores;
  readonly exposure: Exposure;
  readonly serviceLevel: ServiceLevel;
  /** @default nowhere */
  readonly traces?: 'collector';
  /** @default pods are replaced one by one */
  readonly weightedRelease?: ServiceRelease;
  readonly openTo: readonly Origin[];
}

/** Name of the service, of its image and of all that belongs to it. */
export const BACKEND = 'fablink-backend';

/** Name of the Job that brings the schema to the release's state. */
export const MIGRATION = `${BACKEND}-migrate`;

/** Where gunicorn listens; the image's contract (docs/contracts/fablink-backend.md). */
const PORT = 8000;

/** `app` in the image. */
const USER = 10001;

/** The Django application: its configuration, its secret, its schema and itself. (FD-02 … FD-08, FP-03 … FP-07) */
export class Backend extends TracedConstruct {
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, id: string, props: BackendValues & BackendSurroundings) {
    super(scope, id);
    const { namespace, release, repository, stores } = props;
    const database = stores.database.identifier;
    const shared: WorkloadProps = {
      namespace,
      image: releasedImage(release, BACKEND, repository),
      size: props.size,
      user: USER,
      config: new ConfigMap(this, `${BACKEND}-config`, {
        namespace,
        data: configuration(props),
        versions: props.weightedRelease ? 'one-a-content' : 'one',
      }),
      secrets: [this.secret(props)],
      calls: [stores.database.endpoint(), AWS_APIS, ...(props.traces ? [COLLECTOR] : [])],
      writable: [{ path: '/tmp', sizeLimit: '64Mi' }],
    };
    new Job(this, MIGRATION, {
      ...shared,
      // Under one name where releases pause: a Job that is pruned would keep the sync running until the release is over
      // (docs/decisions/release/092-nothing-waits-behind-a-release.md).
      run: props.weightedRelease ? 'on-change' : 'per-content',
      command: ['python', 'manage.py', 'migrate', '--noinput'],
      size: size('100m', '256Mi', '500m', '512Mi'),
      deadline: Duration.minutes(10),
      databases: [{ database, workers: 1, connections: 1 }],
      ...(props.migrationIdentity && { identity: props.migrationIdentity }),
    });
    const { probes, replicas, exposure, openTo, identity, weightedRelease } = props;
    this.endpoint = new Service(this, BACKEND, {
      ...shared,
      port: PORT,
      probes,
      replicas,
      exposure,
      openTo,
      databases: [{ database, ...props.pool }],
      identity,
      metrics: '/metrics',
      requests: DJANGO,
      shows: { metrics: [DJANGO_FAILED_CONNECTIONS], ownLabels: false },
      ...watched(props),
      ...(weightedRelease && { release: weightedRelease }),
    }).endpoint;
  }

  private secret({ secretStore, secret, stores }: BackendSurroundings): ExternalSecret {
    return new ExternalSecret(this, `${BACKEND}-secrets`, {
      store: secretStore,
      remote: secret,
      keys: {
        ...(stores.databaseAuthentication === 'password' && {
          DATABASE_PASSWORD: 'password of the database user `fablink_app`',
        }),
        DJANGO_SECRET_KEY: 'key that signs sessions and tokens; a new one ends all sessions',
      },
      consumers: [BACKEND, MIGRATION],
    });
  }
}

/** Of what, and when, somebody is told. */
function watched(props: BackendValues & BackendSurroundings): Watched {
  const { serviceLevel, alarms, restarts, usage, failedConnections } = props;
  return {
    serviceLevel,
    ...(alarms && { alarms }),
    ...(restarts && { restarts }),
    ...(usage && { usage }),
    ...(failedConnections && { failedConnections: { ...failedConnections, metric: DJANGO_FAILED_CONNECTIONS } }),
  };
}

/** Everything the process reads from its environment, but for secrets (FD-02). */
function configuration(props: BackendValues & BackendSurroundings): Record<string, string> {
  return {
    ...props.stores.settings,
    ALLOWED_HOSTS: [...props.hosts, BACKEND].join(','),
    CORS_ALLOWED_ORIGINS: props.origins.join(','),
    DATABASE_POOL_SIZE: String(props.pool.connections),
    DJANGO_SETTINGS_MODULE: props.settingsModule,
    LOG_FORMAT: props.logging.format,
    LOG_LEVEL: props.logging.level,
    PORT: String(PORT),
    ...(props.traces && tracing(BACKEND)),
    WEB_CONCURRENCY: String(props.pool.workers),
  };
}
