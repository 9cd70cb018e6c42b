import type { Construct } from 'constructs';
import { Place } from '../../structure';
import { awsOf } from '../aws-cloud';
import type { ClusterFact } from './eks-contract';

/** A cluster that somebody made: what it is. Its version, its network and the range of its Services tells the place. */
export interface StandingCluster {
  readonly type: 'stands';
  /** Address of the API server (`https://….gr7.ap-northeast-2.eks.amazonaws.com`). */
  readonly apiServer: string;
  /** Subnets that the control plane reaches nodes through. */
  readonly subnets: readonly string[];
  /** The security group that EKS made. */
  readonly clusterSecurityGroup: string;
  /** Those that were added to it. */
  readonly securityGroups: readonly string[];
}

/** One contract that compares all of it: what differs was made anew, and values here have to follow. */
export function standingFacts(construct: Construct, cluster: StandingCluster): readonly ClusterFact[] {
  const { name, kubernetes, network } = Place.of(construct).cluster;
  const { region, vpcId } = awsOf(construct);
  const { apiServer, subnets, clusterSecurityGroup, securityGroups } = cluster;
  const list = (field: string): string => `join(',', sort(resourcesVpcConfig.${field}))`;
  const facts = {
    endpoint: apiServer,
    version: kubernetes,
    'resourcesVpcConfig.vpcId': vpcId,
    [list('subnetIds')]: [...subnets].sort().join(','),
    'resourcesVpcConfig.clusterSecurityGroupId': clusterSecurityGroup,
    [list('securityGroupIds')]: [...securityGroups].sort().join(','),
    'kubernetesNetworkConfig.serviceIpv4Cidr': network.serviceCidr,
  };
  return [
    {
      id: 'facts',
      statement: `${name} is the cluster that this environment's values describe.`,
      check:
        `aws eks describe-cluster --region ${region} --name ${name} ` +
        `--query "cluster.[${Object.keys(facts).join(', ')}] | join(' ', @)" --output text`,
      expect: Object.values(facts).join(' '),
    },
  ];
}
