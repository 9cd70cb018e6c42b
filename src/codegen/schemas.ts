import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Json } from '../model';
import { crdSchema } from './schemas-crd';
import { compactJson } from './schemas-json';
import { kubernetesKinds, kubernetesReleases } from './schemas-kinds';
import { closedDefinitions, kubernetesSchema } from './schemas-kubernetes';
import { reduceOpenApi, type ReducedOpenApi } from './schemas-openapi';

/** Where the schemas come from and go to. */
export interface SchemaPaths {
  /** Folder that schemas are written to. */
  readonly schemas: string;
  /** Folder of the CRDs. */
  readonly crds: string;
  /** Folder of the servers' OpenAPI documents. @default the reduced documents that lie in `schemas/openapi` */
  readonly openApi?: string;
}

/** The documents of one release: from the servers' own where they are at hand, else what was kept of them. */
function openApiOf(release: (typeof kubernetesReleases)[number], paths: SchemaPaths): ReducedOpenApi {
  if (paths.openApi !== undefined) return reduceOpenApi(paths.openApi, release);
  const file = join(paths.schemas, 'openapi', `${release.version}.json`);
  const hint = `run npm run schemas with GARAM_OPENAPI naming the folder of the servers' documents`;
  if (!existsSync(file)) throw new Error(`${file} is missing: ${hint}`);
  const kept = JSON.parse(readFileSync(file, 'utf8')) as ReducedOpenApi;
  const wanted = kept.served.filter(kind => kubernetesKinds[kind] !== undefined).sort();
  if (wanted.join() === Object.keys(kept.kinds).sort().join()) return kept;
  throw new Error(`${file} was made for another list of kinds than src/codegen/schemas-kinds.ts has: ${hint}`);
}

/**
 * Every file of `schemas/`, by its path in that folder:
 * `openapi/<version>.json` is what is kept of a server's documents, `kubernetes/<version>.json` and
 * `crds/<plural>.<group>.json` are the closed schemas, `index.json` says which file knows a custom kind.
 */
export function schemaFiles(paths: SchemaPaths): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  let newest: ReducedOpenApi | undefined;
  for (const release of kubernetesReleases) {
    newest = openApiOf(release, paths);
    files.set(`openapi/${release.version}.json`, compactJson({ ...newest }));
    files.set(`kubernetes/${release.version}.json`, compactJson(kubernetesSchema(release.version, newest)));
  }
  const definitions = newest === undefined ? {} : closedDefinitions(newest);
  const crds: Record<string, Json> = {};
  for (const name of readdirSync(paths.crds)
    .filter(file => file.endsWith('.yaml'))
    .sort()) {
    const path = `crds/${name.replace(/\.yaml$/, '.json')}`;
    const schema = crdSchema(readFileSync(join(paths.crds, name), 'utf8'), definitions);
    files.set(path, compactJson(schema));
    for (const kind of Object.keys(schema.kinds as object)) crds[kind] = path;
  }
  const versions = kubernetesReleases.map(release => release.version);
  return files.set('index.json', compactJson({ kubernetes: versions, crds }));
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** What differs between the folder and the files it should hold, a line each. */
export function differences(folder: string, files: ReadonlyMap<string, string>): readonly string[] {
  const stale = filesBelow(folder).filter(path => !files.has(path));
  const lines = stale.map(path => `stale    ${path}`);
  for (const [path, text] of files) {
    const file = join(folder, path);
    if (!existsSync(file)) lines.push(`missing  ${path}`);
    else if (readFileSync(file, 'utf8') !== text) lines.push(`differs  ${path}`);
  }
  return lines.sort();
}

/** Writes what differs and removes what is stale. */
export function writeSchemas(folder: string, files: ReadonlyMap<string, string>): void {
  for (const path of filesBelow(folder)) if (!files.has(path)) rmSync(join(folder, path));
  for (const [path, text] of files) {
    const file = join(folder, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function main(): number {
  const root = join(__dirname, '..', '..');
  const openApi = process.env.GARAM_OPENAPI;
  const folder = join(root, 'schemas');
  const files = schemaFiles({ schemas: folder, crds: join(root, 'crds'), ...(openApi ? { openApi } : {}) });
  const lines = differences(folder, files);
  if (!process.argv.includes('--check')) {
    writeSchemas(folder, files);
    console.log(`schemas: ${files.size} files, ${lines.length} changed`);
    return 0;
  }
  if (lines.length === 0) {
    console.log(`schemas: ${files.size} files are up to date`);
    return 0;
  }
  console.error(`schemas/ is not what npm run schemas makes:\n${lines.map(line => `  ${line}`).join('\n')}`);
  console.error('Run npm run schemas and commit schemas/.');
  return 1;
}

if (require.main === module) {
  try {
    process.exitCode = main();
  } catch (error) {
    console.error(`schemas: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
