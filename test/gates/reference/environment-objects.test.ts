import { environmentsOf } from '../../../src/gates/reference/environment-objects';
import type { Declared, KubeObject, Model } from '../../../src/model';
import { environmentOf, manifestOf, modelOf } from '../model-of';

const service = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Service', metadata: { name } });
const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
/** One that no test has looked into: an environment is compared with the last one that began with the same object. */
const fresh = (): Model => modelOf([namespace, service('web'), service('database')]);
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
  const model = fresh();
  const others = [service('other')].map(object => manifestOf(object, { environment: 'other' }));
  const [before] = environmentsOf(model);
  const both = environmentsOf({ ...model, manifests: [...model.manifests, ...others] });
  expect(both).toHaveLength(2);
  expect(both[0]).toBe(before);
});

test.each<[what: string, change: (model: Model) => Partial<Model>]>([
  [
    'another object',
    ({ manifests }) => ({
      manifests: manifests.map((each, at) => (at === 2 ? { ...each, object: service('cache') } : each)),
    }),
  ],
  ['an object less', ({ manifests }) => ({ manifests: manifests.slice(0, 2) })],
  ['an object more', ({ manifests }) => ({ manifests: [...manifests, manifestOf(service('cache'))] })],
  ['another declaration', () => ({ declarations: [declared] })],
  ['other facts', () => ({ environments: [environmentOf({ live: true })] })],
])('an environment with %s is another one', (_, change) => {
  const model = fresh();
  const [before] = environmentsOf(model);
  const changed = { ...model, ...change(model) };
  const [after] = environmentsOf(changed);
  expect(after).not.toBe(before);
  expect(after?.manifests).toEqual(changed.manifests);
  expect(after?.declarations).toEqual(changed.declarations);
  expect(after?.facts).toBe(changed.environments[0]);
});
