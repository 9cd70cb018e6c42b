import type { Construct } from 'constructs';
import {
  adopted,
  created,
  DynamoTable,
  KmsKey,
  type TableKey,
  type TableReplica,
  type WarmThroughput,
} from '../../constructs/aws';
import { known } from '../../constructs/structure';
import type { Fact } from '../../model';

/** What the backend keeps in DynamoDB (FP-09). */
export const PURPOSES = ['sessions', 'user-activities', 'cache', 'ai-requests', 'notifications', 'analytics'] as const;

export type Purpose = (typeof PURPOSES)[number];

/** One table that exists and serves every purpose (FD-11). */
export interface ExistingTable {
  readonly type: 'adopted';
  readonly name: string;
  readonly key: TableKey;
  readonly keyArn: string;
  readonly deletionProtection: boolean;
  readonly warmThroughput: WarmThroughput;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** A table a purpose, all encrypted with one key of their own, copied to other regions (FP-09, FP-20). */
export interface NewTables {
  readonly type: 'created';
  /** First part of every table's name: `<prefix>-sessions`. */
  readonly prefix: string;
  /** Key of each table, and the attribute by which its items expire. */
  readonly tables: Readonly<Record<Purpose, { readonly key: Fact<TableKey>; readonly timeToLive?: Fact<string> }>>;
  readonly replicas: readonly TableReplica[];
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** FabLink's tables. */
export type FablinkTables = ExistingTable | NewTables;

/** Finds or makes the tables. `roleArn` is the role that reads and writes items: the only one, where the tables are made here. */
export function makeTables(
  scope: Construct,
  namespace: string,
  props: FablinkTables,
  roleArn: string,
): Record<Purpose, DynamoTable> {
  switch (props.type) {
    case 'adopted': {
      const table = existing(scope, namespace, props, roleArn);
      return forEachPurpose(() => table);
    }
    case 'created': {
      const encryptedWith = tablesKey(scope, namespace, props);
      return forEachPurpose(
        purpose =>
          new DynamoTable(scope, `${props.prefix}-${purpose}`, {
            namespace,
            ownership: created(),
            ...props.tables[purpose],
            encryptedWith,
            deletionProtection: true,
            pointInTimeRecovery: true,
            replicas: props.replicas,
            onlyFor: [roleArn],
            requirements: props.requirements,
          }),
      );
    }
  }
}

function existing(scope: Construct, namespace: string, props: ExistingTable, usedBy: string): DynamoTable {
  const { key, deletionProtection, warmThroughput, requirements } = props;
  return new DynamoTable(scope, props.name, {
    namespace,
    ownership: adopted(),
    key,
    encryptedWith: props.keyArn,
    deletionProtection,
    warmThroughput,
    usedBy,
    requirements,
  });
}

function tablesKey(scope: Construct, namespace: string, { prefix, replicas, requirements }: NewTables): KmsKey {
  return new KmsKey(scope, `${prefix}-tables-key`, {
    namespace,
    description: `Items and backups of the tables ${prefix}-*`,
    usedThrough: ['dynamodb'],
    copiedTo: replicas.map(replica => known(replica.region)),
    requirements,
  });
}

function forEachPurpose(table: (purpose: Purpose) => DynamoTable): Record<Purpose, DynamoTable> {
  return Object.fromEntries(PURPOSES.map(purpose => [purpose, table(purpose)])) as Record<Purpose, DynamoTable>;
}
