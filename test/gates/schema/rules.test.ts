import type { KubeObject, Model } from '../../../src/model';
import { schemaRules } from '../../../src/gates/schema';
import { kindRules } from '../../../src/gates/schema/kinds';
import { named, partOf, planted, realModel } from '../../real-model';
import { clusterOf, declaredAt, environmentOf, modelOf } from '../model-of';
import { plantedFields, type Planted } from './planted-fields';
import { plantedValues } from './planted-values';
import { validObjects, withValue } from './schema-objects';

/** `code path: message; expected` of everything the rules find. */
function found(model: Model): readonly string[] {
  return schemaRules.flatMap(rule =>
    rule
      .check(model)
      .map(({ code, where, message, expected }) => `${code} ${where.path ?? ''}: ${message}; ${expected}`),
  );
}

const mistakes: readonly Planted[] = [...plantedFields, ...plantedValues];

describe('the rules about single objects', () => {
  it('are silent about objects that an API server accepts', () => {
    expect(found(modelOf(Object.values(validObjects())))).toEqual([]);
  });

  it.each(mistakes)('name what is wrong: %s %j %j', (name, keys, value, code, path, says) => {
    const object = withValue(validObjects()[name] as KubeObject, keys, value);
    const lines = found(modelOf([object]));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.startsWith(`${code} ${path}: `)).toBe(true);
    expect(lines[0]).toContain(says);
  });

  it('find a workload without containers', () => {
    const spec = { volumes: [], containers: [] };
    const object = withValue(validObjects().deployment as KubeObject, ['spec', 'template', 'spec'], spec);
    expect(found(modelOf([object]))).toEqual([
      'containers-present $.spec.template.spec.containers: found no container; at least one container',
    ]);
  });

  it('find in the pods of a Rollout what its own CRD leaves open', () => {
    const rule = schemaRules.find(({ code }) => code === 'schema-kubernetes');
    const at = named('learn', 'Rollout/frontend');
    const withVolume = (emptyDir: unknown): Model =>
      planted(partOf(realModel(), 'learn'), at, object => {
        const { template } = object['spec'] as { template: { spec: { volumes: object[] } } };
        template.spec.volumes = [{ name: 'tmp', emptyDir }];
      });
    expect(rule?.check(withVolume({}))).toEqual([]);
    expect(rule?.check(withVolume('text')).map(({ where }) => where.path)).toEqual([
      '$.spec.template.spec.volumes[0].emptyDir',
    ]);
  });

  it('have each caught at least one planted mistake', () => {
    const caught = new Set([...mistakes.map(([, , , code]) => code), 'containers-present']);
    const elsewhere = new Set(kindRules.map(({ code }) => code)); // kinds.test.ts
    const codes = schemaRules.map(rule => rule.code).filter(code => !elsewhere.has(code));
    expect(codes.filter(code => !caught.has(code))).toEqual([]);
  });

  it('leave labels alone that are not those of Kubernetes, such as an alert has', () => {
    const object = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'shop', namespace: 'shop' },
      spec: { groups: [{ name: 'shop', rules: [{ alert: 'Down', expr: 'up == 0', labels: { team: 'the shop!' } }] }] },
    };
    const rule = schemaRules.find(({ code }) => code === 'label-form');
    expect(rule?.check(modelOf([object]))).toEqual([]);
  });

  it('find a field that only one of the two versions knows, and name the version', () => {
    const keys = ['spec', 'template', 'spec', 'hostnameOverride'];
    const object = withValue(validObjects().deployment as KubeObject, keys, 'shop');
    expect(found(modelOf([object]))).toEqual([
      expect.stringContaining('found unknown field "hostnameOverride" (Kubernetes 1.30); '),
    ]);
    const newest = { environments: [environmentOf({ cluster: clusterOf({ kubernetes: '1.36' }) })] };
    expect(found(modelOf([object], newest))).toEqual([]);
  });

  it('find a kind of Kubernetes that Garam has no schema for', () => {
    const object = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'a', namespace: 'shop' } };
    expect(found(modelOf([object]))).toEqual([expect.stringContaining('schemas/ does not hold')]);
  });

  it('find an API that the next version removes', () => {
    const object = { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3', kind: 'FlowSchema', metadata: { name: 'a' } };
    const served = schemaRules.find(rule => rule.code === 'api-served');
    const [finding] = served?.check(modelOf([object])) ?? [];
    expect(finding?.message).toBe(
      'found flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema, which Kubernetes 1.36 does not serve',
    );
    expect(finding?.mend).toBe('write it as flowcontrol.apiserver.k8s.io/v1 FlowSchema');
  });

  it('say where: environment, object, file and the TypeScript line', () => {
    const object = withValue(validObjects().deployment as KubeObject, ['spec', 'replicas'], -1);
    const findings = schemaRules.flatMap(rule => rule.check(modelOf([object])));
    expect(findings.map(finding => finding.where)).toEqual([
      {
        environment: 'test',
        object: 'Deployment/shop/shop',
        path: '$.spec.replicas',
        file: 'dist/test/test-app/shop/Deployment.shop.yaml',
        source: declaredAt,
      },
    ]);
  });

  it('explain themselves in English and Korean', () => {
    for (const { text } of schemaRules) {
      expect(text.en.rule).toMatch(/\.$/);
      expect(text.ko.rule).toMatch(/[가-힣].*\.$/);
      expect(text.ko.reason).not.toBe(text.en.reason);
    }
  });
});
