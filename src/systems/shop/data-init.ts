import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { SqlJob, type SqlJobProps } from '../../constructs/data-init';
import { TracedConstruct } from '../../constructs/structure';
import { size, type VariableSource } from '../../constructs/workload';
import * as data from './data';
import { POSTGRES, POSTGRES_USER, type ShopDatabase } from './database';
import type { ShopSecrets } from './secrets';

export interface ShopDataInitProps {
  readonly namespace: string;
  readonly database: ShopDatabase;
  readonly secrets: ShopSecrets;
}

/** The Jobs of one database. */
interface Chain {
  readonly name: 'catalog' | 'order';
  readonly schema: SqlJobProps['step'];
  readonly data: SqlJobProps['step'];
  readonly validation: SqlJobProps['step'];
  /** Password of the service's role. */
  readonly password: VariableSource;
}

/** Two chains side by side, one a database: the schema, the sample data, and the proof that they are whole. (LP-06) */
export class ShopDataInit extends TracedConstruct {
  constructor(scope: Construct, id: string, props: ShopDataInitProps) {
    super(scope, id);
    const { secrets, database } = props;
    const { server } = database;
    this.chain(props, {
      name: 'catalog',
      schema: data.catalogSchema(server),
      data: data.catalogData(server),
      validation: data.catalogValidation(server),
      password: secrets.catalogPassword,
    });
    this.chain(props, {
      name: 'order',
      schema: data.orderSchema(server),
      data: data.orderData(server),
      validation: data.orderValidation(server),
      password: secrets.orderPassword,
    });
  }

  private chain({ namespace, database, secrets }: ShopDataInitProps, { name, password, ...steps }: Chain): void {
    const shared = {
      namespace,
      image: POSTGRES,
      user: POSTGRES_USER,
      size: size('100m', '128Mi', '500m', '256Mi'),
      containerName: 'postgres-client',
      server: database.endpoint,
      use: { database: database.name, workers: 1, connections: 1 },
      deadline: Duration.minutes(15),
    } satisfies Partial<SqlJobProps>;
    const administrator: Record<string, VariableSource> = { PGPASSWORD: secrets.administratorPassword };
    const both = { ...administrator, DATABASE_PASSWORD: password };

    const job = (
      of: 'schema' | 'data' | 'validation',
      own: Pick<SqlJobProps, 'secrets' | 'position' | 'reads'>,
    ): SqlJob =>
      new SqlJob(this, `${name}-${of}`, { ...shared, ...own, step: steps[of], configMap: `${name}-${of}-scripts` });
    job('schema', { secrets: both, position: 0 });
    const samples = job('data', { secrets: administrator, position: 1 });
    job('validation', { secrets: both, position: 2, reads: [samples] });
  }
}
