import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { SqlJob, type SqlJobProps } from '../../constructs/data-init';
import { TracedConstruct } from '../../constructs/structure';
import { size } from '../../constructs/workload';
import { sampleDataLoad, schemaInit, validation, type MemoContent } from './data';
import { MARIADB, MARIADB_USER, type MemoDatabase } from './database';
import type { MemoSecrets } from './secrets';

export interface MemoDataInitProps {
  readonly namespace: string;
  readonly fills: MemoContent;
  readonly database: MemoDatabase;
  readonly secrets: MemoSecrets;
}

/** Schema, account and, in development, sample memos; and the proof that they are there. (MM-03) */
export class MemoDataInit extends TracedConstruct {
  constructor(scope: Construct, id: string, { namespace, fills, database, secrets }: MemoDataInitProps) {
    super(scope, id);
    const shared = {
      namespace,
      image: MARIADB,
      user: MARIADB_USER,
      size: size('100m', '128Mi', '500m', '256Mi'),
      containerName: 'mariadb-client',
      server: database.endpoint,
      use: { database: database.name, workers: 1, connections: 1 },
      deadline: Duration.minutes(15),
      tier: 'application',
    } satisfies Partial<SqlJobProps>;
    const root = { MYSQL_PWD: secrets.rootPassword };
    const rootAndAccount = { ...root, DATABASE_PASSWORD: secrets.databasePassword };
    const exporter = secrets.watching && { EXPORTER_PASSWORD: secrets.watching.mariadb.password };
    const accounts = exporter ? 'and-exporter' : 'application';

    new SqlJob(this, 'database-schema-init', {
      ...shared,
      step: schemaInit(database.target, accounts),
      configMap: 'database-init-scripts',
      secrets: { ...rootAndAccount, ...exporter },
      position: 0,
    });
    const samples =
      fills === 'samples' &&
      new SqlJob(this, 'sample-data-load', {
        ...shared,
        step: sampleDataLoad(database.target),
        configMap: 'sample-data-scripts',
        secrets: root,
        position: 1,
      });
    new SqlJob(this, 'data-validation', {
      ...shared,
      step: validation(database.target, fills, accounts),
      configMap: 'data-validation-scripts',
      ...(samples && { reads: [samples] }),
      secrets: rootAndAccount,
      position: 2,
    });
  }
}
