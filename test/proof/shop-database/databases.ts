import {
  catalogData,
  catalogSchema,
  catalogValidation,
  orderData,
  orderSchema,
  orderValidation,
} from '../../../src/systems/shop/data';
import { catalogDatabase } from '../../../src/systems/shop/data/catalog';
import { orderDatabase } from '../../../src/systems/shop/data/order';
import type { ShopDatabase } from '../../../src/systems/shop/data/shop-database';
import { jobOf, JobRunner, type JobUnderTest, type Outcome } from '../tripgen-database/jobs';
import { startServer, type Server } from '../tripgen-database/server';

/** Part of the password that no quoting changes: it is looked for in every log. */
export const MARK = 'Zq7xMark';

/** Values of the Secrets in the proofs. */
export const SECRETS = { DATABASE_PASSWORD: `it's-a \\ $ecret ${MARK}` } as const;

/** Replaced by the server of the proof. */
export const SERVER = { host: 'shop-database.invalid', user: 'postgres' };

/** One database of the shop with the three Jobs that fill it. */
export interface Chain {
  readonly of: ShopDatabase;
  readonly jobs: readonly [schema: JobUnderTest, data: JobUnderTest, validation: JobUnderTest];
}

export const CATALOG: Chain = {
  of: catalogDatabase(),
  jobs: [
    jobOf(catalogSchema(SERVER)),
    jobOf(catalogData(SERVER)),
    jobOf(catalogValidation(SERVER), [catalogData(SERVER)]),
  ],
};

export const ORDER: Chain = {
  of: orderDatabase(),
  jobs: [jobOf(orderSchema(SERVER)), jobOf(orderData(SERVER)), jobOf(orderValidation(SERVER), [orderData(SERVER)])],
};

export const CHAINS = [CATALOG, ORDER] as const;

/** A database of the shop on a server: its queries, and Jobs that run against it. */
export class ShopProof {
  readonly server: Server;
  readonly runner: JobRunner;

  constructor(
    private readonly whole: Server,
    readonly chain: Chain,
    access: Partial<Server['access']> = {},
    secrets: Readonly<Record<string, string>> = SECRETS,
  ) {
    const { database } = chain.of;
    const query: Server['query'] = (sql, named = database) => whole.query(sql, named);
    this.server = { ...whole, access: { ...whole.access, ...access, PGDATABASE: database }, query };
    this.runner = new JobRunner(this.server, secrets);
  }

  query(sql: string): string {
    return this.server.query(sql);
  }

  /** As on a new server: the database is not there. */
  empty(): void {
    this.whole.query(`DROP DATABASE IF EXISTS ${this.chain.of.database} WITH (FORCE)`, 'postgres');
  }

  get isThere(): boolean {
    return (
      this.whole.query(`SELECT 1 FROM pg_database WHERE datname = '${this.chain.of.database}'`, 'postgres') === '1'
    );
  }

  /** All Jobs one after the other, as their waves run them. */
  async run(count = 3): Promise<readonly Outcome[]> {
    const outcomes = new Array<Outcome>();
    for (const job of this.chain.jobs.slice(0, count)) outcomes.push(await this.runner.run(job));
    return outcomes;
  }

  /** Waits until no session of a Job is left: a backend notices the death of its client a little later. */
  async quiet(): Promise<void> {
    for (let attempt = 0; attempt < 1800; attempt++) {
      const names = this.chain.jobs.map(({ name }) => `'${name}'`).join(', ');
      if (
        this.whole.query(`SELECT count(*) FROM pg_stat_activity WHERE application_name IN (${names})`, 'postgres') ===
        '0'
      )
        return;
      await new Promise(done => setTimeout(done, 50));
    }
    throw new Error('a session of a Job is still there after 90 s');
  }
}

/** A server without the shop's databases. One that somebody else filled is not touched. */
export async function shopServer(): Promise<Server> {
  const server = await startServer();
  const found = server.query("SELECT datname FROM pg_database WHERE datname IN ('catalog_db', 'order_db')", 'postgres');
  if (found !== '') {
    await server.stop();
    throw new Error(`the server has ${found.replace('\n', ' and ')} already: name one in GARAM_POSTGRES that has not`);
  }
  return server;
}

/** Leaves a server as it was found. */
export async function stopped(server: Server): Promise<void> {
  for (const chain of CHAINS) new ShopProof(server, chain).empty();
  for (const { of } of CHAINS) server.query(`DROP ROLE IF EXISTS ${of.role}`, 'postgres');
  await server.stop();
}
