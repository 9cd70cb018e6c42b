import { statefulRules } from '../../../src/gates/stateful';
import { adoptedReadOnly } from '../../../src/gates/stateful/adopted-read-only';
import { statefulKept } from '../../../src/gates/stateful/stateful-kept';
import { isStateful } from '../../../src/gates/stateful/stateful-kinds';
import { volumeClaimTracking } from '../../../src/gates/stateful/volume-claim-tracking';
import type { KubeObject, Model, Rule } from '../../../src/model';
import { named, planted, realModel } from '../../real-model';
import { modelOf } from '../model-of';

const real = realModel();
const OPTIONS = 'argocd.argoproj.io/sync-options';
const COMPARE = 'argocd.argoproj.io/compare-options';
const RETAIN = 'services.k8s.aws/deletion-policy';

function found(rule: Rule, model: Model): string[] {
  return rule.check(model).map(({ where, message }) => `${where.object} ${where.path}: ${message}`);
}

/** The real output in which one object has other annotations; undefined removes one. */
function annotated(kindAndName: string, changes: Readonly<Record<string, string | undefined>>): Model {
  const environment = kindAndName.includes('prod') ? 'fablink-prod' : 'fablink-dev';
  return planted(real, named(environment, kindAndName), ({ metadata }) => {
    const annotations = { ...(metadata.annotations as object), ...changes };
    metadata.annotations = Object.fromEntries(Object.entries(annotations).filter(([, value]) => value !== undefined));
  });
}

test.each(statefulRules.map(rule => [rule.code, rule] as const))('the real output keeps %s', (_, rule) => {
  expect(rule.check(real)).toEqual([]);
});

describe('stateful-kept', () => {
  test.each([
    ['Namespace/fablink-dev', 'Namespace'],
    ['Table/fablink-dynamodb-dev', 'dynamodb.services.k8s.aws/Table'],
    ['DBCluster/fablink-aurora-cluster', 'rds.services.k8s.aws/DBCluster'],
    ['DBInstance/fablink-prod-aurora-1', 'rds.services.k8s.aws/DBInstance'],
    ['Repository/fablink-backend', 'ecr.services.k8s.aws/Repository'],
    ['Key/fablink-prod-tables-key', 'kms.services.k8s.aws/Key'],
    ['LogGroup/fablink-prod-api-logs', 'cloudwatchlogs.services.k8s.aws/LogGroup'],
  ])('%s without its options is named, once for each protection', (kindAndName, kind) => {
    expect(statefulKept.check(annotated(kindAndName, { [OPTIONS]: undefined }))).toEqual([
      expect.objectContaining({ message: `found "" on a ${kind}, without Prune=false` }),
      expect.objectContaining({ message: `found "" on a ${kind}, without Delete=false` }),
    ]);
  });

  test.each([
    ['Prune=false', 'found "Prune=false" on a Namespace, without Delete=false'],
    ['Delete=false', 'found "Delete=false" on a Namespace, without Prune=false'],
    ['Prune=false,Delete=true', 'found "Prune=false,Delete=true" on a Namespace, without Delete=false'],
    ['Prune=fales,Delete=confirm', 'found "Prune=fales,Delete=confirm" on a Namespace, without Prune=false'],
  ])('the options %s protect half', (options, message) => {
    const model = annotated('Namespace/fablink-dev', { [OPTIONS]: options });
    expect(found(statefulKept, model)).toEqual([
      `Namespace/fablink-dev $.metadata.annotations["${OPTIONS}"]: ${message}`,
    ]);
  });

  test.each(['Delete=false, Prune=false', 'Prune=confirm,Delete=confirm', 'PruneLast=true,Prune=false,Delete=false'])(
    'the options %s protect',
    options => {
      expect(statefulKept.check(annotated('Namespace/fablink-dev', { [OPTIONS]: options }))).toEqual([]);
    },
  );

  test('what is never pruned says that it may stay behind', () => {
    expect(found(statefulKept, annotated('Namespace/fablink-dev', { [COMPARE]: undefined }))).toEqual([
      `Namespace/fablink-dev $.metadata.annotations["${COMPARE}"]: found "" on a Namespace that is never pruned`,
    ]);
  });

  test.each([undefined, 'delete'])('an AWS resource whose deletion policy is %s dies with its object', policy => {
    const model = annotated('Table/fablink-prod-sessions', { [RETAIN]: policy });
    expect(found(statefulKept, model)).toEqual([
      expect.stringMatching(/^Table\/fablink-prod\/fablink-prod-sessions .*deletion-policy.*: found .* on a dynamodb/),
    ]);
  });

  test('a stateful object without annotations has every finding', () => {
    const claim: KubeObject = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'shop' },
    };
    expect(statefulKept.check(modelOf([claim]))).toHaveLength(3);
  });

  test.each([
    ['v1', 'PersistentVolume', true],
    ['apps/v1', 'StatefulSet', true],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', true],
    ['s3.services.k8s.aws/v1alpha1', 'Bucket', true],
    ['efs.services.k8s.aws/v1alpha1', 'FileSystem', true],
    ['elasticache.services.k8s.aws/v1alpha1', 'ReplicationGroup', true],
    ['elasticache.services.k8s.aws/v1alpha1', 'CacheCluster', true],
    ['dbforpostgresql.azure.com/v1api20221201', 'FlexibleServer', true],
    ['storage.azure.com/v1api20230101', 'StorageAccount', true],
    ['keyvault.azure.com/v1api20230701', 'Vault', true],
    ['cache.azure.com/v1api20250401', 'RedisEnterprise', true],
    ['apps/v1', 'Deployment', false],
    ['iam.services.k8s.aws/v1alpha1', 'Role', false],
    ['constructor/v1', 'Table', false],
  ])('whether %s %s holds data: %s', (apiVersion, kind, stateful) => {
    expect(isStateful({ apiVersion, kind, metadata: { name: 'x' } })).toBe(stateful);
  });
});

