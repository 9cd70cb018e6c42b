import { noSecretValues } from '../../../src/gates/text/no-secret-values';
import type { KubeObject } from '../../../src/model';
import { declaredAt, modelOf } from '../model-of';

/** Invented credentials, put together here so that no file of the repository contains their shape. */
const planted = {
  accessKey: ['AK', 'IA', 'Q7'.repeat(8)].join(''),
  sessionKey: ['AS', 'IA', 'Q7'.repeat(8)].join(''),
  privateKey: ['-----BEGIN', 'EC PRIVATE', 'KEY-----\nabc\n'].join(' '),
  webToken: ['eyJ', 'hbGciOi.', 'eyJ', 'zdWIiOi.', 'c2lnbmF0'].join(''),
  github: ['gh', 'p_', 'a1'.repeat(18)].join(''),
  slack: ['xo', 'xb-', '12345678901'].join(''),
  webhook: ['https://hooks.slack', '.com/services', '/T0/B0/abc'].join(''),
  openAi: ['s', 'k-', 'a1'.repeat(20)].join(''),
  word: ['hun', 'ter', '2'].join(''),
  uuid: ['550e8400', 'e29b', '41d4', 'a716', '446655440000'].join('-'),
  wordy: ['abcdefgh1', 'ij2', 'klmnopqr'].join(''),
  random: ['q7Rt', '2mZ9', 'x4Lw', '8bNc', '1vK3'].join(''),
};

const workload = (container: object): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { template: { spec: { containers: [container] } } },
});

const configMap = (data: Record<string, string>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'shop' },
  data,
});

const env = (name: string, value: string) =>
  workload({
    env: [
      { name: 'A', value: 'b' },
      { name, value },
    ],
  });
const args = (...list: string[]) => workload({ args: list });
const value = (text: string) => configMap({ text });

const CONTAINER = '$.spec.template.spec.containers[0]';

