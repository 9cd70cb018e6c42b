import { EcrRepository } from '../../../../src/constructs/aws';
import { objectOf, testSystem } from '../../place';

function repository() {
  const system = testSystem();
  const made = new EcrRepository(system.cloud, 'shop-backend', {
    namespace: 'shop',
    keep: [
      { tags: 'prod-*', last: 50 },
      { tags: '*', last: 30 },
    ],
    expireUntaggedAfterDays: 7,
  });
  return { made, spec: objectOf(system, 'Repository', 'shop-backend').spec as Record<string, unknown> };
}

test('images are scanned when pushed and their tags never move', () => {
  const { made, spec } = repository();
  expect(spec).toMatchObject({
    name: 'shop-backend',
    imageScanningConfiguration: { scanOnPush: true },
    imageTagMutability: 'IMMUTABLE',
    encryptionConfiguration: { encryptionType: 'AES256' },
  });
  expect(made.uri).toBe('111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/shop-backend');
});

test('untagged images expire first, and released images are counted before all others', () => {
  const { rules } = JSON.parse(String(repository().spec.lifecyclePolicy)) as {
    rules: { rulePriority: number; selection: object }[];
  };
  expect(rules.map(rule => [rule.rulePriority, rule.selection])).toEqual([
    [1, { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 }],
    [2, { tagStatus: 'tagged', tagPatternList: ['prod-*'], countType: 'imageCountMoreThan', countNumber: 50 }],
    [3, { tagStatus: 'tagged', tagPatternList: ['*'], countType: 'imageCountMoreThan', countNumber: 30 }],
  ]);
});
