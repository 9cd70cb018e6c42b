import type { Construct } from 'constructs';
import { known, listed, System } from '../../constructs/structure';
import { Namespace, Priorities, type NamespaceProps } from '../../constructs/tenancy';
import type { Release, Rollout } from '../../constructs/workload';
import type { Fact } from '../../model';
import { MemoBackup, type BackupValues } from './backup';
import { MemoCache } from './cache';
import { MemoContracts } from './contracts';
import type { MemoContent } from './data';
import { MemoDataInit } from './data-init';
import { MemoDatabase, type DatabaseValues } from './database';
import { MemoEvents, type EventValues } from './events';
import { MemoFastapi, type ServiceValues } from './fastapi';
import { MemoFrontend } from './frontend';
import { MemoRoutes, type RouteValues } from './routes';
import { MemoSecrets, type SecretValues } from './secrets';

/** What differs from one Memo to the next. */
export interface MemoProps {
  /** Namespace of everything. */
  readonly namespace: NamespaceProps & { readonly name: string };
  readonly release: Release;
  /** Registry of the two images, with its folder. */
  readonly registry: Fact<string>;
  readonly secrets: SecretValues;
  readonly database: DatabaseValues;
  readonly cache: { readonly rollout?: Rollout };
  readonly events: EventValues;
  readonly dataInit: MemoContent;
  readonly fastapi: ServiceValues;
  readonly frontend: ServiceValues;
  /** @default nobody comes in from outside: `kubectl port-forward` */
  readonly routes?: RouteValues;
  /** @default none: what is in the database can be made again */
  readonly backup?: BackupValues;
}

/** Memos of a university's computer club: FastAPI and SvelteKit over MariaDB, Redis and Kafka. (MM) */
export class Memo extends System {
  constructor(scope: Construct, id: string, props: MemoProps) {
    super(scope, id);
    const { name: namespace, ...limits } = props.namespace;
    const { release, routes, backup } = props;
    const registry = known(props.registry);

    new Namespace(this.base, namespace, limits);
    new Priorities(this.base, 'priorities', ['store', 'service', 'job']);
    new MemoContracts(this.app, 'contracts', { namespace });

    const secrets = new MemoSecrets(this.app, 'secrets', { namespace, values: props.secrets });
    const database = new MemoDatabase(this.app, 'database', { namespace, values: props.database, secrets });
    const cache = new MemoCache(this.app, 'cache', { namespace, secrets, ...props.cache });
    const events = new MemoEvents(this.app, 'events', { namespace, values: props.events });

    new MemoDataInit(this.app, 'data-init', { namespace, fills: props.dataInit, database, secrets });
    if (backup) new MemoBackup(this.app, 'backup', { namespace, database, secrets, ...backup });

    const shared = { namespace, release, registry, openTo: routes ? [routes.controller] : [] };
    const uses = { database, cache, events, secrets };
    const { endpoint: fastapi } = new MemoFastapi(this.app, 'api', { ...shared, ...uses, ...props.fastapi });
    const { endpoint: frontend } = new MemoFrontend(this.app, 'pages', { ...shared, fastapi, ...props.frontend });
    if (routes) new MemoRoutes(this.app, 'routes', { namespace, secrets, fastapi, frontend, ...routes });
  }
}

/** Lists Memo in an environment. */
export const memo = listed('memo', Memo);
