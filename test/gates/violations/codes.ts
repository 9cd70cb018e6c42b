import { check, rules } from '../../../src/gates';
import type { Planted } from './violation';

/** Codes of everything that the gates find in the environment of the changed object, each once: the others are as they were. */
export function codesOf({ model, manifest: { environment } }: Planted): readonly string[] {
  const own = {
    ...model,
    environments: model.environments.filter(({ name }) => name === environment),
    manifests: model.manifests.filter(each => each.environment === environment),
    declarations: model.declarations.filter(each => each.environment === environment),
  };
  return [...new Set(check(own, rules).findings.map(({ code }) => code))].sort();
}
