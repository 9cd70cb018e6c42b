import { factRules } from '../../../src/gates/fact';
import { assumedDocumentationRange } from '../../../src/gates/fact/assumed-documentation-range';
import { assumedInLive } from '../../../src/gates/fact/assumed-in-live';
import { documentationValueAssumed } from '../../../src/gates/fact/documentation-value-assumed';
import { valuesIn } from '../../../src/gates/fact/documentation-values';
import type { Assumed, AssumedFact, Cluster, KubeObject, Model, ModelEnvironment } from '../../../src/model';
import { named, planted, realModel } from '../../real-model';
import { clusterOf, environmentOf, modelOf } from '../model-of';

const real = realModel();

function changed(of: Model, name: string, change: (environment: ModelEnvironment) => Partial<ModelEnvironment>): Model {
  const environments = of.environments.map(each => (each.name === name ? { ...each, ...change(each) } : each));
  return { ...of, environments };
}

function assuming(value: string, cluster: Partial<Cluster> = {}): Model {
  const assumed = [{ path: 'place.value', value, reason: 'nobody has said' }];
  return modelOf([], { environments: [environmentOf({ assumed, cluster: clusterOf(cluster) })] });
}

test.each(factRules.map(rule => [rule.code, rule] as const))('the real output keeps %s', (_, rule) => {
  expect(rule.check(real)).toEqual([]);
});

describe('assumed-in-live', () => {
  test('every assumed fact of a live environment is a finding with its path, value and reason', () => {
    const model = changed(real, 'fablink-prod', () => ({ live: true }));
    const findings = assumedInLive.check(model);
    const { assumed } = real.environments.find(({ name }) => name === 'fablink-prod') as ModelEnvironment;
    expect(findings.map(({ where }) => where.path)).toEqual(assumed.map(({ path }) => path));
    expect(findings.length).toBeGreaterThan(10);
    const vpc = findings.find(({ where }) => where.path === 'cluster.cloud.vpcId');
    expect(vpc).toMatchObject({
      code: 'assumed-in-live',
      message: expect.stringMatching(
        /^found the assumed value "vpc-0123456789abcdef0" in the live environment fablink-prod: prod is designed/,
      ) as string,
      where: { environment: 'fablink-prod', source: { file: 'src/environments/fablink-prod/index.ts' } },
    });
  });

  test('a live environment that assumes nothing is fine', () => {
    expect(assumedInLive.check(changed(real, 'fablink-prod', () => ({ live: true, assumed: [] })))).toEqual([]);
  });
});

describe('assumed-documentation-range', () => {
  test.each([
    ['10.0.0.0/16', 'the address 10.0.0.0/16'],
    ['["192.0.2.0/26","172.16.0.0/12"]', 'the address 172.16.0.0/12'],
    ['192.0.2.0/16', 'the address 192.0.2.0/16'],
    ['198.51.101.7', 'the address 198.51.101.7'],
    ['fd00:ec2::254', 'the address fd00:ec2::254'],
    ['2600:1f14:aaaa::/48', 'the address 2600:1f14:aaaa::/48'],
    ['853963783085', 'the account 853963783085'],
    ['arn:aws:kms:ap-northeast-1:853963783085:key/mrk-1', 'the account 853963783085'],
    ['https://git.fablink.com/garam.git', 'the domain git.fablink.com'],
    ['ops@company.co.kr', 'the domain company.co.kr'],
    ['vpc-0a1b2c3d4e5f60718', 'the identifier vpc-0a1b2c3d4e5f60718'],
  ])('the assumed value %s may be somebody’s', (value, text) => {
    expect(assumedDocumentationRange.check(assuming(value))).toEqual([
      expect.objectContaining({
        code: 'assumed-documentation-range',
        message: `found ${text} in an assumed value: it may be somebody's`,
        where: { environment: 'test', path: 'place.value' },
      }),
    ]);
  });

  test.each([
    '192.0.2.0/24',
    '["198.51.100.0/26","203.0.113.240/28"]',
    '2001:db8:1::/48',
    '2001:0db8:0:0:0:0:0:1',
    '111122223333',
    'arn:aws:iam::123456789012:role/shop',
    'https://git.example.com/platform/garam.git',
    'shop.test',
    'oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
    'shop.cluster-abc.ap-northeast-2.rds.amazonaws.com',
    'vpc-0123456789abcdef0',
    't3.medium',
    'db.r6g.large',
    '15.10',
    '{"min":2,"max":10}',
    'a1b2c3d4e5',
    '18:00-19:00',
    'arn:aws:s3:::shop',
  ])('the assumed value %s belongs to nobody', value => {
    expect(assumedDocumentationRange.check(assuming(value))).toEqual([]);
  });

  test('an account that the environment gives may stand inside an assumed ARN; one that is assumed must be invented well', () => {
    const arn = 'arn:aws:kms:ap-northeast-1:853963783084:key/mrk-1';
    const aws = (account: string | Assumed<string>): Partial<Cluster> => ({
      cloud: { type: 'aws', account, region: 'r', vpcId: 'v', oidcIssuer: 'o', tags: {} },
    });
    expect(assumedDocumentationRange.check(assuming(arn, aws('853963783084')))).toEqual([]);
    const account = { assumed: true, value: '853963783084', reason: 'guessed' } as const;
    expect(assumedDocumentationRange.check(assuming(arn, aws(account)))).toHaveLength(1);
  });

  test('a value of the real environments outside the ranges is named by its path', () => {
    const model = changed(real, 'fablink-dev', ({ assumed }) => ({
      assumed: assumed.map((fact): AssumedFact =>
        fact.path === 'cluster.network.vpcCidr' ? { ...fact, value: '10.1.0.0/16' } : fact,
      ),
    }));
    expect(assumedDocumentationRange.check(model)).toEqual([
      expect.objectContaining({ where: expect.objectContaining({ path: 'cluster.network.vpcCidr' }) as object }),
    ]);
  });
});

