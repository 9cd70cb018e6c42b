import type { Construct } from 'constructs';
import { AksContract, type AksContractProps } from '../../constructs/azure';
import { CostAccount, type CostAccountProps } from '../../constructs/cost';
import type { ServiceLevel } from '../../constructs/monitoring';
import { OpenTraffic } from '../../constructs/network';
import { listed, System } from '../../constructs/structure';
import { Namespace, Priorities, type PodSecurity } from '../../constructs/tenancy';
import type { Release } from '../../constructs/workload';
import type { Origin } from '../../model';
import { TripgenAlerts, type AlertValues } from './alerts';
import { TripgenBackup, type BackupValues } from './backup';
import { TripgenCache, type CacheValues } from './cache';
import { TripgenDataInit, type DataInitValues } from './data-init';
import { TripgenDatabase, type DatabaseValues } from './database';
import { TripgenMessaging, type MessagingValues } from './messaging';
import { TripgenRoutes, type RouteValues } from './routes';
import { TripgenSecrets, type SecretValues, type WatchedStore } from './secrets';
import { TripgenServices, type LogLevels, type ServiceName, type ServiceValues } from './services';
import { TripgenTelemetry, type TelemetryValues } from './telemetry';

/** Name of the policy that the document gives, and the tiers that it leaves out. */
export interface OpenTrafficValues {
  readonly policy: string;
  readonly exceptTiers: readonly string[];
  readonly requirement: string;
}

/** What differs from one TripGen to the next. */
export interface TripgenProps {
  /** Namespace of everything. */
  readonly namespace: string;
  /** @default restricted */
  readonly podSecurity?: PodSecurity;
  /** Leaves the traffic of all pods open but those of some tiers. @default only what is declared passes */
  readonly openTraffic?: OpenTrafficValues;
  readonly clusterContract: AksContractProps;
  readonly release: Release;
  /** Registry of the services' images, with its folder. */
  readonly registry: string;
  readonly secrets: SecretValues;
  readonly database: DatabaseValues;
  readonly cache: CacheValues;
  readonly messaging: MessagingValues;
  readonly dataInit: DataInitValues;
  readonly services: Readonly<Record<ServiceName, ServiceValues>>;
  readonly logging: LogLevels;
  /** What users of each service are promised. @default nothing that is judged by requests */
  readonly serviceLevel?: ServiceLevel;
  /** The ingress controller's pods. */
  readonly ingressController: Origin;
  readonly routes: RouteValues;
  readonly backup: BackupValues;
  /** Where services and Azure's own services send telemetry and logs. @default nowhere */
  readonly telemetry?: TelemetryValues;
  /** What Azure Monitor tells people of. @default nothing */
  readonly alerts?: AlertValues;
  /** Requirements that the contracts of the services' identities answer. */
  readonly requirements: readonly string[];
  readonly cost: CostAccountProps;
}

/** AI travel planner: four Spring Boot services over PostgreSQL and Redis, with queues between them. (TG) */
export class Tripgen extends System {
  constructor(scope: Construct, id: string, props: TripgenProps) {
    super(scope, id);
    const { namespace, podSecurity } = props;

    new Namespace(this.base, namespace, { ...(podSecurity && { podSecurity }) });
    new Priorities(this.base, 'priorities', ['store', 'service', 'job']);
    new AksContract(this.base, 'cluster', props.clusterContract);
    new CostAccount(this.base, 'cost', props.cost);

    if (props.openTraffic) {
      const { policy, exceptTiers: values, requirement } = props.openTraffic;
      new OpenTraffic(this.app, policy, { namespace, except: { label: 'tier', values }, requirement });
    }
    const samples = props.dataInit === 'samples';
    const secrets = new TripgenSecrets(this.app, 'secrets', {
      namespace,
      values: props.secrets,
      samples,
      watched: watchedIn(props),
    });
    const database = new TripgenDatabase(this.app, 'database', { namespace, values: props.database, secrets });
    const cache = new TripgenCache(this.app, 'cache', { namespace, values: props.cache, secrets });
    const messaging = new TripgenMessaging(this.cloud, 'messaging', { namespace, ...props.messaging });

    new TripgenDataInit(this.app, 'data-init', { namespace, fills: props.dataInit, database, secrets });
    new TripgenBackup(this.app, 'backup', { namespace, database, secrets, ...props.backup });

    const telemetry =
      props.telemetry &&
      new TripgenTelemetry(this.cloud, 'telemetry', {
        ...props.telemetry,
        ...{ namespace, database: props.database, messaging: props.messaging, secrets: props.secrets },
      });
    const { release, registry, services, logging, serviceLevel, ingressController, requirements } = props;
    const { endpoints } = new TripgenServices(this.app, 'services', {
      ...{ namespace, release, registry, services, logging, serviceLevel, requirements },
      ...{ database, cache, messaging, secrets, ...(telemetry && { telemetry }) },
      openTo: [ingressController],
    });
    new TripgenRoutes(this.app, 'routes', { namespace, services: endpoints, ...props.routes });
    if (props.alerts) {
      const watched = { database, cache: props.cache, bus: props.messaging, messaging };
      new TripgenAlerts(this.cloud, 'alerts', { ...props.alerts, namespace, watched });
    }
  }
}

/** Stores that an exporter asks: of those of a cloud its own monitor tells. */
function watchedIn({ database, cache }: Pick<TripgenProps, 'database' | 'cache'>): readonly WatchedStore[] {
  return [
    ...(database.type === 'in-cluster' && database.watched ? (['postgresql'] as const) : []),
    ...(cache.type === 'in-cluster' && cache.watched ? (['redis'] as const) : []),
  ];
}

/** Lists TripGen in an environment. */
export const tripgen = listed('tripgen', Tripgen);
