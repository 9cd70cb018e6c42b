import type { Construct } from 'constructs';
import { Table, type TableProps, type TableSpec } from '../../../../imports/dynamodb.services.k8s.aws';
import type { Fact } from '../../../model';
import { known, TracedConstruct } from '../../structure';
import { arnOf, awsTags } from '../aws-cloud';
import { dataAccessOnlyFor, READ, WRITE } from './dynamo-table-access';
import { keyUse, protectedCopy, warmThroughput, type WarmThroughput } from './dynamo-table-contracts';
import type { Grant } from '../grant';
import { type EncryptedWith, KmsKey } from './kms-key';
import { ackMetadata, type Ownership } from '../ownership';

/** An attribute of the key: a string, a number or bytes. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** Primary key of a table. DynamoDB never lets it change. */
export interface TableKey {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
}

/** A copy of the table in another region, kept equal by DynamoDB (FP-20). */
export interface TableReplica {
  readonly region: Fact<string>;
  /** ARN of the key that encrypts the copy, in its region. An alias would be written again at every check. */
  readonly keyArn: Fact<string>;
}

/** A table that is paid per request. The id is its name. */
export interface DynamoTableProps {
  readonly namespace: string;
  readonly ownership: Ownership;
  readonly key: Fact<TableKey>;
  readonly encryptedWith: EncryptedWith;
  readonly deletionProtection: boolean;
  /** Restore to any second of the last 35 days. @default off, and not looked at where the table is adopted */
  readonly pointInTimeRecovery?: boolean;
  /** Attribute that holds the second after which an item is removed. @default none */
  readonly timeToLive?: Fact<string>;
  /** @default none */
  readonly replicas?: readonly TableReplica[];
  /** ARNs of the roles that may touch items; all others are refused. @default whoever IAM lets */
  readonly onlyFor?: readonly string[];
  /** Has no field in ACK, so it becomes a contract (D-24). @default what DynamoDB gives a new table */
  readonly warmThroughput?: WarmThroughput;
  /** ARN of the role that reads and writes items: a key that is somebody else's has to let it. @default nobody asks */
  readonly usedBy?: string;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** A DynamoDB table. */
export class DynamoTable extends TracedConstruct {
  readonly tableName: string;

  constructor(scope: Construct, id: string, props: DynamoTableProps) {
    super(scope, id);
    this.tableName = id;
    new Table(this, 'table', this.object(props));
    this.contracts(props);
  }

  get arn(): string {
    return arnOf(this, 'dynamodb', `table/${this.tableName}`);
  }

  /** Reading items by key or query. Scans are not granted: they read, and bill, the whole table. */
  grantRead(): Grant {
    return { sid: `Read${sidOf(this.tableName)}`, actions: READ, resources: [this.arn] };
  }

  /** Reading, writing and deleting items. */
  grantReadWrite(): Grant {
    return { sid: `ReadWrite${sidOf(this.tableName)}`, actions: [...READ, ...WRITE], resources: [this.arn] };
  }

  private object(props: DynamoTableProps): TableProps {
    return {
      metadata: ackMetadata(this, {
        name: this.tableName,
        namespace: props.namespace,
        ownership: props.ownership,
        foundBy: { tableName: this.tableName },
        stateful: true,
      }),
      spec: { tableName: this.tableName, ...keys(known(props.key)), ...settings(props), ...this.ours(props) },
    };
  }

  /** What only the owner sets: an adopted table has tags and policies of its owner. */
  private ours({ ownership, onlyFor, replicas }: DynamoTableProps): Partial<TableSpec> {
    if (ownership.type === 'adopted') return {};
    return {
      tags: awsTags(this),
      ...(onlyFor !== undefined && { resourcePolicy: dataAccessOnlyFor(this, this.arn, onlyFor) }),
      ...(replicas !== undefined && replication(replicas)),
    };
  }

  private contracts(props: DynamoTableProps): void {
    const { requirements, warmThroughput: warm, ownership, replicas = [], encryptedWith, usedBy } = props;
    const contract = { table: this.tableName, requirements };
    if (warm !== undefined) this.declare(warmThroughput(contract, warm, ownership));
    for (const { region } of replicas) this.declare(protectedCopy(contract, known(region)));
    if (typeof encryptedWith === 'string' && usedBy !== undefined) {
      this.declare(keyUse(this, contract, encryptedWith, usedBy));
    }
  }
}

function keys({ partition, sort }: TableKey): Pick<TableSpec, 'attributeDefinitions' | 'keySchema'> {
  const attributes = sort === undefined ? [partition] : [partition, sort];
  return {
    attributeDefinitions: attributes.map(({ name, type }) => ({ attributeName: name, attributeType: type })),
    keySchema: attributes.map(({ name }, index) => ({ attributeName: name, keyType: index === 0 ? 'HASH' : 'RANGE' })),
  };
}

function settings(props: DynamoTableProps): Partial<TableSpec> {
  const timeToLive = props.timeToLive === undefined ? undefined : known(props.timeToLive);
  return {
    billingMode: 'PAY_PER_REQUEST',
    deletionProtectionEnabled: props.deletionProtection,
    sseSpecification: { enabled: true, sseType: 'KMS', ...encryption(props.encryptedWith, props.namespace) },
    ...(props.pointInTimeRecovery !== undefined && {
      continuousBackups: { pointInTimeRecoveryEnabled: props.pointInTimeRecovery },
    }),
    ...(timeToLive !== undefined && { timeToLive: { attributeName: timeToLive, enabled: true } }),
  };
}

function encryption(key: EncryptedWith, namespace: string): TableSpec['sseSpecification'] {
  if (!(key instanceof KmsKey)) return { kmsMasterKeyId: key };
  return { kmsMasterKeyRef: { from: { name: key.objectName, namespace } } };
}

/** DynamoDB copies from the stream of changes, which must carry both images of an item. */
function replication(replicas: readonly TableReplica[]): Partial<TableSpec> {
  return {
    streamSpecification: { streamEnabled: true, streamViewType: 'NEW_AND_OLD_IMAGES' },
    tableReplicas: replicas.map(({ region, keyArn }) => ({ regionName: known(region), kmsMasterKeyId: known(keyArn) })),
  };
}

/** `shop-user-activities` → `ShopUserActivities`: a Sid takes letters and digits only. */
function sidOf(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
