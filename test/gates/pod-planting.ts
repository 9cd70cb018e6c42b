import type { Finding, KubeObject, Model, Rule } from '../../src/model';
import { named, planted, realModel } from '../real-model';
import { manifestOf, modelOf } from './model-of';

type Step = string | number;

/** Sets a value deep inside an object, making what is missing on the way; `undefined` removes it. */
export function put(object: object, steps: readonly Step[], value: unknown): void {
  const [step, ...rest] = steps;
  const holder = object as Record<Step, unknown>;
  if (step === undefined) throw new Error('put: no steps');
  if (rest.length > 0) put((holder[step] ??= typeof rest[0] === 'number' ? [] : {}) as object, rest, value);
  else if (value === undefined) Reflect.deleteProperty(holder, step);
  else holder[step] = value;
}

/** A change to a real object: environment, `Kind/name`, steps, value. */
export type Plant = readonly [environment: string, object: string, steps: readonly Step[], value: unknown];

/** The real model with changes planted in it. */
export function withPlants(...plants: readonly Plant[]): Model {
  return plants.reduce(
    (model, [environment, object, steps, value]) =>
      planted(model, named(environment, object), draft => put(draft, steps, value)),
    realModel(),
  );
}

/** The real model with objects added to an environment. */
export function withObjects(environment: string, ...objects: readonly KubeObject[]): Model {
  const model = realModel();
  return { ...model, manifests: [...model.manifests, ...objects.map(object => manifestOf(object, { environment }))] };
}

/** Findings as one line each: object, path, message. */
export function lines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ message, where }) => `${where.object ?? ''} ${where.path ?? ''}: ${message}`);
}

/** What a rule says about a model, one line a finding. Every finding must carry the rule's code, an expectation and a mend. */
export function said(rule: Rule, model: Model): readonly string[] {
  const findings = rule.check(model);
  for (const { code, expected, mend } of findings) {
    if (code !== rule.code || expected === '' || mend === '')
      throw new Error(`${rule.code}: a finding is not complete`);
  }
  return lines(findings);
}

/** What a rule says about a few objects in an environment of their own. */
export function saidOf(rule: Rule, objects: readonly KubeObject[], overrides: Partial<Model> = {}): readonly string[] {
  return said(rule, modelOf(objects, overrides));
}