describe('no-secret-values', () => {
  it.each(['data', 'stringData'])('names a Secret that carries %s, even empty', field => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'database', namespace: 'shop' }, [field]: {} };
    expect(noSecretValues.check(modelOf([secret]))).toEqual([
      {
        code: 'no-secret-values',
        message: `a Secret carries ${field}`,
        where: {
          environment: 'test',
          object: 'Secret/shop/database',
          path: `$.${field}`,
          file: 'dist/test/test-app/shop/Secret.database.yaml',
          source: declaredAt,
        },
        expected: expect.stringContaining('External Secrets'),
        mend: expect.stringContaining('ExternalSecret'),
      },
    ]);
  });

  const { word, random } = planted;
  it.each([
    ['an AWS access key', env('ID', planted.accessKey), `${CONTAINER}.env[1].value`],
    ['an AWS access key', value(`[default]\naws_access_key_id = ${planted.sessionKey}\n`), '$.data.text'],
    ['a private key', configMap({ 'tls.pem': planted.privateKey }), '$.data["tls.pem"]'],
    ['a JSON Web Token', args('--header', `Bearer ${planted.webToken}`), `${CONTAINER}.args[1]`],
    ['a GitHub token', value(planted.github), '$.data.text'],
    ['a Slack token', value(planted.slack), '$.data.text'],
    ['a Slack webhook', value(planted.webhook), '$.data.text'],
    ['an API key', value(planted.openAi), '$.data.text'],
    [
      'a URL with a password',
      env('DATABASE_URL', `postgresql://shop:${word}@db:5432/shop`),
      `${CONTAINER}.env[1].value`,
    ],
    ['a URL with a password', env('REDIS_URL', `redis://:${word}@redis:6379`), `${CONTAINER}.env[1].value`],
    ['an assigned password', args(`--password=${word}`), `${CONTAINER}.args[0]`],
    ['an assigned password', env('DSN', `host=db user=shop password=${word}`), `${CONTAINER}.env[1].value`],
    ['an assigned password', value(`jdbc:mysql://db/shop?user=a&password=${word}&ssl=1`), '$.data.text'],
    ['an assigned password', value(`spring:\n  password: ${word}\n  user: a\n`), '$.data.text'],
    ['an assigned password', value(`{"user":"a","password":"${word}"}`), '$.data.text'],
    ['an assigned password', value(`export PGPASSWORD="${word}"\n`), '$.data.text'],
    ['an assigned secret', value(`django:\n  secret_key: '${random}'\n`), '$.data.text'],
    ['an assigned secret', args(`--api-key=${random}`), `${CONTAINER}.args[0]`],
    ['an assigned secret', value(`pagerduty_configs:\n  - routing_key: ${random}\n`), '$.data.text'],
    ['an assigned secret', value(`authorization:\n  credentials: ${random}\n`), '$.data.text'],
    ['an address that is its own key', value(`url: https://hc-ping.com/${planted.uuid}\n`), '$.data.text'],
    ['a password of Redis', configMap({ 'redis.conf': `port 6379\nrequirepass ${word}\n` }), '$.data["redis.conf"]'],
    ['a password in SQL', value(`CREATE ROLE shop LOGIN PASSWORD '${word}';`), '$.data.text'],
    ['a password in SQL', value(`CREATE USER shop IDENTIFIED BY '${word}';`), '$.data.text'],
    ['a literal password', env('DB_PASSWORD', word), `${CONTAINER}.env[1].value`],
    ['a literal password', configMap({ password: word }), '$.data.password'],
    ['a literal password', args('--requirepass', word), `${CONTAINER}.args[1]`],
    ['a literal secret', env('JWT_SECRET', random), `${CONTAINER}.env[1].value`],
    ['a literal secret', configMap({ 'openai-api-key': random }), '$.data.openai-api-key'],
    ['a literal secret', env('CLIENT_SECRET', planted.uuid), `${CONTAINER}.env[1].value`],
    ['a literal secret', env('CLIENT_SECRET', planted.wordy), `${CONTAINER}.env[1].value`],
    ['a literal secret', args('--token', random), `${CONTAINER}.args[1]`],
  ])('names %s, its place, and never the value (%#)', (noun, object, path) => {
    const findings = noSecretValues.check(modelOf([object]));
    expect(findings).toEqual([
      expect.objectContaining({ message: `the value looks like ${noun}`, where: expect.objectContaining({ path }) }),
    ]);
    expect(hidden(findings)).toBe(true);
  });

  it('names a key that is a credential by the map around it, and hides it in the paths of other findings', () => {
    const findings = noSecretValues.check(modelOf([configMap({ [planted.accessKey]: planted.github })]));
    expect(findings.map(({ message, where }) => [message, where.path])).toEqual([
      ['a key here looks like an AWS access key', '$.data'],
      ['the value looks like a GitHub token', '$.data["…"]'],
    ]);
    expect(hidden(findings)).toBe(true);
  });

  it.each([
    [
      'a Secret that is filled from outside',
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, type: 'Opaque' },
    ],
    [
      'a secretKeyRef',
      workload({ env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] }),
    ],
    [
      'names of secrets',
      configMap({ secretName: 'postgresql-init-secret', tokenSecret: 'fablink-prod-k8s-eks1-database-secret' }),
    ],
    ['a path', configMap({ POSTGRES_PASSWORD: '/run/secrets/password', passwordFile: 'etc/a1b2c3d4e5f6g7h8' })],
    ['an ARN', configMap({ secret: 'arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:fablink/dev-a1b2C3' })],
    ['variables', args('--password=$(DB_PASSWORD)', '--requirepass', '$(REDIS_PASSWORD)', 'psql "password=${PW}"')],
    [
      'a template',
      configMap({ url: 'mysql://{{ .user }}:{{ .password }}@db/a', 'app.yml': 'password: "{{ .password }}"\n' }),
    ],
    [
      'variables in URLs',
      configMap({ a: 'redis://:$(REDIS_PASSWORD)@redis:6379', b: 'amqp://a:${PASSWORD}@mq', c: 'http://a:80/b@c' }),
    ],
    [
      'a shell script',
      value('export PGPASSWORD="$DB_PASSWORD"\npassword=$(cat /run/password)\n[ "$password" = "" ]\n'),
    ],
    [
      'SQL with a column',
      value("ALTER ROLE a PASSWORD :'pw';\nUPDATE users SET password = EXCLUDED.password;\n-- password: set by hand\n"),
    ],
    ['PromQL', value('sum(kube_secret_info{secret="tls-cert",password=~".+"}) by (token)')],
    [
      'a content hash',
      configMap({ 'garam/secret-hash': planted.random, 'checksum/secret-sha256': 'a1b2c3d4'.repeat(8) }),
    ],
    [
      'what has to do with tokens',
      configMap({ tokenUrl: 'https://login.example.com/oauth2', automountToken: 'false' }),
    ],
    [
      'a random text under another name',
      configMap({ nonce: planted.random, image: `repo/app@sha256:${'a1'.repeat(32)}` }),
    ],
    ['a name or a path assigned to a key', value(`api_key=shop-key-name\nsecret_key=/run/a1b2/c3d4/e5f6/key\n`)],
    ['a short name of many digits', configMap({ tokenAudience: 'a1b2c3d4e5' })],
    ['an expression of a program', value('connect(password=os.environ["PW"])\nlogin({ password: process.env.PW })\n')],
    ['an empty password', configMap({ password: '', 'redis.conf': 'requirepass ""\n' })],
  ])('is silent about %s', (_, object) => {
    expect(noSecretValues.check(modelOf([object]))).toEqual([]);
  });
});

const hidden = (findings: unknown): boolean =>
  Object.values(planted).every(secret => !JSON.stringify(findings).includes(secret));
