import type { Construct } from 'constructs';
import {
  CacheParameterGroup,
  CacheSubnetGroup,
  ReplicationGroup,
  type ReplicationGroupSpec,
} from '../../../../imports/elasticache.services.k8s.aws';
import type { Fact, OutsideEndpoint } from '../../../model';
import { known, TracedConstruct, wave } from '../../structure';
import { awsTags } from '../aws-cloud';
import { ackMetadata, created } from '../ownership';
import { firewall } from './firewall';
import { type PrivateNetwork, refOf } from './private-network';

/** What goes when memory is full; Redis' own names. */
export type RedisEviction =
  'noeviction' | 'allkeys-lru' | 'allkeys-lfu' | 'volatile-lru' | 'volatile-lfu' | 'volatile-ttl';

/** A Redis of ElastiCache without cluster mode. The id is its identifier: at most 40 characters, lower case. */
export interface ElastiCacheRedisProps {
  readonly namespace: string;
  /** Machine of each node (`cache.t3.micro`). */
  readonly nodeType: string;
  /** Version (`7.1`): 7 takes its patches by itself. */
  readonly engineVersion: `${number}.${number}`;
  /** Nodes beside the primary, each in another zone; from 1 up one of them takes over by itself. 0 to 5. */
  readonly replicas: number;
  readonly eviction: RedisEviction;
  /** Host name of the node that takes writes, which AWS chooses; entered after the first sync (decision 023). */
  readonly host: Fact<string>;
  readonly network: PrivateNetwork;
  /**
   * Key of a Kubernetes Secret in the same namespace that holds the password: 16 to 128 letters, digits, or `!&#$^<>-`.
   * The controller gives up on a Secret that is missing, so put this construct into the layer of the ExternalSecret: it
   * comes one wave later.
   */
  readonly password: { readonly secret: string; readonly key: string };
  /** Weekly, in UTC (`sat:19:00-sat:20:00`). */
  readonly maintenanceWindow: string;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

const PORT = 6379;

/**
 * Redis in ElastiCache: private, with a password, encrypted on the way and at rest. Clients speak TLS (`rediss://`)
 * (docs/decisions/learn/096-redis-of-the-shop.md).
 */
export class ElastiCacheRedis extends TracedConstruct {
  readonly identifier: string;
  readonly host: string;
  readonly port = PORT;
  private readonly props: ElastiCacheRedisProps;

  /** @throws when the identifier or the number of replicas is none that ElastiCache takes. */
  constructor(scope: Construct, id: string, props: ElastiCacheRedisProps) {
    super(scope, id);
    check(id, props);
    this.identifier = id;
    this.host = known(props.host);
    this.props = props;
    const { securityGroups } = props.network;
    const parameters = this.parameters();
    const subnets = this.subnetGroup();
    new ReplicationGroup(this, 'group', {
      metadata: this.metadata(id),
      spec: this.spec(parameters, subnets),
    });
    this.declare(firewall({ of: id, groups: known(securityGroups), port: PORT, requirements: props.requirements }));
  }

  /** Names of the group's nodes, as ElastiCache gives them: the group's with a number. */
  get nodes(): readonly [string, ...string[]] {
    const rest = Array.from({ length: this.props.replicas }, (_, index) => nodeName(this.identifier, index + 2));
    return [nodeName(this.identifier, 1), ...rest];
  }

  /** How pods reach the cache. */
  endpoint(): OutsideEndpoint {
    const { subnetCidrs } = this.props.network;
    return { type: 'outside', service: this.identifier, cidrs: known(subnetCidrs), port: PORT, protocol: 'TCP' };
  }

  private metadata(name: string): ReturnType<typeof ackMetadata> {
    const { namespace } = this.props;
    const metadata = ackMetadata(this, { name, namespace, ownership: created(), stateful: true });
    return { ...metadata, annotations: { ...metadata.annotations, ...wave('stores') } };
  }

  private parameters(): string {
    const name = `${this.identifier}-parameters`;
    const { engineVersion, eviction } = this.props;
    new CacheParameterGroup(this, name, {
      metadata: this.metadata(name),
      spec: {
        cacheParameterGroupName: name,
        cacheParameterGroupFamily: `redis${engineVersion.split('.')[0]}`,
        description: `Settings of ${this.identifier}`,
        parameterNameValues: [{ parameterName: 'maxmemory-policy', parameterValue: eviction }],
        tags: awsTags(this),
      },
    });
    return name;
  }

  private subnetGroup(): string {
    const name = `${this.identifier}-subnets`;
    new CacheSubnetGroup(this, name, {
      metadata: this.metadata(name),
      spec: {
        cacheSubnetGroupName: name,
        cacheSubnetGroupDescription: `Private subnets of ${this.identifier}`,
        subnetIDs: [...known(this.props.network.subnets)],
        tags: awsTags(this),
      },
    });
    return name;
  }

  private spec(parameters: string, subnets: string): ReplicationGroupSpec {
    const { namespace, nodeType, engineVersion, replicas, password, network } = this.props;
    const several = replicas > 0;
    return {
      replicationGroupId: this.identifier,
      description: `Redis ${this.identifier}`,
      engine: 'redis',
      engineVersion,
      cacheNodeType: nodeType,
      // One shard: cluster mode is off. With several, clients would have to know it.
      numNodeGroups: 1,
      replicasPerNodeGroup: replicas,
      automaticFailoverEnabled: several,
      multiAzEnabled: several,
      port: PORT,
      cacheParameterGroupRef: refOf(parameters, namespace),
      cacheSubnetGroupRef: refOf(subnets, namespace),
      securityGroupIDs: [...known(network.securityGroups)],
      transitEncryptionEnabled: true,
      authToken: { name: password.secret, namespace, key: password.key },
      atRestEncryptionEnabled: true,
      preferredMaintenanceWindow: this.props.maintenanceWindow,
      tags: awsTags(this),
    };
  }
}

function check(id: string, { replicas }: ElastiCacheRedisProps): void {
  if (!/^(?!.*--|.*-$)[a-z][a-z0-9-]{0,39}$/.test(id)) {
    throw new Error(
      `${id}: ElastiCache takes at most 40 lower-case letters, digits and hyphens, a letter first, no hyphen last or twice`,
    );
  }
  if (Number.isInteger(replicas) && replicas >= 0 && replicas <= 5) return;
  throw new Error(`${id} has ${replicas} replicas; ElastiCache takes 0 to 5`);
}

function nodeName(group: string, number: number): string {
  return `${group}-${String(number).padStart(3, '0')}`;
}
