import type { AwsCloud, KubeObject } from '../../../model';
import { factValue } from '../../../objects/fact-value';
import { groupKindOf } from '../../identity/group-kind';
import { shown, valueAt, type Step } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { once } from '../../pod/once';
import { referenceRule, unknownName } from '../reference-rule';
import { admits } from './topic-policy';

const TOPIC_ARN = /^arn:(aws(?:-[a-z-]+)?):sns:([a-z0-9-]+):(\d{12}):([\w-]+)$/;

/** The environment's topics by their names in SNS. */
const topicsOf = once(
  (environment: EnvironmentObjects): ReadonlyMap<string, KubeObject> =>
    new Map(
      environment
        .all('sns.services.k8s.aws/Topic')
        .map(({ object }) => [String(valueAt(object.spec, ['name']) ?? object.metadata.name), object]),
    ),
);

/** An alarm, and the environment that it stands in. */
interface Telling {
  readonly alarm: KubeObject;
  readonly environment: EnvironmentObjects;
}

/** The topic that an action names, as its ARN and its object tell it. */
interface Told {
  readonly arn: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly topic: KubeObject;
}

type Complaint = Omit<ComplaintAt, 'steps'>;

function* actionComplaints(telling: Telling, field: 'alarmActions' | 'oKActions'): Iterable<ComplaintAt> {
  const actions = valueAt(telling.alarm.spec, [field]);
  const list: readonly unknown[] = Array.isArray(actions) ? actions : [];
  if (list.length === 0) {
    yield {
      steps: ['spec', field],
      message: `found nobody who is told when the alarm ${field === 'alarmActions' ? 'begins' : 'ends'}`,
      expected: 'the ARN of a topic',
      mend: 'declare the alarm with MetricAlarm, which names the topic of its severity',
    };
  }
  for (const [index, action] of list.entries()) {
    const complaint = actionComplaint(telling, String(action), ['spec', field, index]);
    if (complaint !== undefined) yield complaint;
  }
}

function actionComplaint(telling: Telling, action: string, steps: readonly Step[]): ComplaintAt | undefined {
  const topics = topicsOf(telling.environment);
  const [, partition = '', region = '', account = '', name] = TOPIC_ARN.exec(action) ?? [];
  const topic = topics.get(name ?? '');
  if (topic === undefined) {
    const sought = { what: 'Topic', name: name ?? action, where: 'the environment', known: [...topics.keys()] };
    return unknownName({ steps, ...sought });
  }
  const cloud = awsOf(telling.environment);
  if (cloud === undefined) return undefined;
  const told = { arn: action, partition, region, account, topic };
  const complaint = placeComplaint(told, cloud) ?? policyComplaint(told, telling.alarm, cloud);
  return complaint && { steps, ...complaint };
}

/** The topic stands in the environment's account, and in the region where its controller is told to make it. */
function placeComplaint({ topic, region, account }: Told, cloud: AwsCloud): Complaint | undefined {
  const own = { region: regionOf(topic, cloud), account: factValue(cloud.account) };
  if (region === own.region && account === own.account) return undefined;
  return {
    message: `found a topic in ${region} of account ${account}`,
    expected: `${own.region} of account ${own.account}, where Topic ${topic.metadata.name} is made`,
    mend: 'take the ARN from AlarmTopics, which knows the place',
  };
}

/** A topic that does not admit the alarm drops its message, and CloudWatch says so in the alarm's history alone. */
function policyComplaint(told: Told, alarm: KubeObject, cloud: AwsCloud): Complaint | undefined {
  const { topic, arn: topicArn, partition } = told;
  const account = factValue(cloud.account);
  const name = String(valueAt(alarm.spec, ['name']) ?? alarm.metadata.name);
  const alarmArn = `arn:${partition}:cloudwatch:${regionOf(alarm, cloud)}:${account}:alarm:${name}`;
  if (admits(valueAt(topic.spec, ['policy']), { topicArn, alarmArn, account })) return undefined;
  return {
    message: `found Topic ${topic.metadata.name}, whose policy does not let CloudWatch publish for ${alarmArn}`,
    expected: 'a statement that allows cloudwatch.amazonaws.com sns:Publish with that aws:SourceArn',
    mend: 'begin the alarm’s name with the prefix of its AlarmTopics, or widen the policy',
  };
}

/** Where an object's controller is told to make it. */
function regionOf({ metadata }: KubeObject, cloud: AwsCloud): string {
  return metadata.annotations?.['services.k8s.aws/region'] ?? cloud.region;
}

function awsOf({ facts }: EnvironmentObjects): AwsCloud | undefined {
  return facts?.cluster.cloud.type === 'aws' ? facts.cluster.cloud : undefined;
}

function* complaintsAbout(alarm: KubeObject, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const enabled = valueAt(alarm.spec, ['actionsEnabled']);
  if (enabled === false) {
    yield {
      steps: ['spec', 'actionsEnabled'],
      message: 'found an alarm that changes its colour and tells nobody',
      expected: 'true',
      mend: 'enable its actions; who must not be disturbed mutes the topic’s reader for a time',
    };
  }
  yield* actionComplaints({ alarm, environment }, 'alarmActions');
  yield* actionComplaints({ alarm, environment }, 'oKActions');
  const description = valueAt(alarm.spec, ['alarmDescription']);
  if (/ https:\/\/\S+\/docs\/runbooks\/alerts\/\w+\.md$/.test(String(description))) return;
  yield {
    steps: ['spec', 'alarmDescription'],
    message: `found ${shown(description)}`,
    expected: 'a sentence, and the address of a page below docs/runbooks/alerts/',
    mend: 'declare the alarm with MetricAlarm, which ends its text so',
  };
}

const example =
  'alarmActions: [arn:aws:sns:<region>:<account>:shop-alarms-critical] # beside Topic shop-alarms-critical\noKActions: [arn:aws:sns:<region>:<account>:shop-alarms-critical]\nalarmDescription: … https://…/docs/runbooks/alerts/TableThrottled.md';
const text: RuleTexts = {
  en: {
    rule: 'An alarm of CloudWatch tells a topic of its environment, of the same account and region, whose policy lets it, when it begins and when it ends, and its text names the runbook.',
    reason:
      'CloudWatch tests no action: with a topic that is not there, or does not listen, an alarm turns red on a page that nobody looks at.',
    example,
  },
  ko: {
    rule: 'CloudWatch 경보는 시작될 때와 끝날 때 그 환경의 토픽에 알리고, 설명에 런북 주소를 담는다. 토픽은 같은 계정과 리전에 있으며 정책이 그 경보를 받아들인다.',
    reason:
      'CloudWatch는 동작을 검사하지 않는다. 없는 토픽이나 받아들이지 않는 토픽을 가리키는 경보는 아무도 보지 않는 화면에서만 붉어진다.',
    example,
  },
};

/** An alarm of CloudWatch tells somebody, and what to do. */
export const alarmAction = referenceRule('alarm-action', text, function* (object, environment) {
  if (groupKindOf(object) === 'cloudwatch.services.k8s.aws/MetricAlarm') yield* complaintsAbout(object, environment);
});
