import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { AzureGrant } from '../../constructs/azure';
import { ENTRA_ID, WorkloadIdentity } from '../../constructs/azure';
import { MICROMETER, MICROMETER_ENVIRONMENT, type ServiceLevel } from '../../constructs/monitoring';
import type { Replicas } from '../../constructs/scaling';
import { System, TracedConstruct } from '../../constructs/structure';
import {
  ConfigMap,
  releasedImage,
  Service,
  type ContainerSize,
  type Probes,
  type Release,
  type Rollout,
  type VariableSource,
} from '../../constructs/workload';
import type { Endpoint, Origin, PodEndpoint } from '../../model';
import type { TripgenCache } from './cache';
import type { TripgenDatabase } from './database';
import { PUBLIC_APIS } from './endpoints';
import type { TripgenMessaging } from './messaging';
import type { TripgenSecrets } from './secrets';
import type { TripgenTelemetry } from './telemetry';

/** The four services, in the order in which they call each other: each only those before it (TG-02). */
export const SERVICES = ['user-service', 'location-service', 'ai-service', 'trip-service'] as const;

export type ServiceName = (typeof SERVICES)[number];

/** What differs between the services of two places. */
export interface ServiceValues {
  readonly size: ContainerSize;
  readonly replicas: Replicas;
  /** @default surge */
  readonly rollout?: Rollout;
  /** Most connections of one pod to the database. */
  readonly connections: number;
}

/** Levels of the three loggers that the document names (TG-15). */
export interface LogLevels {
  readonly root: LogLevel;
  readonly application: LogLevel;
  readonly database: LogLevel;
}

type LogLevel = 'DEBUG' | 'INFO' | 'WARN';

/** What a service does beside its database and its cache. */
interface Part {
  readonly calls: readonly ServiceName[];
  /** Calls something on the internet. @default nothing but Azure */
  readonly internet?: true;
}

/** Who calls whom; ai-service asks OpenAI (TG-13). */
const PARTS: Readonly<Record<ServiceName, Part>> = {
  'user-service': { calls: [] },
  'location-service': { calls: [] },
  'ai-service': { calls: ['location-service'], internet: true },
  'trip-service': { calls: ['user-service', 'location-service', 'ai-service'] },
};

export interface TripgenServicesProps {
  readonly namespace: string;
  readonly release: Release;
  /** Registry of the images, with its folder (`acrtripgen.azurecr.io/tripgen`). */
  readonly registry: string;
  readonly services: Readonly<Record<ServiceName, ServiceValues>>;
  readonly logging: LogLevels;
  /** What users of each service are promised. @default nothing that is judged by requests */
  readonly serviceLevel: ServiceLevel | undefined;
  readonly database: TripgenDatabase;
  readonly cache: TripgenCache;
  readonly messaging: TripgenMessaging;
  readonly secrets: TripgenSecrets;
  /** Where services tell of their requests and calls. @default nowhere but to Prometheus */
  readonly telemetry?: TripgenTelemetry;
  /** The ingress controller's pods. */
  readonly openTo: readonly Origin[];
  /** Requirements that the contracts of the identities answer. */
  readonly requirements: readonly string[];
}

/** Where Spring Boot listens (TG-02). */
const PORT = 8080;

/** User of the process; the image's contract. */
const USER = 10001;

/** How long requests still arrive after a pod was told to stop: until the ingress controller has noticed. */
const LINGERING = Duration.seconds(10);

/** User, location, AI and trip service: four Spring Boot programs alike in everything but their size and their calls. */
export class TripgenServices extends TracedConstruct {
  readonly endpoints: Readonly<Record<ServiceName, PodEndpoint>>;

  constructor(scope: Construct, id: string, props: TripgenServicesProps) {
    super(scope, id);
    const endpoints: Partial<Record<ServiceName, PodEndpoint>> = {};
    for (const name of SERVICES) endpoints[name] = this.service(name, endpoints, props);
    this.endpoints = endpoints as Record<ServiceName, PodEndpoint>;
  }

