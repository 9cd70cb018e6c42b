import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Replicas } from '../../constructs/scaling';
import { ExternalSecret, type AwsSecretStore } from '../../constructs/secrets';
import { TracedConstruct } from '../../constructs/structure';
import {
  ConfigMap,
  Job,
  releasedImage,
  Service,
  size,
  type ContainerSize,
  type Exposure,
  type Probes,
  type Release,
  type WorkloadProps,
} from '../../constructs/workload';
import type { Origin, PodEndpoint } from '../../model';
import type { FablinkDataStores } from './data-stores';
import { AWS_APIS } from './endpoints';

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
}

/** What the rest of the system gives to the backend. */
export interface BackendSurroundings {
  readonly namespace: string;
  readonly release: Release;
  /** Repository of the image, without a tag. */
  readonly repository: string;
  readonly roleArn: string;
  /** Role of the schema's migration. @default none: the database takes a password */
  readonly migrationRoleArn?: string;
  readonly secretStore: AwsSecretStore;
  /** Name of the backend's secret in the secret manager. */
  readonly secret: string;
  readonly stores: FablinkDataStores;
  readonly exposure: Exposure;
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
      config: new ConfigMap(this, `${BACKEND}-config`, { namespace, data: configuration(props) }),
      secrets: [this.secret(props)],
      calls: [stores.database.endpoint(), AWS_APIS],
      writable: [{ path: '/tmp', sizeLimit: '64Mi' }],
    };
    new Job(this, MIGRATION, {
      ...shared,
      run: 'per-content',
      command: ['python', 'manage.py', 'migrate', '--noinput'],
      size: size('100m', '256Mi', '500m', '512Mi'),
      deadline: Duration.minutes(10),
      databases: [{ database, workers: 1, connections: 1 }],
      roleArn: props.migrationRoleArn,
    });
    const { probes, replicas, exposure, openTo, roleArn } = props;
    const databases = [{ database, ...props.pool }];
    const service = { ...shared, port: PORT, probes, replicas, exposure, openTo, databases, roleArn };
    this.endpoint = new Service(this, BACKEND, service).endpoint;
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
    WEB_CONCURRENCY: String(props.pool.workers),
  };
}
