import type { Environment } from '../../environments/environment';
import type { Manifest } from '../../model';
import { shown } from './shown';
import { type BadValue } from './check-values';

/**
 * Images that a release names and no object runs: a service that was misspelt, renamed or removed. Its pipeline would
 * go on releasing into nothing.
 */
export function unusedReleases({ systems }: Environment, manifests: readonly Manifest[]): BadValue[] {
  return systems.flatMap(({ id, props }) =>
    Object.keys((props as { readonly release?: { readonly image?: object } }).release?.image ?? {})
      .filter(service => !manifests.some(({ text }) => text.includes(`/${service}:`)))
      .map(service => ({
        path: `systems.${id}.release.image.${service}`,
        found: shown(service),
        expected: 'a service whose image runs here; take the entry out of the release file',
      })),
  );
}
