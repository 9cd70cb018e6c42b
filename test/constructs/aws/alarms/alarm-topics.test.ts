import { AlarmTopics, type AlarmTopicsProps } from '../../../../src/constructs/aws';
import { declarationsOf, type System } from '../../../../src/constructs/structure';
import type { ContractDeclaration } from '../../../../src/model';
import { read } from '../../read';
import { objectOf, objectsOf, testSystem } from '../../place';
import { complaintsAbout } from '../complaints';

const SLACK = { type: 'slack', channel: '#shop' } as const;
const TOPIC = 'arn:aws:sns:ap-northeast-2:111122223333:shop-alarms';

function made(channels: AlarmTopicsProps['channels'], databases?: AlarmTopicsProps['databases']): System {
  const system = testSystem();
  new AlarmTopics(system.cloud, 'topics', {
    namespace: 'shop',
    prefix: 'shop',
    channels,
    ...(databases && { databases }),
    requirements: ['XX-1'],
  });
  return system;
}

const both = (): System => made({ critical: [{ type: 'pagerduty' }, SLACK], warning: [SLACK, { type: 'email' }] });

const contracts = (system: System): readonly ContractDeclaration[] =>
  system.node
    .findAll()
    .flatMap(declarationsOf)
    .filter((each): each is ContractDeclaration => each.type === 'contract');

const contract = (id: string): ContractDeclaration => {
  const found = contracts(both()).find(each => each.id === id);
  if (!found) throw new Error(`no contract ${id}`);
  return found;
};

describe('topics of alarms', () => {
  test('are one a severity that somebody is told of', () => {
    const names = (system: System): string[] => objectsOf(system).map(({ metadata }) => metadata.name);
    expect(names(both())).toEqual(['shop-alarms-critical', 'shop-alarms-warning']);
    expect(names(made({ info: [SLACK], warning: [] }))).toEqual(['shop-alarms-info']);
    expect(complaintsAbout(both())).toEqual([]);
  });

  test('take messages from the account’s own alarms of the prefix alone', () => {
    const policy: unknown = JSON.parse(String(read(objectOf(both(), 'Topic', 'shop-alarms-critical'), 'spec.policy')));
    expect(policy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AlarmsPublish',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: ['sns:Publish'],
          Resource: [`${TOPIC}-critical`],
          Condition: {
            ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:shop-*' },
            StringEquals: { 'aws:SourceAccount': '111122223333' },
          },
        },
      ],
    });
  });

  test('have subscriptions by contract: one a channel, for every topic that it listens to', () => {
    expect(contracts(both()).map(({ id }) => id)).toEqual([
      'shop-alarms-pagerduty',
      'shop-alarms-slack',
      'shop-alarms-email',
    ]);
    const slack = contract('shop-alarms-slack');
    for (const topic of [`${TOPIC}-critical`, `${TOPIC}-warning`]) {
      expect(slack.make).toContain(topic);
      expect(slack.check).toContain(topic);
    }
    expect(slack.expect).toBe('shop');
    expect(contract('shop-alarms-pagerduty').check).not.toContain('-warning');
  });

  test('take messages of RDS where databases are given, at the severity that is theirs alone', () => {
    const system = made(
      { critical: [SLACK], warning: [SLACK] },
      { severity: 'warning', sources: [{ type: 'db-instance', ids: ['b', 'a'] }], requirements: ['XX-2'] },
    );
    const services = (severity: string): unknown[] => {
      const text = String(read(objectOf(system, 'Topic', `shop-alarms-${severity}`), 'spec.policy'));
      const { Statement } = JSON.parse(text) as { Statement: { Principal: { Service: string }; Condition: unknown }[] };
      return Statement.map(({ Principal, Condition }) => [Principal.Service, Condition]);
    };
    expect(services('critical')).toHaveLength(1);
    expect(services('warning')[1]).toEqual([
      'events.rds.amazonaws.com',
      {
        ArnLike: { 'aws:SourceArn': 'arn:aws:rds:ap-northeast-2:111122223333:*' },
        StringEquals: { 'aws:SourceAccount': '111122223333' },
      },
    ]);
    const subscription = contracts(system).find(({ id }) => id === 'shop-db-instance-events');
    expect(subscription?.make).toContain(
      `--sns-topic-arn ${TOPIC}-warning --source-type db-instance --source-ids b a `,
    );
    expect(subscription?.make).toContain("--event-categories 'failure' 'low storage' ");
    expect(subscription?.expect).toBe(`active\tdb-instance\ta,b\tfailure,low storage\t${TOPIC}-warning`);
    expect(subscription?.requirements).toEqual(['XX-2']);
  });

  test('are refused where two channels are of one type: both would have one contract and one configuration', () => {
    const other = { type: 'slack', channel: '#shop-at-night' } as const;
    expect(() => made({ critical: [other], warning: [SLACK] })).toThrow(
      'shop tells 2 channels of type slack ({"type":"slack","channel":"#shop-at-night"}, ' +
        '{"type":"slack","channel":"#shop"}); expected one, whose contract is called shop-alarms-slack',
    );
  });

  test('hold neither address nor key: who subscribes fills them in', () => {
    expect(contract('shop-alarms-email').make).toContain("--notification-endpoint '<address of the operations team>'");
    expect(contract('shop-alarms-pagerduty').make).toContain("--notification-endpoint '<integration URL");
    const text = JSON.stringify([objectsOf(both()), contracts(both())]);
    expect(text).not.toMatch(/[\w.]+@[\w.]+|integration\/[0-9a-f]{8}/);
  });

  test('count a subscription only when it is confirmed', () => {
    const { check, expect: expected } = contract('shop-alarms-email');
    expect(check).toContain("starts_with(SubscriptionArn, 'arn:')");
    expect(check).not.toContain('`');
    expect(expected).toBe('1');
  });
});
