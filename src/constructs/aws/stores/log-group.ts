import type { Construct } from 'constructs';
import { LogGroup as AckLogGroup } from '../../../../imports/cloudwatchlogs.services.k8s.aws';
import { TracedConstruct } from '../../structure';
import { arnOf, awsTagMap } from '../aws-cloud';
import type { Grant } from '../grant';
import { ackMetadata, type Ownership } from '../ownership';

/** Days that CloudWatch Logs offers up to two years. */
export type RetentionDays = 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180 | 365 | 400 | 545 | 731;

/** A log group of CloudWatch Logs. */
export interface LogGroupProps {
  readonly namespace: string;
  /** Name in CloudWatch (`/aws/apigateway/shop`). @default the id */
  readonly logGroupName?: string;
  readonly ownership: Ownership;
  /** How long events are kept. An adopted group keeps what its owner says. */
  readonly retentionDays?: RetentionDays;
}

/** Where logs of one kind are kept, and for how long. */
export class LogGroup extends TracedConstruct {
  /** Name in CloudWatch. */
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    this.logGroupName = props.logGroupName ?? id;
    new AckLogGroup(this, 'log-group', {
      metadata: ackMetadata(this, {
        name: id,
        namespace: props.namespace,
        ownership: props.ownership,
        foundBy: { name: this.logGroupName },
        stateful: true,
      }),
      spec: { name: this.logGroupName, ...this.created(id, props) },
    });
  }

  /** ARN of the group, without the `:*` that stands for its streams. */
  get arn(): string {
    return arnOf(this, 'logs', `log-group:${this.logGroupName}`);
  }

  /** Writing events into groups that are there: streams are made, groups are not. */
  static writeGrant(sid: string, groups: readonly LogGroup[]): Grant {
    return {
      sid,
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: groups.flatMap(({ arn }) => [arn, `${arn}:*`]),
    };
  }

  private created(id: string, props: LogGroupProps): { retentionDays?: number; tags?: Record<string, string> } {
    if (props.ownership.type === 'adopted') {
      if (props.retentionDays === undefined) return {};
      throw new Error(`${id} is adopted: its owner sets how long events are kept; leave retentionDays out`);
    }
    if (props.retentionDays !== undefined) return { retentionDays: props.retentionDays, tags: awsTagMap(this) };
    throw new Error(`${id} keeps its events for ever: set retentionDays`);
  }
}
