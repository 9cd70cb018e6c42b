import { parse } from 'yaml';
import type { Manifest } from '../../../model';
import type { EnvironmentObjects } from '../../reference/environment-objects';
import { once } from '../../pod/once';
import { containersOf, podSpecsOf, type PodSpecAt } from '../../schema/fields/pods';
import { isRecord, recordsIn, valueAt, type Step } from '../../schema/json-path';

type Fields = Readonly<Record<string, unknown>>;

/** A file of a ConfigMap. */
export interface FileAt {
  readonly manifest: Manifest;
  /** Way to the file's text. */
  readonly steps: readonly Step[];
}

/** A Prometheus that is told by files, not by objects of the operator. */
export interface FileServer {
  /** The workload that runs it. */
  readonly manifest: Manifest;
  /** Its command and arguments, and the way to each. */
  readonly flags: readonly { readonly steps: readonly Step[]; readonly text: string }[];
  /** Its settings; nothing where none are mounted at the place that it looks at. */
  readonly settings: FileAt | undefined;
  /** What they say; nothing where they are no YAML object. */
  readonly content: Fields | undefined;
  /** Files that its `rule_files` name and that are mounted there. */
  readonly rules: readonly FileAt[];
}

/** Reads a text as YAML; nothing where it is no object. */
export function yamlObject(text: unknown): Fields | undefined {
  try {
    const value: unknown = parse(String(text));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Every Prometheus of an environment that is told by files. */
export const fileServersOf = once((environment: EnvironmentObjects): readonly FileServer[] =>
  environment.manifests
    .filter(({ tree }) => tree === 'dist')
    .flatMap(manifest => podSpecsOf(manifest.object).flatMap(pod => serversIn(environment, manifest, pod))),
);

function serversIn(environment: EnvironmentObjects, manifest: Manifest, pod: PodSpecAt): readonly FileServer[] {
  return containersOf(pod).flatMap(({ steps, container }) => {
    const flags = ['command', 'args'].flatMap(list => flagsIn(container[list], [...steps, list]));
    const path = valueOf(flags, '--config.file');
    if (path === undefined || valueOf(flags, '--storage.tsdb.path') === undefined) return [];
    const files = mountedFiles(environment, manifest, pod, container);
    const settings = files.get(path);
    const content = settings && yamlObject(valueAt(settings.manifest.object, settings.steps));
    const globs = Array.isArray(content?.rule_files) ? content.rule_files.map(String) : [];
    const rules = [...files].filter(([name]) => globs.some(glob => fits(glob, name))).map(([, file]) => file);
    return [{ manifest, flags, settings, content, rules }];
  });
}

function flagsIn(list: unknown, steps: readonly Step[]): FileServer['flags'] {
  if (!Array.isArray(list)) return [];
  return (list as readonly unknown[]).map((text, index) => ({ steps: [...steps, index], text: String(text) }));
}

/** Value of a flag, written `--name=value`. */
export function valueOf(flags: FileServer['flags'], name: string): string | undefined {
  return flags.find(({ text }) => text.startsWith(`${name}=`))?.text.slice(name.length + 1);
}

/** Files of ConfigMaps by the path at which the container sees them. */
function mountedFiles(
  environment: EnvironmentObjects,
  { object }: Manifest,
  pod: PodSpecAt,
  container: Fields,
): ReadonlyMap<string, FileAt> {
  const volumes = new Map(recordsIn(pod.spec.volumes).map(([, volume]) => [volume.name, volume]));
  const files = recordsIn(container.volumeMounts).flatMap(([, { name, mountPath }]) => {
    const configMap = valueAt(volumes.get(name), ['configMap', 'name']);
    const manifest = environment.find('ConfigMap', object.metadata.namespace, configMap);
    const data = manifest && valueAt(manifest.object, ['data']);
    if (!manifest || !isRecord(data)) return [];
    return Object.keys(data).map(key => [`${String(mountPath)}/${key}`, { manifest, steps: ['data', key] }] as const);
  });
  return new Map(files);
}

/** Whether a pattern of `rule_files`, whose last part may have stars, names a file. */
function fits(glob: string, path: string): boolean {
  const expression = glob.replace(/[.+?^$(){}|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${expression}$`).test(path);
}
