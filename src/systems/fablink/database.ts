import type { Construct } from 'constructs';
import { type AdoptedAurora, type AuroraAccess, AuroraCluster, type CreatedAurora, KmsKey } from '../../constructs/aws';

/** A cluster that exists (FD-11). */
export interface ExistingDatabase extends Omit<AuroraAccess, 'namespace' | 'database'>, AdoptedAurora {
  /** Identifier of the cluster. */
  readonly identifier: string;
}

/** A cluster that is made for FabLink, with a key of its own (FP-08). */
export interface NewDatabase extends Omit<AuroraAccess, 'namespace' | 'database'>, Omit<CreatedAurora, 'key'> {
  /** Identifier of the cluster. */
  readonly identifier: string;
}

/** FabLink's Aurora cluster. */
export type FablinkDatabase = ExistingDatabase | NewDatabase;

/** Name of the database inside the cluster (FD-02). */
const DATABASE = 'fablink';

/** Finds or makes the cluster. */
export function makeDatabase(scope: Construct, namespace: string, props: FablinkDatabase): AuroraCluster {
  const { identifier, ...values } = props;
  switch (values.type) {
    case 'adopted':
      return new AuroraCluster(scope, identifier, { ...values, namespace, database: DATABASE });
    case 'created': {
      const key = new KmsKey(scope, `${identifier}-key`, {
        namespace,
        description: `Data, backups and master password of ${identifier}`,
        usedThrough: ['rds', 'secretsmanager'],
        requirements: values.requirements,
      });
      return new AuroraCluster(scope, identifier, { ...values, namespace, database: DATABASE, key });
    }
  }
}
