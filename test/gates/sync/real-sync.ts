import type { Manifest, Model, Rule } from '../../../src/model';
import { planted, realModel, type Draft } from '../../real-model';

/** The real environments. */
export const real = realModel();

/** Domain of Argo CD’s annotations. */
export const DOMAIN = 'argocd.argoproj.io/';

/** Annotations without their domain; undefined removes one. */
export type Annotations = Readonly<Record<string, string | undefined>>;

/** What a rule says of a model, one line a finding. */
export function found(rule: Rule, model: Model): string[] {
  return rule.check(model).map(({ where, message }) => `${where.object} ${where.path}: ${message}`);
}

/** Sets annotations of an object, without their domain. */
export function annotate(object: Draft, changes: Annotations): void {
  const renamed = Object.entries(changes).map(([name, value]) => [DOMAIN + name, value] as const);
  const annotations = { ...(object.metadata.annotations as object), ...Object.fromEntries(renamed) };
  object.metadata.annotations = Object.fromEntries(
    Object.entries(annotations).filter(([, value]) => value !== undefined),
  );
}

/** The real model with annotations of an object changed. */
export function annotated(matches: (manifest: Manifest) => boolean, changes: Annotations): Model {
  return planted(real, matches, object => annotate(object, changes));
}

/** Path to an annotation of Argo CD. */
export function at(name: string): string {
  return `$.metadata.annotations["${DOMAIN}${name}"]`;
}

/** The Job that migrates the database in fablink-dev. */
export const isMigrate = ({ environment, object }: Manifest): boolean =>
  environment === 'fablink-dev' && object.kind === 'Job' && object.metadata.name.startsWith('fablink-backend-migrate-');

/** Its name, which ends with a hash of its content. */
export const migrate = real.manifests.find(isMigrate)?.object.metadata.name ?? '';
