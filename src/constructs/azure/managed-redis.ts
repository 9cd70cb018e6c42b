import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { OutsideEndpoint } from '../../model';
import { TracedConstruct } from '../structure';
import { asoMetadata, inResourceGroup } from './aso-object';
import { azScope, azureOf } from './azure-cloud';
import { privateEndpointOf } from './azure-endpoints';
import { PrivateEndpoint } from './private-endpoint';

/** Sizes of Azure Managed Redis with memory and processors in balance, smallest first: B0 has 0.5 GB, B1 has 1 GB. */
export type BalancedSize = 'B0' | 'B1' | 'B3' | 'B5' | 'B10' | 'B20' | 'B50' | 'B100';

/** What Redis does when its memory is full. */
export type EvictionPolicy =
  'AllKeysLRU' | 'AllKeysLFU' | 'AllKeysRandom' | 'VolatileLRU' | 'VolatileTTL' | 'NoEviction';

/** An Azure Managed Redis with one database. The id is its name, unique in the region. */
export interface ManagedRedisProps {
  readonly namespace: string;
  readonly size: BalancedSize;
  /** @default AllKeysLRU, as the document asks of its Redis (TG-04) */
  readonly eviction?: EvictionPolicy;
  /** A copy in another zone that takes over. @default true */
  readonly highlyAvailable?: boolean;
}

/**
 * The first version that knows Azure Managed Redis (D-27): the older ones can only make the product that is retired, and
 * the operator drops them (breaking changes of 2.20 and 2.21). Objects are written field by field, as the CRD has them.
 */
const API_VERSION = 'cache.azure.com/v1api20250401';

/** Port of every Azure Managed Redis. */
const PORT = 10_000;

/** Redis as a service: private address, TLS only (TG-18, D-27). */
export class ManagedRedis extends TracedConstruct {
  readonly redisName: string;
  readonly port = PORT;
  private readonly namespace: string;

  constructor(scope: Construct, id: string, props: ManagedRedisProps) {
    super(scope, id);
    const { namespace, size, eviction = 'AllKeysLRU', highlyAvailable = true } = props;
    this.redisName = redisName(id);
    this.namespace = namespace;
    this.object('RedisEnterprise', id, {
      azureName: id,
      ...inResourceGroup(this, azureOf(this).region),
      sku: { name: `Balanced_${size}` },
      highAvailability: highlyAvailable ? 'Enabled' : 'Disabled',
      minimumTlsVersion: '1.2',
    });
    this.object('RedisEnterpriseDatabase', `${id}-default`, {
      azureName: 'default',
      owner: { name: id },
      port: PORT,
      clientProtocol: 'Encrypted',
      // One address for every client; the other policy hands out more ports, which only clients of clusters understand.
      clusteringPolicy: 'EnterpriseCluster',
      evictionPolicy: eviction,
      accessKeysAuthentication: 'Enabled',
    });
    // With a private endpoint the public address stops answering: this version has no other switch.
    const target = { group: 'cache.azure.com', kind: 'RedisEnterprise', name: id };
    new PrivateEndpoint(this, `${id}-private`, { namespace, service: 'redis', target });
  }

  /** Name that clients connect to, with TLS; it resolves to the private address inside the virtual network. */
  get host(): string {
    return `${this.redisName}.${azureOf(this).region}.redis.azure.net`;
  }

  get endpoint(): OutsideEndpoint {
    return privateEndpointOf(this, this.redisName, PORT);
  }

  /** Command that prints the access key, for whoever enters it into the secret manager. Made by Azure, never by us. */
  get accessKeyCommand(): string {
    const cluster = `${azScope(this)} --cluster-name ${this.redisName}`;
    return `az redisenterprise database list-keys ${cluster} --query primaryKey --output tsv`;
  }

  private object(kind: string, name: string, spec: object): void {
    const metadata = asoMetadata({ name, namespace: this.namespace, stateful: true });
    new ApiObject(this, kind, { apiVersion: API_VERSION, kind, metadata, spec });
  }
}

function redisName(name: string): string {
  if (/^(?!.*--)[A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]$/.test(name)) return name;
  throw new Error(`Redis ${name}: Azure takes 2 to 60 letters, digits and single '-', none of them '-' at an end`);
}
