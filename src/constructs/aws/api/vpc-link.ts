import type { Construct } from 'constructs';
import { VpcLink as AckVpcLink } from '../../../../imports/apigateway.services.k8s.aws';
import type { Fact } from '../../../model';
import { known, TracedConstruct } from '../../structure';
import { awsOf, awsTagMap } from '../aws-cloud';
import { created } from '../ownership';
import { apiMetadata } from './rest-api-order';

/** A network load balancer that stands in front of the cluster. */
export interface NetworkLoadBalancer {
  /** Wanted name; where a controller generates the real one, its tag `Name`. */
  readonly name: string;
  readonly arn: Fact<string>;
  readonly dnsName: Fact<string>;
  /** Port that it listens on. */
  readonly port: number;
  readonly scheme: 'internet-facing' | 'internal';
  readonly subnets: Fact<readonly string[]>;
  /** Zones of those subnets. */
  readonly zones: readonly string[];
  /** Who makes it (`terraform`). */
  readonly owner: string;
  readonly requirements: readonly string[];
}

export interface VpcLinkProps {
  readonly namespace: string;
  readonly loadBalancer: NetworkLoadBalancer;
}

/** The private way from API Gateway to a network load balancer; it is ready some minutes after it is made. (FD-10) */
export class VpcLink extends TracedConstruct {
  readonly name: string;
  /** Where the load balancer answers, without a trailing slash. API Gateway sends this host in the Host header. */
  readonly url: string;

  constructor(scope: Construct, name: string, props: VpcLinkProps) {
    super(scope, name);
    const { namespace, loadBalancer } = props;
    this.name = name;
    this.url = `http://${known(loadBalancer.dnsName)}:${loadBalancer.port}`;
    new AckVpcLink(this, 'link', {
      metadata: apiMetadata(this, 'api', { name, namespace, ownership: created(), stateful: false }),
      spec: { name, targetArNs: [known(loadBalancer.arn)], tags: awsTagMap(this) },
    });
    this.contract(loadBalancer);
    this.listenerContract(loadBalancer);
  }

  private contract(loadBalancer: NetworkLoadBalancer): void {
    const { name, arn, dnsName, scheme, subnets, zones, owner, requirements } = loadBalancer;
    const sorted = (field: string): string => `join(',', sort(AvailabilityZones[].${field}))`;
    const facts = `[Type, Scheme, State.Code, DNSName, ${sorted('SubnetId')}, ${sorted('ZoneName')}]`;
    const places = [known(subnets), zones].map(list => [...list].sort().join(','));
    this.declare({
      type: 'contract',
      id: `load-balancer-${name}`,
      owner,
      statement: `The network load balancer ${name} is active, and its ARN, DNS name, subnets and zones are those of this environment.`,
      check:
        `aws elbv2 describe-load-balancers --region ${awsOf(this).region} --load-balancer-arns ${known(arn)} ` +
        `--query "LoadBalancers[0].${facts} | join(' ', @)" --output text`,
      expect: `network ${scheme} active ${known(dnsName)} ${places.join(' ')}`,
      requirements,
    });
  }

  private listenerContract({ name, arn, port, owner, requirements }: NetworkLoadBalancer): void {
    this.declare({
      type: 'contract',
      id: `listener-${name}-${port}`,
      owner,
      statement: `The network load balancer ${name} listens on TCP port ${port}.`,
      check:
        `aws elbv2 describe-listeners --region ${awsOf(this).region} --load-balancer-arn ${known(arn)} ` +
        `--query "Listeners[?to_string(Port)=='${port}'] | [0].Protocol" --output text`,
      expect: 'TCP',
      requirements,
    });
  }
}
