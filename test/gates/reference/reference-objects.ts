import { identityRules } from '../../../src/gates/identity';
import { referenceRules } from '../../../src/gates/reference';
import { selectorRules } from '../../../src/gates/selector';
import type { KubeObject, Manifest, Model } from '../../../src/model';
import { named, planted, realModel, without, type Draft } from '../../real-model';
import { manifestOf } from '../model-of';
import { additions, ENVIRONMENT } from './additions';

export { ENVIRONMENT };

let extended: Model | undefined;

/** The real environments, and in fablink-prod the kinds that they do not have yet. Every reference closes. */
export function closedModel(): Model {
  const add = (each: KubeObject): Manifest => manifestOf(each, { environment: ENVIRONMENT, application: 'shop-app' });
  return (extended ??= {
    ...realModel(),
    environments: realModel().environments.map(each => ({
      ...each,
      apis: [...each.apis, 'cert-manager.io', 'keda.sh'],
    })),
    manifests: [...realModel().manifests, ...additions.map(add)],
  });
}

/** The same with one object changed, in fablink-prod unless another environment is named. */
export function changed(kindAndName: string, change: (object: Draft) => void, environment = ENVIRONMENT): Model {
  const matches = named(environment, kindAndName);
  const model = closedModel();
  // Of objects of one name in several namespaces the one of the environment's own is meant.
  const isOwn = (each: Manifest): boolean => matches(each) && each.object.metadata.namespace === environment;
  return planted(model, model.manifests.some(isOwn) ? isOwn : matches, change);
}

/** The same without one object. */
export function lacking(kindAndName: string, environment = ENVIRONMENT): Model {
  return without(closedModel(), named(environment, kindAndName));
}

/** A value deep inside an object replaced; undefined removes the field. */
export function set(object: Draft, keys: readonly (string | number)[], value: unknown): void {
  let place: unknown = object;
  for (const key of keys.slice(0, -1)) place = (place as Record<string | number, unknown>)[key];
  (place as Record<string | number, unknown>)[keys.at(-1) ?? ''] = value;
}

/** `code Kind/namespace/name path: message; expected; mend` of all that the rules about names find. */
export function found(model: Model): readonly string[] {
  return [...identityRules, ...referenceRules, ...selectorRules].flatMap(rule =>
    rule
      .check(model)
      .map(({ code, where, message, expected, mend }) =>
        [`${code} ${where.object} ${where.path ?? '$'}: ${message}`, expected, mend].join('; '),
      ),
  );
}

/** A planted defect: the object, the place, the value, and what its findings say (in order, each a part of one). */
export type Defect = readonly [
  kindAndName: string,
  keys: readonly (string | number)[],
  value: unknown,
  ...says: readonly (readonly string[])[],
];

/** Plants a defect and expects exactly these findings. */
export function expectFound([kindAndName, keys, value, ...says]: Defect, environment = ENVIRONMENT): void {
  const findings = found(changed(kindAndName, object => set(object, keys, value), environment));
  expect(findings).toEqual(says.map(parts => expect.stringMatching(containing(parts))));
}

/** A test for each defect, called after it. */
export function namesEach(defects: readonly Defect[]): void {
  for (const defect of defects) {
    const [kindAndName, keys, value] = defect;
    it(`name ${kindAndName} with ${keys.join('.')} set to ${JSON.stringify(value)}`, () => expectFound(defect));
  }
}

function containing(parts: readonly string[]): RegExp {
  return new RegExp(parts.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'));
}