describe('documentation-value-assumed', () => {
  const config = named('fablink-dev', 'ConfigMap/fablink-backend-config');

  test.each([
    ['203.0.113.9', 'the address 203.0.113.9'],
    ['192.0.2.77', 'the address 192.0.2.77'],
    ['192.0.2.6', 'the address 192.0.2.6'],
    ['http://198.51.100.0:80', 'the address 198.51.100.0'],
    ['[2001:db8::1]:80', 'the address 2001:db8::1'],
    ['arn:aws:iam::111122223333:role/x', 'the account 111122223333'],
    ['https://shop.example.org/path', 'the domain shop.example.org'],
    ['ops@example.net', 'the domain example.net'],
    ['vpc-0123456789abcdef0', 'the identifier vpc-0123456789abcdef0'],
    ['subnet-0abcdef1234567890', 'the identifier subnet-0abcdef1234567890'],
    ['id/EXAMPLED539D4633E53DE1B71EXAMPLE', 'the identifier EXAMPLED539D4633E53DE1B71EXAMPLE'],
    ['00000000-0000-0000-0000-000000000001', 'the identifier 00000000-0000-0000-0000-000000000001'],
  ])('%s in a real object, which dev does not assume, is invented silently', (value, text) => {
    const model = planted(real, config, object => {
      (object.data as Record<string, string>).PLANTED = value;
    });
    expect(documentationValueAssumed.check(model)).toEqual([
      expect.objectContaining({
        code: 'documentation-value-assumed',
        message: `found ${text}, which is reserved for documentation, and no fact of fablink-dev assumes it`,
        where: expect.objectContaining({
          object: 'ConfigMap/fablink-dev/fablink-backend-config',
          path: '$.data.PLANTED',
        }) as object,
      }),
    ]);
  });

  test.each(['192.0.2.64/26', 'git.example.com', 'https://docs.git.example.com/'])(
    '%s is covered by a fact of dev: the value itself or the domain above it',
    value => {
      const model = planted(real, config, object => {
        (object.data as Record<string, string>).PLANTED = value;
      });
      expect(documentationValueAssumed.check(model)).toEqual([]);
    },
  );

  test('an environment that forgets a fact is told where the value stands, in dist/ and in argocd/', () => {
    const without = (path: string): string[] => {
      const model = changed(real, 'fablink-prod', ({ assumed }) => ({
        assumed: assumed.filter(fact => !fact.path.startsWith(path)),
      }));
      return documentationValueAssumed.check(model).map(({ where }) => `${where.environment} ${where.file}`);
    };
    expect(without('cluster.cloud.vpcId')).toContain(
      'fablink-prod argocd/fablink-prod/addons/Application.argoproj.io.aws-load-balancer-controller.yaml',
    );
    expect(without('delivery.repository')).toContain('fablink-prod argocd/fablink-prod/root.yaml');
    expect(without('systems.fablink.data.database.subnetCidrs')).not.toEqual([]);
  });

  test.each(['com.example.shop', 'com.example', '0.0.0.0/0', '10.0.0.0/8', '853963783084', 'for example', 'x-test'])(
    '%s stands for nothing',
    value => {
      const object: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: value } };
      expect(documentationValueAssumed.check(modelOf([object]))).toEqual([]);
    },
  );

  test('people in sample rows may live at example.com, a setting may not', () => {
    const data = { 'users.sql': "INSERT INTO users VALUES ('kim@example.com');", MAIL: 'kim@example.com' };
    const object: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data };
    expect(documentationValueAssumed.check(modelOf([object])).map(({ where }) => where.path)).toEqual(['$.data.MAIL']);
  });
});

test('a megabyte of hostile text is searched without going through it again and again', () => {
  const text = `${'a1.b2-'.repeat(60_000)} ${'0123456789ab:'.repeat(30_000)} ${'EXAMPL'.repeat(40_000)} example.com`;
  const start = process.hrtime.bigint();
  expect(valuesIn(text).map(value => value.text)).toContain('example.com');
  expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(5000);
});
