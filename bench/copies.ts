import type { Environment } from '../src/environments/environment';

/** The real environments, as often as asked for, each copy under a name of its own. */
export function copies(environments: readonly Environment[], count: number): Environment[] {
  return Array.from({ length: count }, (_, copy) =>
    environments.map(environment => ({ ...environment, name: `${environment.name}-${copy}` })),
  ).flat();
}
