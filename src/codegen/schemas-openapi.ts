import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../model';
import { isNode, referredName, type SchemaNode } from './schemas-convert';
import { kubernetesKinds, type KubernetesRelease } from './schemas-kinds';

/** What is kept of a server's OpenAPI documents: enough to make the closed schemas without them. */
export interface ReducedOpenApi {
  readonly release: string;
  /** `apiVersion Kind` of everything the server serves, whether Garam may use it or not. */
  readonly served: readonly string[];
  /** Definition of each kind that Garam may use. */
  readonly kinds: Readonly<Record<string, string>>;
  /** The server's definitions, word for word, that those kinds need. */
  readonly definitions: SchemaNode;
}

const metadata = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** The kind that a definition stands for, where it is an object with metadata of its own. */
function servedKind(definition: SchemaNode): string | undefined {
  const tags = definition['x-kubernetes-group-version-kind'];
  const tag = Array.isArray(tags) && tags.length === 1 ? (tags as readonly Json[])[0] : undefined;
  const properties = definition.properties;
  const meta = isNode(properties) && isNode(properties.metadata) ? properties.metadata : undefined;
  if (!isNode(tag) || meta === undefined || referredName(meta) !== metadata) return undefined;
  return `${tag.group ? `${String(tag.group)}/` : ''}${String(tag.version)} ${String(tag.kind)}`;
}

/** A kind's definition without `status`, which nobody may write. */
function withoutStatus(definition: SchemaNode): SchemaNode {
  if (!isNode(definition.properties)) return definition;
  const { status: _status, ...properties } = definition.properties;
  return { ...definition, properties };
}

function collect(value: Json, into: (name: string) => void): void {
  if (Array.isArray(value)) for (const item of value as readonly Json[]) collect(item, into);
  if (!isNode(value)) return;
  const name = typeof value.$ref === 'string' ? referredName(value) : undefined;
  if (name !== undefined) into(name);
  for (const item of Object.values(value)) collect(item, into);
}

/** Definitions reachable from the given ones. */
function reachable(definitions: SchemaNode, roots: readonly string[]): SchemaNode {
  const kept: Record<string, Json> = {};
  const add = (name: string): void => {
    const definition = definitions[name];
    if (definition === undefined) throw new Error(`the dump refers to ${name} and does not define it`);
    if (kept[name] !== undefined) return;
    kept[name] = definition;
    collect(definition, add);
  };
  roots.forEach(add);
  return kept;
}

function readDump(folder: string, release: KubernetesRelease): readonly string[] {
  const names = readdirSync(folder).sort();
  const texts = names.map(name => readFileSync(join(folder, name), 'utf8'));
  const sum = (text: string): string => createHash('sha256').update(text).digest('hex');
  const digest = sum(names.map((name, index) => `${sum(texts[index] ?? '')}  ${name}\n`).join(''));
  if (digest === release.sha256) return texts;
  throw new Error(
    `${folder} is not the dump of ${release.release} that src/codegen/schemas-kinds.ts records: ` +
      `its checksum is ${digest}, expected ${release.sha256}`,
  );
}

/**
 * Reads one release's documents (`<folder>/<release>/*.json`, each with its `schemas`) and keeps what Garam needs.
 * @throws Error where the documents are not the recorded ones
 */
export function reduceOpenApi(folder: string, release: KubernetesRelease): ReducedOpenApi {
  const definitions: Record<string, Json> = {};
  for (const text of readDump(join(folder, release.release), release)) {
    Object.assign(definitions, (JSON.parse(text) as { schemas: SchemaNode }).schemas);
  }
  const kinds: Record<string, string> = {};
  const served: string[] = [];
  for (const [name, definition] of Object.entries(definitions)) {
    const kind = isNode(definition) ? servedKind(definition) : undefined;
    if (kind === undefined) continue;
    served.push(kind);
    if (kubernetesKinds[kind] === undefined) continue;
    kinds[kind] = name;
    definitions[name] = withoutStatus(definition as SchemaNode);
  }
  return {
    release: release.release,
    served: served.sort(),
    kinds,
    definitions: reachable(definitions, Object.values(kinds)),
  };
}
