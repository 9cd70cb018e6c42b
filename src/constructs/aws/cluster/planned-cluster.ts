import type { Construct } from 'constructs';
import type { Cluster } from '../../../model';
import { known, Place } from '../../structure';
import { awsOf } from '../aws-cloud';
import type { ClusterFact } from './eks-contract';

/**
 * A cluster that is still to be built: what it has to become. Its name, version, zones, node groups and the range of its
 * Services tells the place.
 */
export interface PlannedCluster {
  readonly type: 'planned';
  /** Name of the network that is built for this cluster alone. */
  readonly vpcName: string;
}

/** What whoever builds the cluster is held to. */
export function plannedFacts(construct: Construct, { vpcName }: PlannedCluster): readonly ClusterFact[] {
  const { cluster } = Place.of(construct);
  const { region, vpcId } = awsOf(construct);
  const command = new Commands(cluster, `--region ${region}`);
  return [
    {
      id: 'version',
      statement: `${cluster.name} runs Kubernetes ${cluster.kubernetes} or newer.`,
      check:
        `printf '%s\\n' ${cluster.kubernetes} $(${command.describe('cluster.version')}) | ` +
        'sort --version-sort | head --lines 1',
      expect: cluster.kubernetes,
    },
    {
      id: 'vpc',
      statement: `${cluster.name} stands in a VPC of its own, ${vpcName}; its Services have addresses of ${cluster.network.serviceCidr}.`,
      check:
        `${command.vpcName(vpcId)} && ` +
        command.describe("cluster.[resourcesVpcConfig.vpcId, kubernetesNetworkConfig.serviceIpv4Cidr] | join(' ', @)"),
      expect: `${vpcName}\n${vpcId} ${cluster.network.serviceCidr}`,
    },
    subnets(cluster, vpcId, command),
    nodeGroups(cluster, command),
  ];
}

/** A public subnet a zone, for load balancers and NAT, and a private one, for nodes: the tags by which controllers know them. */
function subnets(cluster: Cluster, vpcId: string, command: Commands): ClusterFact {
  const zones = [...new Set(cluster.pools.flatMap(pool => known(pool.zones)))].sort().join(',');
  return {
    id: 'subnets',
    statement: `${vpcId} has a public subnet, tagged kubernetes.io/role/elb, and a private one, tagged kubernetes.io/role/internal-elb, in each of ${zones}.`,
    check: `${command.zonesOf(vpcId, 'elb')} && ${command.zonesOf(vpcId, 'internal-elb')}`,
    expect: `${zones}\n${zones}`,
  };
}

/** A managed node group for each pool, of the pool's machines and in the pool's zones. */
function nodeGroups({ name, pools }: Cluster, command: Commands): ClusterFact {
  const groups = [...pools].sort((a, b) => (a.name < b.name ? -1 : 1));
  const line = (machines: readonly string[], zones: readonly string[]): string =>
    [machines, zones].map(list => [...list].sort().join(',')).join(' ');
  return {
    id: 'node-groups',
    statement: `${name} has ${pools.length} node groups, each of the machines and in the zones of its pool here.`,
    check: command.eachNodeGroup(),
    expect: groups.map(pool => `${pool.name} ${line(known(pool.instanceTypes), known(pool.zones))}`).join('\n'),
  };
}

/** AWS CLI commands that look at one cluster. */
class Commands {
  constructor(
    private readonly cluster: Cluster,
    private readonly region: string,
  ) {}

  describe(query: string): string {
    return `aws eks describe-cluster ${this.region} --name ${this.cluster.name} --query "${query}" --output text`;
  }

  vpcName(vpcId: string): string {
    const query = "Vpcs[0].Tags[?Key=='Name'] | [0].Value";
    return `aws ec2 describe-vpcs ${this.region} --vpc-ids ${vpcId} --query "${query}" --output text`;
  }

  zonesOf(vpcId: string, role: string): string {
    const filters = `Name=vpc-id,Values=${vpcId} Name=tag-key,Values=kubernetes.io/role/${role}`;
    return `aws ec2 describe-subnets ${this.region} --filters ${filters} --query "${ZONES}" --output text`;
  }

  eachNodeGroup(): string {
    const of = `${this.region} --cluster-name ${this.cluster.name}`;
    const group = `aws eks describe-nodegroup ${of} --nodegroup-name $group`;
    const zones = `aws ec2 describe-subnets ${this.region} --subnet-ids $(${group} --query nodegroup.subnets --output text)`;
    const machines = "nodegroup.[nodegroupName, join(',', sort(instanceTypes))] | join(' ', @)";
    return (
      `for group in $(aws eks list-nodegroups ${of} --query 'sort(nodegroups)' --output text); do ` +
      `echo "$(${group} --query "${machines}" --output text) $(${zones} --query "${ZONES}" --output text)"; done`
    );
  }
}

/** One subnet a zone: a zone that has two shows twice. */
const ZONES = "join(',', sort(Subnets[].AvailabilityZone))";
