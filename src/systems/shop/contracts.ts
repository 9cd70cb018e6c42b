import type { Construct } from 'constructs';
import { TracedConstruct } from '../../constructs/structure';
import type { ContractDeclaration } from '../../model';
import { CATALOG_ROLE, ORDER_ROLE } from './data';
import type { ShopCache } from './cache';
import type { ShopDatabase } from './database';
import { API } from './main';
import { STATUS_CHANNEL } from './order';
import { CIRCUIT_BREAKER, DATABASE_USE } from './resilience';
import type { ShopUploads } from './uploads';

/** Where the two halves of the shop stand. */
export interface ShopContractsProps {
  readonly frontend: string;
  readonly database: ShopDatabase;
  readonly cache: ShopCache;
  readonly uploads: ShopUploads;
}

/** What the shop counts on of its images (docs/contracts/shop.md). */
export class ShopContracts extends TracedConstruct {
  constructor(scope: Construct, id: string, { frontend, database, cache, uploads }: ShopContractsProps) {
    super(scope, id);
    const contract = (name: string, of: Omit<ContractDeclaration, 'type' | 'id' | 'owner'>): void =>
      this.declare({ type: 'contract', id: `shop-${name}`, owner: 'application team', ...of });
    /** The status that a path of a service answers, asked from the front end: it is what may call main. */
    const status = (path: string, method = 'GET'): string =>
      `kubectl --namespace ${frontend} exec service/frontend -- ` +
      `curl --silent --output /dev/null --write-out '%{http_code}' --request ${method} http://127.0.0.1:8080${path}`;
    const psql = (sql: string): string => `${database.psql} -A -t -c "${sql}"`;

    contract('api', {
      statement:
        `main answers ${API.join(', ')}. /api/health asks nobody else: it is 200 while main itself works, with ` +
        '"status": "degraded" while a circuit breaker is open or Redis is away.',
      check: status('/api/health'),
      expect: '200',
      requirements: ['LP-03'],
    });
    contract('orders', {
      statement:
        'GET /api/products answers an array of products with id and stock_quantity; POST /api/orders takes user_id, ' +
        'shipping_address and items of product_id and quantity, and answers 201 with the order and its id.',
      check:
        `kubectl --namespace ${frontend} exec service/frontend -- curl --silent http://127.0.0.1:8080/api/products | ` +
        `jq 'length > 0 and all(has("id") and has("stock_quantity"))'`,
      expect: 'true',
      requirements: ['LP-03'],
    });
    contract('circuit-breaker', {
      statement:
        'main calls catalog and order through a circuit breaker each, of the figures that CIRCUIT_BREAKER_* give ' +
        `(${CIRCUIT_BREAKER.failureThreshold} failures, ${CIRCUIT_BREAKER.timeoutMs} ms, ` +
        `${CIRCUIT_BREAKER.resetTimeoutMs} ms), answers 503 while it is open, and never calls again by itself.`,
      check: status('/api/products'),
      expect: '200',
      requirements: ['LP-03'],
    });
    contract('upload', {
      statement: uploads.promise,
      check: status('/api/upload', 'POST'),
      expect: uploads.answer,
      requirements: ['LP-03'],
    });
    contract('pool', {
      statement:
        `A pod of catalog or order opens at most ${DATABASE_USE.connections} connections, and tries ` +
        `${DATABASE_USE.attempts} times to get one and to read, with waits that grow (DB_RETRY_*); it does not repeat what ` +
        'it may have written.',
      check: psql(
        `SELECT coalesce(max(each), 0) <= ${DATABASE_USE.connections} FROM (SELECT count(*) AS each FROM pg_stat_activity ` +
          `WHERE usename IN ('${CATALOG_ROLE}', '${ORDER_ROLE}') GROUP BY client_addr) AS pods`,
      ),
      expect: 't',
      requirements: ['LP-15'],
    });
    contract('redis-keys', {
      statement:
        'Every key in Redis runs out by itself: sessions of main (session:…) and products of catalog (catalog:…). order ' +
        `keeps nothing there and tells of a change of status on the channel ${STATUS_CHANNEL}.`,
      check:
        `${cache.redisCli} EVAL "local n = 0 for _, key in ` +
        `ipairs(redis.call('KEYS', '*')) do if redis.call('TTL', key) == -1 then n = n + 1 end end return n" 0`,
      expect: '0',
      requirements: ['LP-03', 'LP-04', 'LP-05'],
    });
  }
}
