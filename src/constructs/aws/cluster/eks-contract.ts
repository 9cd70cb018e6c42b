import type { Construct } from 'constructs';
import type { ContractDeclaration, Fact } from '../../../model';
import { known, Place, TracedConstruct } from '../../structure';
import { awsOf } from '../aws-cloud';
import type { RetentionDays } from '../stores';
import { logRetention } from '../stores/log-retention';
import { plannedFacts, type PlannedCluster } from './planned-cluster';
import { standingFacts, type StandingCluster } from './standing-cluster';

/** A statement of the contract without what all of them share. The id comes behind the cluster's name. */
export type ClusterFact = Pick<ContractDeclaration, 'id' | 'statement' | 'make' | 'check' | 'expect'>;

/** The API server answers on the internet, to everybody who can authenticate. */
export interface PublicEndpoint {
  readonly type: 'public';
}

/** The API server answers inside the VPC, and on the internet to administrators' addresses only. */
export interface RestrictedEndpoint {
  readonly type: 'restricted';
  readonly administrators: Fact<readonly string[]>;
}

/** No logs of the control plane, or all of them. */
export type ControlPlaneLogs = 'none' | { readonly logRetentionDays: RetentionDays };

export interface EksContractProps {
  /** What the cluster is compared with: its facts, or its design. */
  readonly cluster: StandingCluster | PlannedCluster;
  readonly endpoint: PublicEndpoint | RestrictedEndpoint;
  /** How IAM identities become Kubernetes users. @default not part of the contract */
  readonly authenticationMode?: 'CONFIG_MAP' | 'API' | 'API_AND_CONFIG_MAP';
  /** Whether all types of control-plane logs are on, and how long they are kept. */
  readonly controlPlaneLogs: ControlPlaneLogs;
  /** NAT gateways by which private subnets reach the internet; with them come flow logs. @default not part of the contract */
  readonly natGateways?: number;
  /** Who makes the cluster (`terraform`). */
  readonly owner: string;
  readonly requirements: readonly string[];
}

const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/** What has to be so of an EKS cluster and its network before anything is deployed there. Makes no objects. */
export class EksContract extends TracedConstruct {
  private readonly props: EksContractProps;
  private readonly region: string;
  private readonly cluster: string;

  constructor(scope: Construct, id: string, props: EksContractProps) {
    super(scope, id);
    this.props = props;
    this.region = `--region ${awsOf(this).region}`;
    this.cluster = Place.of(this).cluster.name;
    this.identity(props.cluster);
    this.networkPolicies();
    this.access();
    this.logs();
    if (props.natGateways !== undefined) this.network(props.natGateways);
    if (props.endpoint.type === 'restricted') this.accessReview();
  }

  private identity(cluster: EksContractProps['cluster']): void {
    const facts = cluster.type === 'stands' ? standingFacts(this, cluster) : plannedFacts(this, cluster);
    for (const fact of facts) this.fact(fact);
  }

  /** Without it every NetworkPolicy is accepted and none is enforced. */
  private networkPolicies(): void {
    const addon = `${this.region} --cluster-name ${this.cluster} --addon-name vpc-cni`;
    const on = '{"enableNetworkPolicy":"true"}';
    this.fact({
      id: 'network-policies',
      statement: `The VPC CNI add-on of ${this.cluster} enforces network policies.`,
      make: `aws eks update-addon ${addon} --configuration-values '${on}' --resolve-conflicts PRESERVE`,
      check: `aws eks describe-addon ${addon} --query addon.configurationValues --output text`,
      expect: on,
    });
  }

  private access(): void {
    const { endpoint, authenticationMode } = this.props;
    const vpc = 'resourcesVpcConfig';
    const facts = [`to_string(${vpc}.endpointPublicAccess)`, `to_string(${vpc}.endpointPrivateAccess)`];
    const expected = endpoint.type === 'public' ? ['true', 'false'] : ['true', 'true'];
    if (endpoint.type === 'restricted') {
      facts.push(`join(',', sort(${vpc}.publicAccessCidrs))`);
      expected.push([...known(endpoint.administrators)].sort().join(','));
    }
    if (authenticationMode) {
      facts.push('accessConfig.authenticationMode');
      expected.push(authenticationMode);
    }
    this.fact({
      id: 'endpoint',
      statement:
        endpoint.type === 'public'
          ? `The API server of ${this.cluster} has a public endpoint only.`
          : `The API server of ${this.cluster} has a private endpoint; its public one is open to administrators only.`,
      check: this.describe(`cluster.[${facts.join(', ')}] | join(' ', @)`),
      expect: expected.join(' '),
    });
  }

  private logs(): void {
    const { controlPlaneLogs: logs, owner, requirements } = this.props;
    const all = logs !== 'none';
    this.fact({
      id: 'control-plane-logs',
      statement: `Control-plane logs of ${this.cluster}: ${all ? 'all' : 'none'}.`,
      check: this.describe("join(',', sort(cluster.logging.clusterLogging[?enabled].types[]))"),
      expect: all ? LOG_TYPES.join(',') : '',
    });
    if (!all) return;
    const group = `/aws/eks/${this.cluster}/cluster`;
    const days = logs.logRetentionDays;
    this.declare(
      logRetention(this, {
        id: `${this.cluster}-log-retention`,
        logs: `The control-plane log of ${this.cluster}`,
        group,
        days,
        owner,
        requirements,
      }),
    );
  }

  private network(gateways: number): void {
    const { vpcId } = awsOf(this);
    this.fact({
      id: 'nat',
      statement: `Private subnets of ${vpcId} reach the internet through ${gateways} NAT gateways.`,
      check:
        `aws ec2 describe-nat-gateways ${this.region} --filter Name=vpc-id,Values=${vpcId} Name=state,Values=available ` +
        '--query "length(NatGateways)" --output text',
      expect: String(gateways),
    });
    this.fact({
      id: 'flow-logs',
      statement: `Flow logs of ${vpcId} are on.`,
      check:
        `aws ec2 describe-flow-logs ${this.region} --filter Name=resource-id,Values=${vpcId} ` +
        '--query "FlowLogs[0].FlowLogStatus" --output text',
      expect: 'ACTIVE',
    });
  }

  private accessReview(): void {
    const query = "analyzers[?type=='ACCOUNT_UNUSED_ACCESS'] | [0].status";
    this.fact({
      id: 'access-review',
      statement: 'IAM Access Analyzer lists unused access, for the regular access review.',
      make:
        `aws accessanalyzer create-analyzer ${this.region} --analyzer-name ${this.cluster}-unused-access ` +
        '--type ACCOUNT_UNUSED_ACCESS --configuration \'{"unusedAccess":{"unusedAccessAge":90}}\'',
      check: `aws accessanalyzer list-analyzers ${this.region} --query "${query}" --output text`,
      expect: 'ACTIVE',
    });
  }

  private describe(query: string): string {
    return `aws eks describe-cluster ${this.region} --name ${this.cluster} --query "${query}" --output text`;
  }

  private fact(fact: ClusterFact): void {
    const { owner, requirements } = this.props;
    this.declare({ type: 'contract', owner, requirements, ...fact, id: `${this.cluster}-${fact.id}` });
  }
}
