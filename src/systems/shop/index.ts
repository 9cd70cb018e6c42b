import type { Construct } from 'constructs';
import { listed, System } from '../../constructs/structure';
import { Namespace, Priorities } from '../../constructs/tenancy';
import { irsa, type Release, type SpreadOver } from '../../constructs/workload';
import { ShopAlarms, type ShopAlarmValues } from './alarms';
import { ShopCache, type CacheValues } from './cache';
import { ShopCatalog } from './catalog';
import { ShopContracts } from './contracts';
import { ShopDataInit } from './data-init';
import { masterSecretOf, ShopDatabase, type DatabaseValues } from './database';
import { SHOP_NAMESPACES } from './endpoints';
import { namespaceLabels, openTo, releaseOf, ShopEntry, type EntryValues } from './entry';
import { ShopFrontend } from './frontend';
import { ShopImages, type ImageValues } from './images';
import { ShopLoadTests } from './load-tests';
import { ShopMain } from './main';
import { ShopOrder } from './order';
import { ShopPlatform, type PlatformValues } from './platform';
import { ShopRoles } from './roles';
import { ShopSecrets, type SecretValues } from './secrets';
import type { ServiceName, ServiceValues } from './service';
import { ShopUploads, type UploadValues } from './uploads';

/** What differs from one shop to the next. */
export interface ShopProps {
  readonly release: Release;
  readonly images: ImageValues;
  readonly secrets: SecretValues;
  readonly database: DatabaseValues;
  readonly cache: CacheValues;
  readonly uploads: UploadValues;
  readonly entry: EntryValues;
  readonly services: Readonly<Record<ServiceName, ServiceValues>>;
  /** What the pods of a service are kept apart on. @default zones-and-nodes */
  readonly spreadOver?: SpreadOver;
  /** What the platform has beside the shop. @default the shop alone, on a cluster that somebody has */
  readonly platform?: PlatformValues;
  /** Where the programs send traces. @default nowhere */
  readonly traces?: 'collector';
  /** Load tests that a person may start (LP-17). @default none */
  readonly loadTests?: 'on-demand';
  /** What CloudWatch tells people of the database in RDS. @default nothing */
  readonly alarms?: ShopAlarmValues;
}

/** The learning platform's shop: React and Node before FastAPI and Spring Boot, each over a database of its own. (LP) */
export class Shop extends System {
  constructor(scope: Construct, id: string, props: ShopProps) {
    super(scope, id);
    const { frontend, backend } = SHOP_NAMESPACES;
    const { release, services, spreadOver, entry, traces } = props;

    new Namespace(this.base, frontend, { labels: namespaceLabels(entry) });
    new Namespace(this.base, backend);
    new Priorities(this.base, 'priorities', ['store', 'service', 'job']);
    const inBackend = { namespace: backend };
    if (props.platform) new ShopPlatform(this, 'platform', { ...inBackend, ...props.platform, system: this });

    const { cloud } = this;
    const roles = new ShopRoles(this, backend);
    const images = new ShopImages(cloud, 'images', { ...inBackend, values: props.images });
    const uploads = new ShopUploads(cloud, 'uploads', { ...inBackend, values: props.uploads });
    const master = masterSecretOf(props.database);
    const secrets = new ShopSecrets(this.app, 'secrets', { ...inBackend, values: props.secrets, roles, cloud, master });
    const database = new ShopDatabase(this.app, 'database', { ...inBackend, values: props.database, secrets, cloud });
    const cache = new ShopCache(this.app, 'cache', { ...inBackend, values: props.cache, secrets });
    new ShopDataInit(this.app, 'data-init', { ...inBackend, database, secrets });
    new ShopContracts(this.app, 'contracts', { frontend, database, cache, uploads });

    const shared = { release, images, ...(spreadOver && { spreadOver }) };
    const behind = { ...shared, ...inBackend, cache, secrets, ...(traces && { traces }) };
    const withDatabase = { ...behind, database };
    const { endpoint: catalog } = new ShopCatalog(this.app, 'products', { ...withDatabase, values: services.catalog });
    const { endpoint: order } = new ShopOrder(this.app, 'orders', { ...withDatabase, values: services.order });
    const { endpoint: main } = new ShopMain(this.app, 'api', {
      ...behind,
      catalog,
      order,
      uploads,
      ...(uploads.grants.length > 0 && { identity: irsa(roles.grant('main', 'main', uploads.grants)) }),
      values: services.main,
    });
    const pages = new ShopFrontend(this.app, 'pages', {
      ...shared,
      namespace: frontend,
      main,
      openTo: openTo(this.cluster, entry),
      shares: releaseOf(entry),
      values: services.frontend,
    });
    if (props.alarms && props.database.type === 'rds') {
      const { identifier: instance } = props.database;
      const { connections } = database;
      new ShopAlarms(cloud, 'alarms', { ...inBackend, ...props.alarms, instance, connections });
    }
    if (props.loadTests) {
      new ShopLoadTests(this.app, 'load-tests', { namespace: frontend, frontend: pages.endpoint });
    }
    new ShopEntry(this.app, 'entry', { namespace: frontend, values: entry, frontend: pages.endpoint, main });
  }
}

/** Lists the shop in an environment. */
export const shop = listed('shop', Shop);
