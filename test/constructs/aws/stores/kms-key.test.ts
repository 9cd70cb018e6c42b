import { KmsKey } from '../../../../src/constructs/aws';
import { declarationsOf } from '../../../../src/constructs/structure';
import { objectOf, testSystem } from '../../place';

function key(copiedTo?: readonly string[]) {
  const system = testSystem();
  const made = new KmsKey(system.cloud, 'shop-key', {
    namespace: 'shop',
    description: 'Orders',
    usedThrough: ['rds', 'dynamodb'],
    copiedTo,
    requirements: ['XX-01'],
  });
  return { made, system, spec: objectOf(system, 'Key', 'shop-key').spec as { policy: string; multiRegion: boolean } };
}

test('a key turns every year, is tagged and has an alias that refers to it', () => {
  const { made, system } = key();
  expect(objectOf(system, 'Key', 'shop-key').spec).toMatchObject({
    description: 'Orders',
    enableKeyRotation: true,
    multiRegion: false,
    tags: [
      { tagKey: 'Environment', tagValue: 'unit' },
      { tagKey: 'Project', tagValue: 'test' },
    ],
  });
  expect(objectOf(system, 'Alias', 'shop-key').spec).toEqual({
    name: 'alias/shop-key',
    targetKeyRef: { from: { name: 'shop-key', namespace: 'shop' } },
  });
  expect(made.alias).toBe('alias/shop-key');
});

test('those who keep the key cannot decrypt, and it is used through its services only', () => {
  const { Statement } = JSON.parse(key().spec.policy) as {
    Statement: { Sid: string; Action: string[]; Condition?: unknown }[];
  };
  const [keep, use] = Statement;
  expect([keep?.Sid, use?.Sid]).toEqual(['KeepTheKey', 'UseThroughServices']);
  expect(keep?.Action).toContain('kms:PutKeyPolicy');
  expect(keep?.Action.filter(action => /Decrypt|Encrypt|GenerateDataKey|CreateGrant|\*/.test(action))).toEqual([]);
  expect(use?.Condition).toEqual({
    StringEquals: {
      'kms:CallerAccount': '111122223333',
      'kms:ViaService': ['dynamodb.ap-northeast-2.amazonaws.com', 'rds.ap-northeast-2.amazonaws.com'],
    },
  });
});

test('a key with a copy in another region is made for that, and the copy is a contract', () => {
  const { made, spec } = key(['ap-northeast-1']);
  expect(spec.multiRegion).toBe(true);
  expect(declarationsOf(made)).toMatchObject([
    { id: 'shop-key-ap-northeast-1', owner: 'platform team', requirements: ['XX-01'] },
  ]);
});
