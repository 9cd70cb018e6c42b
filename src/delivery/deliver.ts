import type { Environment } from '../environments/environment';
import type { Declared, Model } from '../model';
import { byPath, refuseBadValues, synthesize } from '../synth';
import { argoCdTree } from './argo-cd-tree';

/**
 * The model of all environments: what runs (dist/) and what brings it there (argocd/).
 * @throws InputError when environments' values cannot be used: with every bad value of all, or with what a construct says
 */
export function deliver(environments: readonly Environment[]): Model {
  refuseBadValues(environments);
  const syntheses = environments.map(synthesize);
  return {
    environments: syntheses.map(synthesis => synthesis.facts),
    manifests: syntheses.flatMap(synthesis => [...synthesis.manifests, ...argoCdTree(synthesis)]).sort(byPath),
    declarations: syntheses.flatMap(synthesis => [...synthesis.declarations, ...addOnSecrets(synthesis.environment)]),
  };
}

/** What add-ons fetch from the secret manager: they are no constructs, so that they declare nothing themselves. */
function addOnSecrets({ name: environment, addOns, madeAt }: Environment): Declared[] {
  return addOns.flatMap(({ name, secrets = [] }) =>
    secrets.map(secret => ({
      ...secret,
      environment,
      provenance: { construct: `addons/${name}`, lines: madeAt },
    })),
  );
}
