import type { KubeObject, Manifest, Rule, Tree } from '../../model';
import { findingFor } from '../finding';
import { once } from '../pod/once';
import { didYouMean } from '../schema/did-you-mean';
import { jsonPath, shown, type Step } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { environmentsOf, type EnvironmentObjects } from './environment-objects';

/** Names that a message lists before it says how many more there are. */
const LISTED = 8;

/** A rule that looks at a whole environment at a time. */
export function environmentRule(
  code: string,
  text: RuleTexts,
  complaints: (environment: EnvironmentObjects) => Iterable<readonly [Manifest, ComplaintAt]>,
): Rule {
  const findings = once((environment: EnvironmentObjects) =>
    Array.from(complaints(environment), ([manifest, { steps, ...complaint }]) =>
      findingFor(manifest, code, { ...complaint, path: jsonPath(steps) }),
    ),
  );
  return { code, text, check: model => environmentsOf(model).flatMap(findings) };
}

/** A rule that looks at one object at a time, and at what the object's environment holds. @param tree @default dist */
export function referenceRule(
  code: string,
  text: RuleTexts,
  complaints: (object: KubeObject, environment: EnvironmentObjects, manifest: Manifest) => Iterable<ComplaintAt>,
  tree: Tree = 'dist',
): Rule {
  return environmentRule(code, text, function* (environment) {
    for (const manifest of environment.manifests) {
      if (manifest.tree !== tree) continue;
      for (const complaint of complaints(manifest.object, environment, manifest)) yield [manifest, complaint];
    }
  });
}

/** Names as a message lists them: all of a few, the first of many. */
export function nameList(names: readonly string[]): string {
  const more = names.length - LISTED;
  return names.slice(0, LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What was looked for in vain. */
export interface Sought {
  /** Steps to the name. */
  readonly steps: readonly Step[];
  /** What should have the name (`Secret`). */
  readonly what: string;
  readonly name: unknown;
  /** Where it was looked for (`namespace shop`). */
  readonly where: string;
  /** Names that are there. */
  readonly known: readonly string[];
}

/** The complaint that nothing has the name. */
export function unknownName({ steps, what, name, where, known }: Sought): ComplaintAt {
  const meant = typeof name === 'string' ? didYouMean(name, known) : undefined;
  return {
    steps,
    message: `found ${shown(name)}, but ${where} has no ${what} of that name`,
    expected: known.length === 0 ? `the name of a ${what} that exists` : `one of ${nameList(known)}`,
    mend: meant === undefined ? `declare the ${what}, or name one that exists` : `did you mean "${meant}"?`,
  };
}
