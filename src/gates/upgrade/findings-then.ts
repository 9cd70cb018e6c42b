import type { Finding, Manifest, Model, Rendered, Rule } from '../../model';
import { check } from '../check';
import { exceptionUsed } from '../exception/exception-used';
import { byIdentity, identityOf } from './change/identity';

/**
 * What today's rules find in the objects of a git revision, in the environments that are still there. A rule that needs
 * declarations is left out, because YAML does not carry them: whether one does shows when today's are taken away from it.
 */
export function findingsThen(before: Rendered, after: Model, rules: readonly Rule[]): readonly Finding[] {
  const exceptions = after.declarations.filter(({ type }) => type === 'exception');
  const silent = { ...after, declarations: exceptions };
  const independent = rules.filter(rule => keys(rule.check(after)) === keys(rule.check(silent)));
  const then = { ...silent, environments: environmentsOf(before, after), manifests: traced(before, after) };
  return check(then, independent).findings.filter(({ code }) => code !== exceptionUsed.code);
}

/** What tells findings apart, wherever in the sources they point to. */
export function findingKey({ code, message, where }: Finding): string {
  return JSON.stringify([where.environment, code, where.object ?? '', where.path ?? '', message]);
}

function keys(findings: readonly Finding[]): string {
  return findings.map(findingKey).sort().join('\n');
}

function environmentsOf(before: Rendered, after: Model): Model['environments'] {
  const names = new Set(before.manifests.map(({ environment }) => environment));
  return after.environments.filter(({ name }) => names.has(name));
}

/** Objects of the revision, with the lines that declare them today. */
function traced(before: Rendered, after: Model): readonly Manifest[] {
  const today = byIdentity(after.manifests);
  const known = new Set(after.environments.map(({ name }) => name));
  return before.manifests
    .filter(({ environment }) => known.has(environment))
    .map(manifest => ({
      ...manifest,
      provenance: today.get(identityOf(manifest))?.provenance ?? { construct: '', lines: () => [] },
    }));
}
