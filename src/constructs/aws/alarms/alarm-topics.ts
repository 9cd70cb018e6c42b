import type { Construct } from 'constructs';
import { Topic } from '../../../../imports/sns.services.k8s.aws';
import type { Severity } from '../../../model';
import { TracedConstruct } from '../../structure';
import { arnOf, awsOf, awsTags } from '../aws-cloud';
import { policyDocument, type Statement } from '../grant';
import { ackMetadata, created } from '../ownership';
import { listens, type AlarmChannel } from './alarm-channels';
import { databaseEvents, type DatabaseSource } from './database-events';

/** Databases whose failures are told, and how urgent that is. */
export interface TellingDatabases {
  readonly severity: Severity;
  /** At most one of each type. */
  readonly sources: readonly DatabaseSource[];
  /** Requirements that ask for the databases. */
  readonly requirements: readonly string[];
}

export interface AlarmTopicsProps {
  readonly namespace: string;
  /** First part of the names of the topics and of all alarms that may speak there; unique in the account. */
  readonly prefix: string;
  /**
   * Who is told of what is how urgent, at most one channel of each type. A severity that is left out has no topic.
   */
  readonly channels: Readonly<Partial<Record<Severity, readonly AlarmChannel[]>>>;
  /** Databases of RDS, which tell a topic themselves. @default none */
  readonly databases?: TellingDatabases;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** In the order in which they are listed. */
const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];

/**
 * A topic of SNS for each severity, `<prefix>-alarms-<severity>`, to which the account's alarms of that prefix publish,
 * RDS where databases are given, and nobody else. Their text holds names and figures and no data of anybody, so that they have no key of their own.
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
    if (props.databases) this.tellOf(props.databases);
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
      this.publishing(severity, {
        sid: 'AlarmsPublish',
        service: 'cloudwatch.amazonaws.com',
        source: arnOf(this, 'cloudwatch', `alarm:${this.props.prefix}-*`),
      }),
      ...(this.props.databases?.severity === severity
        ? [
            this.publishing(severity, {
              sid: 'DatabasesPublish',
              service: 'events.rds.amazonaws.com',
              source: arnOf(this, 'rds', '*'),
            }),
          ]
        : []),
    ]);
  }

  /** A service of AWS may publish, in the name of some things of this account. */
  private publishing(
    severity: Severity,
    who: { readonly sid: string; readonly service: string; readonly source: string },
  ): Statement {
    return {
      sid: who.sid,
      effect: 'Allow',
      principal: { Service: who.service },
      actions: ['sns:Publish'],
      resources: [this.arn(severity)],
      conditions: {
        ArnLike: { 'aws:SourceArn': who.source },
        StringEquals: { 'aws:SourceAccount': awsOf(this).account },
      },
    };
  }

  /** RDS tells of databases by a subscription for each of their types. */
  private tellOf({ severity, sources, requirements }: TellingDatabases): void {
    for (const source of sources) {
      this.declare(
        databaseEvents({
          name: `${this.props.prefix}-${source.type}-events`,
          source,
          topic: this.arn(severity),
          region: awsOf(this).region,
          requirements,
        }),
      );
    }
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
