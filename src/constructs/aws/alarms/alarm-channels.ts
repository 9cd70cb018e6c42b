import type { ContractDeclaration } from '../../../model';

/** Where people are told. What is secret or personal of it (a key in an address, a name) stands in no file. */
export type AlarmChannel =
  | { readonly type: 'email' }
  | { readonly type: 'pagerduty' }
  | { readonly type: 'slack'; readonly channel: `#${string}` };

/** A channel, and the topics that it listens to. */
export interface Listening {
  /** First part of the contract's id. */
  readonly id: string;
  readonly channel: AlarmChannel;
  /** ARNs of the topics. */
  readonly topics: readonly string[];
  readonly region: string;
  readonly requirements: readonly string[];
}

/** AWS's chat service answers in a few regions alone, for topics of all. */
const CHAT_REGION = 'us-east-2';

/**
 * The contract that somebody subscribes the channel, once (decision 116): an e-mail's reader has to confirm, and ACK's
 * subscriptions are not made for that (unconfirmed they are synced, forgotten they are made anew, pending they cannot be
 * deleted); PagerDuty's address holds a key; Slack is reached through a service of AWS that has no controller.
 */
export function listens(props: Listening): ContractDeclaration {
  const { channel } = props;
  switch (channel.type) {
    case 'email':
      return subscribed(props, {
        protocol: 'email',
        endpoint: '<address of the operations team>',
        who: 'The mailbox of the operations team',
        matching: "Protocol=='email'",
      });
    case 'pagerduty':
      return subscribed(props, {
        protocol: 'https',
        endpoint: '<integration URL of the PagerDuty service, of type Amazon CloudWatch>',
        who: 'PagerDuty',
        matching: "Protocol=='https' && contains(Endpoint, 'pagerduty.com/')",
      });
    case 'slack':
      return inSlack(props, channel.channel);
  }
}

interface Subscription {
  readonly protocol: string;
  readonly endpoint: string;
  /** Who reads there, as a sentence begins. */
  readonly who: string;
  /** JMESPath that tells its subscription among the topic's. */
  readonly matching: string;
}

function subscribed({ id, channel, topics, region, requirements }: Listening, to: Subscription): ContractDeclaration {
  const at = (topic: string): string => `--region ${region} --topic-arn ${topic}`;
  // Until it is confirmed a subscription has the words PendingConfirmation for an ARN.
  const confirmed = `Subscriptions[?${to.matching} && starts_with(SubscriptionArn, 'arn:')]`;
  return {
    type: 'contract',
    id: `${id}-${channel.type}`,
    owner: 'platform team',
    statement: `${to.who} gets the messages of ${topics.map(nameOf).join(' and ')}, by a subscription that is confirmed.`,
    make: topics
      .map(topic => `aws sns subscribe ${at(topic)} --protocol ${to.protocol} --notification-endpoint '${to.endpoint}'`)
      .join('; '),
    check: topics
      .map(topic => `aws sns list-subscriptions-by-topic ${at(topic)} --query "length(${confirmed})" --output text`)
      .join('; '),
    expect: topics.map(() => '1').join('\n'),
    requirements,
  };
}

function inSlack({ id, topics, requirements }: Listening, channel: `#${string}`): ContractDeclaration {
  const name = channel.slice(1);
  const all = topics.map(topic => `contains(SnsTopicArns, '${topic}')`).join(' && ');
  return {
    type: 'contract',
    id: `${id}-slack`,
    owner: 'platform team',
    statement: `Amazon Q Developer in chat applications hands the messages of ${topics.map(nameOf).join(' and ')} to ${channel}.`,
    make:
      `aws chatbot create-slack-channel-configuration --region ${CHAT_REGION} --configuration-name ${id} ` +
      `--slack-channel-name ${name} --sns-topic-arns ${topics.join(' ')} --slack-team-id <id of the workspace> ` +
      '--slack-channel-id <id of the channel> --iam-role-arn <ARN of a role without rights>',
    check:
      `aws chatbot describe-slack-channel-configurations --region ${CHAT_REGION} ` +
      `--query "SlackChannelConfigurations[?${all}].SlackChannelName" --output text`,
    expect: name,
    requirements,
  };
}

/** Name of a topic, which ends its ARN. */
function nameOf(topic: string): string {
  return topic.replace(/^.*:/, '');
}
