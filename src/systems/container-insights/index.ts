import type { Construct } from 'constructs';
import { created, EksAddOn, everyResource, IrsaRole, LogGroup, type RetentionDays } from '../../constructs/aws';
import { known, listed, System } from '../../constructs/structure';
import type { AddOnPods } from '../../model';

/** What differs between two clusters that Container Insights looks at. */
export interface ContainerInsightsProps {
  /** Namespace of the objects by which the controllers make it; a system before this one declares it. */
  readonly objectsIn: string;
  readonly retentionDays: RetentionDays;
  /** Name of the IAM role of its agent, unique in the account. */
  readonly role: string;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

const ADD_ON = 'amazon-cloudwatch-observability';

/** In the version that AWS' own demonstration pins (aws-samples/one-observability-demo#392, where EKS' API lists it). */
const VERSION = 'v4.4.0-eksbuild.1';

/** Namespace and service account that the add-on makes (its Helm chart, aws-observability/helm-charts). */
const AGENT = { namespace: 'amazon-cloudwatch', name: 'cloudwatch-agent' } as const;

/**
 * Requests that the chart gives its pods (values.yaml: `agent.resources`, `manager.resources`). Those for GPUs and
 * Inferentia run on such machines alone, of which no pool has any.
 */
const REQUESTS = {
  agent: { cpuMillis: 250, memoryMiB: 128 },
  manager: { cpuMillis: 100, memoryMiB: 64 },
} as const;

/** A full node makes room for the agent. The chart knows the setting since aws-observability/helm-charts#70. */
const PRIORITY = 'system-node-critical';

/**
 * Metrics of nodes, pods and containers, and nothing else that the add-on could do: lines are Fluent Bit's (system
 * `logs`), and would arrive twice; traces are the collector's (system `traces`). A configuration without
 * `application_signals` receives none of them.
 */
const VALUES = {
  agent: {
    priorityClassName: PRIORITY,
    config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } } },
  },
  containerLogs: { enabled: false },
};

/**
 * CloudWatch's own look at the cluster: an agent on every node sends what nodes and containers use as events of a log
 * group, and CloudWatch makes metrics of them. (FP-11)
 */
export class ContainerInsights extends System {
  constructor(scope: Construct, id: string, props: ContainerInsightsProps) {
    super(scope, id);
    const { objectsIn: namespace, retentionDays, requirements } = props;
    const { name: cluster } = this.cluster;
    const group = new LogGroup(this.cloud, `${cluster}-performance`, {
      namespace,
      logGroupName: `/aws/containerinsights/${cluster}/performance`,
      ownership: created(),
      retentionDays,
    });
    const role = new IrsaRole(this.cloud, props.role, {
      namespace,
      serviceAccount: AGENT,
      grants: [
        LogGroup.writeGrant('WritePerformance', [group]),
        {
          sid: 'NameNodes',
          actions: ['ec2:DescribeTags', 'ec2:DescribeVolumes'],
          resources: everyResource(
            'EC2 authorises descriptions on no resource; names of groups and volumes come from there',
          ),
        },
      ],
      boundary: `${props.role}-boundary`,
      requirements,
    });
    new EksAddOn(this.cloud, ADD_ON, {
      namespace,
      version: VERSION,
      values: VALUES,
      role,
      pods: this.pods,
      requirements,
    });
  }

  /** The agent puts up with every taint, as its manager does (`tolerations` of the chart). */
  private get pods(): readonly AddOnPods[] {
    const nodes = this.cluster.pools.reduce((sum, pool) => sum + known(pool.nodes).max, 0);
    const tolerations = [{ operator: 'Exists' }] as const;
    return [
      {
        name: 'cloudwatch-agent',
        count: nodes,
        everyNode: true,
        priorityClass: PRIORITY,
        requests: REQUESTS.agent,
        tolerations,
      },
      { name: 'controller-manager', count: 1, requests: REQUESTS.manager, tolerations },
    ];
  }
}

/** Lists Container Insights in an environment, behind the system whose namespace it uses. */
export const containerInsights = listed('container-insights', ContainerInsights);
