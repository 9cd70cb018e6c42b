import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonSchema, KindSchema } from './json-schema';

interface SchemaFile {
  readonly kinds: Readonly<Record<string, Omit<KindSchema, 'definitions'>>>;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

/** Schemas of one Kubernetes version. */
export interface KubernetesSchemaFile extends SchemaFile {
  readonly version: string;
  /** `apiVersion Kind` of everything that version serves, whether Garam may use it or not. */
  readonly served: readonly string[];
}

interface Index {
  /** Kubernetes versions, oldest first. */
  readonly kubernetes: readonly string[];
  /** File of each custom kind. */
  readonly crds: Readonly<Record<string, string>>;
}

const folder = join(__dirname, '..', '..', '..', 'schemas');
const loaded = new Map<string, unknown>();

/** Reads a committed file of `schemas/` once, when it is first needed. */
function load<T>(path: string): T {
  if (!loaded.has(path)) loaded.set(path, JSON.parse(readFileSync(join(folder, path), 'utf8')));
  return loaded.get(path) as T;
}

const kinds = new WeakMap<SchemaFile, Map<string, KindSchema>>();

/** The same value for the same kind, so that what is derived from it can be kept beside it. */
function kindIn(file: SchemaFile, kind: string): KindSchema | undefined {
  const before = kinds.get(file)?.get(kind);
  const entry = file.kinds[kind];
  if (before !== undefined || entry === undefined) return before;
  const made = { ...entry, definitions: file.definitions };
  kinds.set(file, (kinds.get(file) ?? new Map<string, KindSchema>()).set(kind, made));
  return made;
}

/** Kubernetes versions that there are schemas for, oldest first. */
export function kubernetesVersions(): readonly string[] {
  return load<Index>('index.json').kubernetes;
}

/** Schemas of a Kubernetes version. */
export function kubernetesFile(version: string): KubernetesSchemaFile {
  return load(`kubernetes/${version}.json`);
}

/** Schema of one of Kubernetes' own kinds, as a version knows it. @param kind `apiVersion Kind` */
export function kubernetesKind(version: string, kind: string): KindSchema | undefined {
  return kindIn(kubernetesFile(version), kind);
}

/** Custom kinds that there is a schema for, as `apiVersion Kind`. */
export function customKinds(): readonly string[] {
  return Object.keys(load<Index>('index.json').crds);
}

/** Schema of a custom kind. @param kind `apiVersion Kind` */
export function customKind(kind: string): KindSchema | undefined {
  const path = load<Index>('index.json').crds[kind];
  return path === undefined ? undefined : kindIn(load(path), kind);
}

let ownGroups: ReadonlySet<string> | undefined;

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** Whether an API group is Kubernetes' own, and not one of a CRD. `extensions` was its own once. */
export function isKubernetesGroup(apiVersion: string): boolean {
  ownGroups ??= new Set([
    'extensions',
    ...kubernetesVersions().flatMap(version =>
      kubernetesFile(version).served.map(kind => groupOf(kind.split(' ')[0] ?? '')),
    ),
  ]);
  return ownGroups.has(groupOf(apiVersion));
}