describe('adopted-read-only', () => {
  const api = 'RestAPI/fablink-dev-api';

  test.each([
    ['read-only', undefined, 'nothing'],
    ['read-only', 'false', '"false"'],
    ['deletion-policy', 'delete', '"delete"'],
    ['adoption-policy', 'adopt-or-create', '"adopt-or-create"'],
    ['adoption-policy', undefined, 'nothing'],
  ])('an adopted resource with %s %s is named', (name, value, text) => {
    const model = annotated(api, { [`services.k8s.aws/${name}`]: value });
    expect(found(adoptedReadOnly, model)).toEqual([
      `RestAPI/fablink-dev/fablink-dev-api $.metadata.annotations["services.k8s.aws/${name}"]: found ${text} on an adopted RestAPI`,
    ]);
  });

  test.each([
    [undefined, 'which is no JSON'],
    ['{id: 8wwdg03sr6}', 'which is no JSON'],
    ['["8wwdg03sr6"]', 'which is no JSON object'],
    ['{}', 'which names no field'],
    ['{"id":8}', 'whose values are not all texts'],
    ['{"id":""}', 'whose values are not all texts'],
  ])('the adoption fields %s find nothing', (fields, problem) => {
    const model = annotated(api, { 'services.k8s.aws/adoption-fields': fields });
    expect(found(adoptedReadOnly, model)).toEqual([
      expect.stringMatching(new RegExp(`adoption-fields"\\]: found .*, ${problem}$`)),
    ]);
  });

  test('a resource that Garam makes is not asked', () => {
    expect(adoptedReadOnly.check(annotated('Repository/fablink-backend', { [RETAIN]: undefined }))).toEqual([]);
  });
});

describe('volume-claim-tracking', () => {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', labels: { 'app.kubernetes.io/instance': 'shop' } },
  };
  const set = (template: object): Model =>
    modelOf([
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'db', namespace: 'shop' },
        spec: { volumeClaimTemplates: [claim, template] },
      },
    ]);

  test('a claim with its type and without tracking names is fine', () => {
    expect(volumeClaimTracking.check(set(claim))).toEqual([]);
  });

  test.each([
    [{ apiVersion: undefined }, '.apiVersion: found nothing in a claim template'],
    [{ kind: undefined }, '.kind: found nothing in a claim template'],
    [{ kind: 'PersistentVolume' }, '.kind: found "PersistentVolume" in a claim template'],
    [
      { metadata: { name: 'data', annotations: { 'argocd.argoproj.io/tracking-id': 'a' } } },
      '.metadata.annotations["argocd.argoproj.io/tracking-id"]: found "a", by which Argo CD takes each claim for an object of its own',
    ],
    [
      { metadata: { name: 'data', labels: { 'argocd.argoproj.io/instance': 'b' } } },
      '.metadata.labels["argocd.argoproj.io/instance"]: found "b", by which Argo CD takes each claim for an object of its own',
    ],
  ])('a claim with %j is named', (change, message) => {
    expect(found(volumeClaimTracking, set({ ...claim, ...change }))).toEqual([
      `StatefulSet/shop/db $.spec.volumeClaimTemplates[1]${message}`,
    ]);
  });
});
