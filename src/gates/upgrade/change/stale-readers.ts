import type { Model } from '../../../model';
import { usesOf, type Use } from '../../reference/configuration/uses';
import { environmentsOf } from '../../reference/environment-objects';
import { podSpecsOf } from '../../schema/fields/pods';
import type { Change } from '.';

/** Changed ConfigMaps say which pods took their values at their start and go on with the old ones. */
export function withStaleReaders(changes: readonly Change[], after: Model): readonly Change[] {
  const restarting = new Set(changes.flatMap(({ pods, after: object }) => (pods === undefined ? [] : [object])));
  return changes.map(change => {
    const { before, after: fresh } = change;
    if (before === undefined || fresh?.object.kind !== 'ConfigMap' || fresh.tree !== 'dist') return change;
    const readers = usesOfEnvironment(after, change.environment).filter(
      use => reads(use, fresh.object.metadata) && servesFromStart(use) && !restarting.has(use.manifest),
    );
    const names = [...new Set(readers.map(({ manifest: { object } }) => `${object.kind} ${object.metadata.name}`))];
    return names.length === 0
      ? change
      : { ...change, why: `${names.join(', ')} keeps the old values until it restarts` };
  });
}

function usesOfEnvironment(after: Model, name: string): readonly Use[] {
  const environment = environmentsOf(after).find(({ manifests }) => manifests[0]?.environment === name);
  return environment === undefined ? [] : usesOf(environment);
}

function reads(
  { kind, name, namespace }: Use,
  config: { readonly name: string; readonly namespace?: string },
): boolean {
  return kind === 'ConfigMap' && name === config.name && namespace === config.namespace;
}

/** Values in a container's environment are read once; files in a volume follow. */
function servesFromStart({ manifest, steps }: Use): boolean {
  const isEnvironment = steps.some(step => step === 'env' || step === 'envFrom');
  return isEnvironment && podSpecsOf(manifest.object).some(({ runs }) => runs === 'service');
}
