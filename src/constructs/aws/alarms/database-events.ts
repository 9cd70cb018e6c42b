import type { ContractDeclaration } from '../../../model';

/** Databases of RDS of one kind. */
export interface DatabaseSource {
  readonly type: 'db-cluster' | 'db-instance';
  /** Identifiers in RDS. */
  readonly ids: readonly [string, ...string[]];
}

/** What RDS is to tell of databases, and where. */
export interface DatabaseEventsProps {
  /** Name of the subscription in RDS, and the contract's id: unique in account and region. */
  readonly name: string;
  readonly source: DatabaseSource;
  /** ARN of the topic; its policy has to let `events.rds.amazonaws.com` publish before the subscription is made. */
  readonly topic: string;
  readonly region: string;
  readonly requirements: readonly string[];
}

/**
 * Events after which a database may be without backups. RDS has none that says that a backup failed: those of its category
 * `backup` say that one begins and has ended, each night (decision 162).
 */
const CATEGORIES = {
  'db-cluster': ['failure'],
  // RDS backs no instance up whose disk is full.
  'db-instance': ['failure', 'low storage'],
} as const satisfies Readonly<Record<DatabaseSource['type'], readonly string[]>>;

/** The contract that RDS tells a topic when a database fails: its controller has no kind for it. */
export function databaseEvents({
  name,
  source,
  topic,
  region,
  requirements,
}: DatabaseEventsProps): ContractDeclaration {
  const { type, ids } = source;
  const categories = CATEGORIES[type];
  const sorted = (field: string): string => `join(',', sort(${field}))`;
  const facts = `[Status, SourceType, ${sorted('SourceIdsList')}, ${sorted('EventCategoriesList')}, SnsTopicArn]`;
  return {
    type: 'contract',
    id: name,
    owner: 'platform team',
    statement: `RDS tells ${topic.replace(/^.*:/, '')} of ${categories.join(' and ')} of ${ids.join(', ')}.`,
    make:
      `aws rds create-event-subscription --region ${region} --subscription-name ${name} --sns-topic-arn ${topic} ` +
      `--source-type ${type} --source-ids ${ids.join(' ')} ` +
      `--event-categories ${categories.map(each => `'${each}'`).join(' ')} --enabled`,
    check:
      `aws rds describe-event-subscriptions --region ${region} --subscription-name ${name} ` +
      `--query "EventSubscriptionsList[?Enabled].${facts}" --output text`,
    expect: ['active', type, [...ids].sort().join(','), [...categories].sort().join(','), topic].join('\t'),
    requirements,
  };
}
