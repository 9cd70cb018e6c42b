import type { Manifest } from '../../model';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { once } from '../pod/once';
import { isRecord, recordsIn, valueAt, type Step } from '../schema/json-path';

/** Where an Application reads from. */
export interface SourceAt {
  readonly steps: readonly Step[];
  readonly source: Readonly<Record<string, unknown>>;
}

/** Source of an Application, or all of them where it has several. */
export function sourcesOf({ object }: Manifest): readonly SourceAt[] {
  const source = valueAt(object, ['spec', 'source']);
  const one = isRecord(source) ? [{ steps: ['spec', 'source'], source }] : [];
  const many = recordsIn(valueAt(object, ['spec', 'sources']));
  return [...one, ...many.map(([index, each]) => ({ steps: ['spec', 'sources', index], source: each }))];
}

/** Sync options of an Application (`ServerSideApply=true`). */
export function syncOptionsOf({ object }: Manifest): readonly string[] {
  const options = valueAt(object, ['spec', 'syncPolicy', 'syncOptions']);
  return Array.isArray(options) ? (options as readonly unknown[]).map(String) : [];
}

/** The Applications of an environment by the folders they read. */
export const applicationsByFolder = once((environment: EnvironmentObjects) => {
  const folders = new Map<string, Manifest[]>();
  for (const application of environment.all('argoproj.io/Application')) {
    for (const { source } of sourcesOf(application)) {
      if (typeof source.path !== 'string') continue;
      const folder = source.path.replace(/^\.\/|\/+$/g, '');
      folders.set(folder, [...(folders.get(folder) ?? []), application]);
    }
  }
  return folders as ReadonlyMap<string, readonly Manifest[]>;
});

/** The Applications that read a file: those of its folder and of every folder above. */
export function applicationsOf(environment: EnvironmentObjects, { path }: Manifest): readonly Manifest[] {
  const folders = applicationsByFolder(environment);
  const found: Manifest[] = [];
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    found.push(...(folders.get(path.slice(0, slash)) ?? []));
  }
  return found;
}