  private service(
    name: ServiceName,
    built: Readonly<Partial<Record<ServiceName, PodEndpoint>>>,
    props: TripgenServicesProps,
  ): PodEndpoint {
    const { namespace, release, registry, services, serviceLevel, database, cache, messaging, telemetry } = props;
    const { size, replicas, rollout, connections } = services[name];
    const { calls, internet } = PARTS[name];
    const identity = this.identity(name, messaging.grantsOf(name), props);
    const outside: Endpoint[] = [
      ...messaging.endpoints,
      ENTRA_ID,
      ...(internet ? [PUBLIC_APIS] : []),
      ...(telemetry ? [telemetry.endpoint] : []),
    ];
    return new Service(this, name, {
      namespace,
      image: releasedImage(release, name, `${registry}/${name}`),
      size,
      replicas,
      ...(rollout && { rollout }),
      user: USER,
      port: PORT,
      probes: PROBES,
      tier: 'application',
      metrics: '/actuator/prometheus',
      requests: MICROMETER,
      ...(serviceLevel && { serviceLevel }),
      config: new ConfigMap(this, `${name}-config`, { namespace, data: configuration(name, connections, props) }),
      variables: variablesOf(name, props),
      identity: identity.identity,
      calls: [database.endpoint, cache.endpoint, ...calls.map(each => built[each] as PodEndpoint), ...outside],
      databases: [{ database: database.name, workers: 1, connections }],
      openTo: props.openTo,
      exposure: { type: 'load-balancer', lingering: LINGERING },
    }).endpoint;
  }

  /** One identity a service: nobody reads a queue that is not theirs. */
  private identity(name: ServiceName, grants: readonly AzureGrant[], props: TripgenServicesProps): WorkloadIdentity {
    const { namespace, requirements } = props;
    return new WorkloadIdentity(System.of(this).cloud, `${namespace}-${name}`, {
      namespace,
      serviceAccount: name,
      grants,
      requirements,
    });
  }
}

/** TG-05: every 30 s, 5 s to answer. A JVM on a fifth of a core takes minutes to start. */
const CHECK = { path: '/actuator/health', every: Duration.seconds(30), timeout: Duration.seconds(5), failures: 3 };
const PROBES: Probes = {
  startup: { ...CHECK, every: Duration.seconds(10), failures: 30 },
  liveness: CHECK,
  readiness: CHECK,
};

/** What Spring Boot reads from its environment, but for secrets. */
function configuration(name: ServiceName, connections: number, props: TripgenServicesProps): Record<string, string> {
  const { logging, database, cache, messaging, telemetry } = props;
  return {
    ...database.settings,
    ...cache.settings,
    ...messaging.settingsOf(name),
    ...(telemetry && { APPLICATIONINSIGHTS_ROLE_NAME: name }),
    ...MICROMETER_ENVIRONMENT,
    ...Object.fromEntries(PARTS[name].calls.map(each => [urlSettingOf(each), `http://${each}:${PORT}`])),
    LOGGING_LEVEL_COM_TRIPGEN: logging.application,
    LOGGING_LEVEL_COM_ZAXXER_HIKARI: logging.database,
    LOGGING_LEVEL_ORG_HIBERNATE: logging.database,
    LOGGING_LEVEL_ROOT: logging.root,
    MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: 'health,prometheus',
    // The one path answers for liveness, too (TG-05): a data store that is away must not restart all services.
    MANAGEMENT_HEALTH_DB_ENABLED: 'false',
    MANAGEMENT_HEALTH_REDIS_ENABLED: 'false',
    SERVER_PORT: String(PORT),
    SERVER_SHUTDOWN: 'graceful',
    SPRING_APPLICATION_NAME: name,
    SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE: String(connections),
    SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE: '20s',
  };
}

/** `user-service` → `TRIPGEN_USER_SERVICE_URL`. */
function urlSettingOf(name: ServiceName): string {
  return `TRIPGEN_${name.toUpperCase().replaceAll('-', '_')}_URL`;
}

/** Each service gets the secrets that it uses and no other (TG-13). Every one checks tokens itself. */
function variablesOf(
  name: ServiceName,
  { database, cache, secrets, telemetry }: TripgenServicesProps,
): Record<string, VariableSource> {
  return {
    ...(telemetry && { APPLICATIONINSIGHTS_CONNECTION_STRING: telemetry.connectionString }),
    ...(name === 'ai-service' && { OPENAI_API_KEY: secrets.openaiApiKey }),
    JWT_SECRET: secrets.jwtSecret,
    SPRING_DATA_REDIS_PASSWORD: cache.password,
    SPRING_DATASOURCE_PASSWORD: database.password,
  };
}
