import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { SqlJob, type SqlJobProps } from '../../constructs/data-init';
import { TracedConstruct } from '../../constructs/structure';
import { size, type VariableSource } from '../../constructs/workload';
import { sampleDataLoad, schemaInit, validation, type TripgenRoles } from './data';
import { POSTGRES, POSTGRES_USER, type TripgenDatabase } from './database';
import type { TripgenSecrets } from './secrets';

/**
 * What is put into the database. `schema`: tables, indexes, rights. `samples`: also the document's sample data, which
 * have no place beside real users' (seed 12.1.2), and the proof that they are whole.
 */
export type DataInitValues = 'schema' | 'samples';

export interface TripgenDataInitProps {
  readonly namespace: string;
  readonly fills: DataInitValues;
  readonly database: TripgenDatabase;
  readonly secrets: TripgenSecrets;
}

/** The document's three Jobs, one after the other, under the names that its commands use. (TG-07, TG-20) */
export class TripgenDataInit extends TracedConstruct {
  constructor(scope: Construct, id: string, props: TripgenDataInitProps) {
    super(scope, id);
    const { namespace, fills, database, secrets } = props;
    const shared = {
      namespace,
      image: POSTGRES,
      user: POSTGRES_USER,
      server: database.endpoint,
      use: { database: database.name, workers: 1, connections: 1 },
      deadline: Duration.minutes(15),
      tier: 'application',
    } satisfies Partial<SqlJobProps>;
    const into = {
      host: database.host,
      port: database.port,
      user: database.administrator,
      database: database.database,
    };
    const password: Record<string, VariableSource> = { PGPASSWORD: secrets.administratorPassword };

    const watching = secrets.watching.postgresql;
    const exporter = watching && { EXPORTER_PASSWORD: watching.password };
    const roles: TripgenRoles = exporter ? 'and-exporter' : 'application';

    new SqlJob(this, 'database-schema-init', {
      ...shared,
      step: schemaInit(into, roles),
      configMap: 'database-init-scripts',
      containerName: 'postgres-client',
      size: size('100m', '128Mi', '500m', '256Mi'), // TG-20
      secrets: { ...password, DATABASE_PASSWORD: database.password, ...exporter },
      position: 0,
    });
    if (fills === 'schema') return;
    const samples = new SqlJob(this, 'sample-data-load', {
      ...shared,
      step: sampleDataLoad(into),
      configMap: 'sample-data-scripts',
      containerName: 'data-loader',
      size: size('200m', '256Mi', '1000m', '512Mi'), // TG-20
      secrets: { ...password, SAMPLE_USERS_PASSWORD_HASH: secrets.sampleUsersPasswordHash },
      position: 1,
    });
    new SqlJob(this, 'data-validation', {
      ...shared,
      step: validation(into, roles),
      configMap: 'data-validation-scripts',
      reads: [samples],
      containerName: 'validator',
      size: size('100m', '128Mi', '500m', '256Mi'),
      secrets: { ...password, DATABASE_PASSWORD: database.password },
      position: 2,
    });
  }
}
