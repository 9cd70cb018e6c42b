import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, Chart } from 'cdk8s';
import { compile } from '../../src/codegen/imports-compile';
import { readFolder, sumsFaults } from '../../src/codegen/generated-folder';
import { DbCluster } from '../../imports/rds.services.k8s.aws';
import { Application } from '../../imports/argoproj.io';
import { ExternalSecret } from '../../imports/external-secrets.io';
import { RestApi } from '../../imports/apigateway.services.k8s.aws';
import { TargetGroupBinding, TargetGroupBindingSpecServiceRefPort } from '../../imports/elbv2.k8s.aws';

const IMPORTS = resolve(__dirname, '../../imports');
const CRDS = resolve(__dirname, '../../crds');
const chart = (): Chart => new Chart(new App(), 'test');

test('the committed imports/ was made from the committed crds/ and not edited since', () => {
  expect(sumsFaults(IMPORTS)).toEqual([]);
});

test('every API group of crds/ has one module, and nothing else lies in imports/', () => {
  const groups = [...readFolder(CRDS).keys()]
    .filter(name => name.endsWith('.yaml'))
    .map(name => name.slice(name.indexOf('.') + 1, -'.yaml'.length));
  const expected = [...new Set(groups)].flatMap(group => [`${group}.d.ts`, `${group}.js`]);
  expect([...readFolder(IMPORTS).keys()].sort()).toEqual(['SUMS', ...expected].sort());
});

test('every kind of crds/ has a class', () => {
  for (const [name, text] of readFolder(CRDS)) {
    if (!name.endsWith('.yaml')) continue;
    const kind = /^ {4}kind: (\w+)$/m.exec(text)?.[1] ?? '';
    const group = name.slice(name.indexOf('.') + 1, -'.yaml'.length);
    expect(readFileSync(join(IMPORTS, `${group}.js`), 'utf8')).toContain(`kind: '${kind}',`);
  }
});

test('names of properties become the names that the API server knows', () => {
  const application = new Application(chart(), 'app', {
    metadata: { name: 'app' },
    spec: {
      project: 'prod',
      destination: { server: 'https://kubernetes.default.svc' },
      source: { repoUrl: 'https://git.example.org/garam.git', path: 'dist' },
    },
  });
  expect(application.toJson().spec.source).toEqual({ repoURL: 'https://git.example.org/garam.git', path: 'dist' });
  const cluster = new DbCluster(chart(), 'db', {
    spec: { dbClusterIdentifier: 'main', engine: 'aurora-mysql', vpcSecurityGroupIDs: ['sg-1'], kmsKeyId: 'key' },
  });
  expect(cluster.toJson().spec).toEqual({
    dbClusterIdentifier: 'main',
    engine: 'aurora-mysql',
    vpcSecurityGroupIDs: ['sg-1'],
    kmsKeyID: 'key',
  });
});

test('a property called description is typed and written', () => {
  const api = new RestApi(chart(), 'api', { spec: { name: 'shop', description: 'public API' } });
  expect(api.toJson().spec).toEqual({ name: 'shop', description: 'public API' });
});

test('a class is made of the version that the server stores', () => {
  expect(ExternalSecret.GVK.apiVersion).toBe('external-secrets.io/v1');
  expect(TargetGroupBinding.GVK.apiVersion).toBe('elbv2.k8s.aws/v1beta1');
});

test('an int-or-string keeps its value', () => {
  const binding = new TargetGroupBinding(chart(), 'tgb', {
    spec: {
      targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/x/1',
      serviceRef: { name: 'web', port: TargetGroupBindingSpecServiceRefPort.fromNumber(8080) },
    },
  });
  expect(binding.toJson().spec.serviceRef).toEqual({ name: 'web', port: 8080 });
});

describe('typings', () => {
  const use = (spec: string): string =>
    `import { Alias } from './kms.services.k8s.aws';\nexport const spec: ConstructorParameters<typeof Alias>[2] = { spec: ${spec} };\n`;

  test('a right object type-checks', () => {
    const files = compile(new Map([['use.ts', use("{ name: 'alias/main', targetKeyId: '1' }")]]), IMPORTS);
    expect([...files.keys()].sort()).toEqual(['use.d.ts', 'use.js']);
  });

  test('a misspelt property is a compile error', () => {
    const misspelt = new Map([['use.ts', use("{ name: 'alias/main', targetKeyID: '1' }")]]);
    expect(() => compile(misspelt, IMPORTS)).toThrow(/'targetKeyID' does not exist in type 'AliasSpec'/);
  });
});
