import { environmentsOf } from '../../../src/gates/reference/environment-objects';
import type { Declared, KubeObject, Model } from '../../../src/model';
import { environmentOf, manifestOf, modelOf } from '../model-of';

const service = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Service', metadata: { name } });
const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const model = modelOf([namespace, service('web'), service('database')]);
const declared: Declared = {
  type: 'made-by-controller',
  kind: 'ConfigMap',
  name: 'written',
  namespace: 'shop',
  keys: [],
  madeBy: 'operator',
  environment: 'test',
  provenance: { construct: 'test', lines: () => [] },
};

test('an environment that two models have in common is looked into once', () => {
  const others = [service('other')].map(object => manifestOf(object, { environment: 'other' }));
  const [before] = environmentsOf(model);
  const both = environmentsOf({ ...model, manifests: [...model.manifests, ...others] });
  expect(both).toHaveLength(2);
  expect(both[0]).toBe(before);
});

test.each<[what: string, changed: Model]>([
  [
    'another object',
    {
      ...model,
      manifests: model.manifests.map((each, at) => (at === 2 ? { ...each, object: service('cache') } : each)),
    },
  ],
  ['an object less', { ...model, manifests: model.manifests.slice(0, 2) }],
  ['another declaration', { ...model, declarations: [declared] }],
  ['other facts', { ...model, environments: [environmentOf({ live: true })] }],
])('an environment with %s is another one', (_, changed) => {
  const [before] = environmentsOf(model);
  const [after] = environmentsOf(changed);
  expect(after).not.toBe(before);
  expect(after?.manifests).toEqual(changed.manifests);
  expect(after?.declarations).toEqual(changed.declarations);
  expect(after?.facts).toBe(changed.environments[0]);
});
