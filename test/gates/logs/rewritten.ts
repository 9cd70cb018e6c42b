import type { Model, Rule } from '../../../src/model';
import { named, planted, realModel } from '../../real-model';

/** The real model with a piece of an environment's configuration of Fluent Bit written otherwise. */
export function rewritten(environment: string, from: string | RegExp, to: string, model: Model = realModel()): Model {
  return planted(model, named(environment, 'ConfigMap/fluent-bit-config'), object => {
    const data = object['data'] as Record<string, string>;
    const before = data['fluent-bit.yaml'] ?? '';
    data['fluent-bit.yaml'] = before.replace(from, to);
    if (data['fluent-bit.yaml'] === before) throw new Error('nothing was rewritten');
  });
}

/** What a rule says about a model. */
export function messages(rule: Rule, model: Model): readonly string[] {
  return rule.check(model).map(({ message }) => message);
}
