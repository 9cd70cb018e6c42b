import type { Construct } from 'constructs';
import { Topic } from '../../../../imports/sns.services.k8s.aws';
import type { Severity } from '../../../model';
import { TracedConstruct } from '../../structure';
import { arnOf, awsOf, awsTags } from '../aws-cloud';
import { policyDocument } from '../grant';
import { ackMetadata, created } from '../ownership';
import { listens, type AlarmChannel } from './alarm-channels';

export interface AlarmTopicsProps {
  readonly namespace: string;
  /** First part of the names of the topics and of all alarms that may speak there; unique in the account. */
  readonly prefix: string;
  /**
   * Who is told of what is how urgent, at most one channel of each type. A severity that is left out has no topic.
   */
  readonly channels: Readonly<Partial<Record<Severity, readonly AlarmChannel[]>>>;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** In the order in which they are listed. */
const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];

/**
 * A topic of SNS for each severity, `<prefix>-alarms-<severity>`, to which the account's alarms of that prefix publish
 * and nobody else. Their text holds names and figures and no data of anybody, so that they have no key of their own.
 * (FP-13, LP-12)
 */
export class AlarmTopics extends TracedConstruct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmTopicsProps,
  ) {
    super(scope, id);
    this.refuseTwoOfOneType();
    for (const severity of this.severities) this.topic(severity);
    for (const channel of this.distinctChannels) this.contract(channel);
  }

  /** First part of the names of alarms that may speak here. */
  get prefix(): string {
    return this.props.prefix;
  }

  /**
   * ARN of the topic of a severity.
   * @throws Error when nobody is told of that severity
   */
  arn(severity: Severity): string {
    if (this.severities.includes(severity)) return arnOf(this, 'sns', this.nameOf(severity));
    throw new Error(
      `${this.node.path}: an alarm is ${severity}, of which nobody is told; expected one of ` +
        `${this.severities.join(', ')}, or give ${severity} its channels`,
    );
  }

  private get severities(): readonly Severity[] {
    return SEVERITIES.filter(severity => (this.props.channels[severity] ?? []).length > 0);
  }

  private nameOf(severity: Severity): string {
    return `${this.props.prefix}-alarms-${severity}`;
  }

  private topic(severity: Severity): void {
    const name = this.nameOf(severity);
    new Topic(this, severity, {
      metadata: ackMetadata(this, {
        name,
        namespace: this.props.namespace,
        ownership: created(),
        // People have confirmed its subscriptions: a topic that is made again has none, and nobody notices.
        stateful: true,
      }),
      spec: { name, policy: this.policy(severity), tags: awsTags(this) },
    });
  }

  /** What may publish; who may subscribe is said by the account's own IAM policies. */
  private policy(severity: Severity): string {
    return policyDocument([
      {
        sid: 'AlarmsPublish',
        effect: 'Allow',
        principal: { Service: 'cloudwatch.amazonaws.com' },
        actions: ['sns:Publish'],
        resources: [this.arn(severity)],
        conditions: {
          ArnLike: { 'aws:SourceArn': arnOf(this, 'cloudwatch', `alarm:${this.props.prefix}-*`) },
          StringEquals: { 'aws:SourceAccount': awsOf(this).account },
        },
      },
    ]);
  }

  private get distinctChannels(): readonly AlarmChannel[] {
    const all = this.severities.flatMap(severity => this.props.channels[severity] ?? []);
    return [...new Map(all.map(channel => [JSON.stringify(channel), channel])).values()];
  }

  /** A contract and what it makes in AWS are named by the channel's type: two of one type would be one to both. */
  private refuseTwoOfOneType(): void {
    const { prefix } = this.props;
    const types = this.distinctChannels.map(({ type }) => type);
    const twice = types.find((type, at) => types.indexOf(type) < at);
    if (twice === undefined) return;
    const found = this.distinctChannels.filter(({ type }) => type === twice).map(each => JSON.stringify(each));
    throw new Error(
      `${this.node.path}: ${prefix} tells ${found.length} channels of type ${twice} (${found.join(', ')}); expected one, ` +
        `whose contract is called ${prefix}-alarms-${twice}: give all severities the same one`,
    );
  }

  private contract(channel: AlarmChannel): void {
    const { prefix, channels, requirements } = this.props;
    const listening = (severity: Severity): boolean =>
      (channels[severity] ?? []).some(each => JSON.stringify(each) === JSON.stringify(channel));
    const topics = this.severities.filter(listening).map(severity => this.arn(severity));
    this.declare(listens({ id: `${prefix}-alarms`, channel, topics, region: awsOf(this).region, requirements }));
  }
}
