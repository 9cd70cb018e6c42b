import type { Declared, KubeObject, Manifest, Model } from '../src/model';
import { keepModel, keptModel } from './model-file';

let model: Model | undefined;

/** The real environments' model, synthesized once a run and worker. */
export function realModel(): Model {
  return (model ??= keptModel() ?? synthesized());
}

/** Loads what synthesizes only where it is needed: that takes longer than most test files run. */
function synthesized(): Model {
  const { deliver } = jest.requireActual<typeof import('../src/delivery')>('../src/delivery');
  const { environments } = jest.requireActual<typeof import('../src/environments')>('../src/environments');
  const made = deliver(environments);
  keepModel(made);
  return made;
}

/** An object that a test may change. */
export type Draft = { [field: string]: unknown } & { metadata: { [field: string]: unknown } };

/**
 * A copy of the model in which every object that `matches` is changed.
 * @throws Error when nothing matches: a defect that was not planted proves nothing
 */
export function planted(of: Model, matches: (manifest: Manifest) => boolean, change: (object: Draft) => void): Model {
  let count = 0;
  const manifests = of.manifests.map(manifest => {
    if (!matches(manifest)) return manifest;
    count++;
    const object = structuredClone(manifest.object) as unknown as Draft;
    change(object);
    return { ...manifest, object: object as unknown as KubeObject };
  });
  if (count === 0) throw new Error('planted: no object matches');
  return { ...of, manifests };
}

/** A copy of the model without the objects that `matches`. */
export function without(of: Model, matches: (manifest: Manifest) => boolean): Model {
  const manifests = of.manifests.filter(manifest => !matches(manifest));
  if (manifests.length === of.manifests.length) throw new Error('without: no object matches');
  return { ...of, manifests };
}

/** A copy of the model in which every declaration that `matches` is replaced. */
export function redeclared(
  of: Model,
  matches: (declaration: Declared) => boolean,
  change: (d: Declared) => Declared,
): Model {
  if (!of.declarations.some(matches)) throw new Error('redeclared: no declaration matches');
  return { ...of, declarations: of.declarations.map(each => (matches(each) ? change(each) : each)) };
}

/** Matches `Kind/name` in an environment, or `Kind/namespace/name` where two namespaces have the name. */
export function named(environment: string, words: string): (manifest: Manifest) => boolean {
  return ({ environment: own, object: { kind, metadata } }) =>
    own === environment &&
    [`${kind}/${metadata.name}`, `${kind}/${metadata.namespace}/${metadata.name}`].includes(words);
}

/** One environment's part of a model: most rules look at each environment for itself. */
export function partOf(model: Model, environment: string): Model {
  const own = (each: { readonly environment: string }): boolean => each.environment === environment;
  return {
    environments: model.environments.filter(({ name }) => name === environment),
    manifests: model.manifests.filter(own),
    declarations: model.declarations.filter(own),
  };
}
