import { AWS_APIS, awsOf, created, IrsaRole, LogGroup, type RetentionDays } from '../../constructs/aws';
import type { System } from '../../constructs/structure';
import { irsa } from '../../constructs/workload';
import type { Destination } from './destination';
import type { LogSource } from './pipeline';

/** Lines go to a log group for each service in CloudWatch. */
export interface CloudWatchLogs {
  readonly type: 'cloudwatch';
  /** What the names of the groups begin with; the service's name follows (`/shop` gives `/shop/orders`). */
  readonly prefix: string;
  readonly retentionDays: RetentionDays;
  /** Name of the IAM role that writes, unique in the account. */
  readonly role: string;
}

/** AWS' own build of Fluent Bit 5.0.9. */
const IMAGE = { repository: 'public.ecr.aws/aws-observability/aws-for-fluent-bit', tag: '3.4.12' } as const;

/** The account that the collector runs as, and the requirements that ask for it. */
interface Collector {
  readonly namespace: string;
  readonly name: string;
  readonly requirements: readonly string[];
}

/** Makes the groups, each beside its service like everything that is made for it, and the role that may write to them. */
export function toCloudWatch(
  system: System,
  sources: readonly LogSource[],
  { prefix, retentionDays, role: name }: CloudWatchLogs,
  collector: Collector,
): Destination {
  const groupName = ({ service }: LogSource): string => `${prefix}/${service}`;
  const groups = sources.map(
    source =>
      new LogGroup(system.cloud, `${source.service}-logs`, {
        namespace: source.namespace,
        logGroupName: groupName(source),
        ownership: created(),
        retentionDays,
      }),
  );
  const role = new IrsaRole(system.cloud, name, {
    namespace: collector.namespace,
    serviceAccount: { namespace: collector.namespace, name: collector.name },
    grants: [LogGroup.writeGrant('WriteLogs', groups)],
    boundary: `${name}-boundary`,
    requirements: collector.requirements,
  });
  const { region } = awsOf(system);
  return {
    to: { type: 'cloudwatch', prefix },
    image: IMAGE,
    calls: [AWS_APIS],
    identity: irsa(role.arn),
    send: source => ({
      name: 'cloudwatch_logs',
      region,
      log_group_name: groupName(source),
      log_stream_prefix: 'from.',
      // The program's own line, as it wrote it: JSON stays JSON (FP-11).
      log_key: 'log',
      auto_create_group: 'false',
    }),
  };
}
