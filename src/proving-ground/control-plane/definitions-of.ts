import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../model';

/**
 * Those definitions (CRDs) whose kinds objects have: what the add-ons of their cluster bring. Another environment's would
 * cost the server and every client that watches all kinds, and prove nothing.
 */
export function definitionsOf(objects: readonly KubeObject[], crds: readonly KubeObject[]): readonly KubeObject[] {
  const used = new Set(objects.map(({ apiVersion, kind }) => `${apiVersion.split('/')[0]} ${kind}`));
  return crds.filter(({ spec }) => {
    const { group, names } = spec as { group: string; names: { kind: string } };
    return used.has(`${group} ${names.kind}`);
  });
}

/** The same, of a folder of definitions: a file that names none of the kinds is not parsed. */
export function definitionsIn(folder: string, objects: readonly KubeObject[]): readonly KubeObject[] {
  const kinds = new Set(objects.map(({ kind }) => kind));
  const texts = yamlTexts(folder).filter(text =>
    [...text.matchAll(NAMED_KIND)].some(([, kind]) => kinds.has(kind ?? '')),
  );
  return definitionsOf(objects, texts.flatMap(definitionsFrom));
}

/** Every definition of a folder. */
export function allDefinitionsIn(folder: string): readonly KubeObject[] {
  return yamlTexts(folder).flatMap(definitionsFrom);
}

const NAMED_KIND = /^ +kind: (\w+)$/gm;

/** Definitions by their text: megabytes of YAML take seconds, and one process reads them for cluster after cluster. */
const known = new Map<string, readonly KubeObject[]>();

function definitionsFrom(text: string): readonly KubeObject[] {
  const parsed = known.get(text) ?? parseAllDocuments(text).map(document => document.toJS() as KubeObject);
  known.set(text, parsed);
  return parsed;
}

function yamlTexts(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8'));
}
