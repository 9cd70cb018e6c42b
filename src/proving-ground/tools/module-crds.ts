import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { KubeObject } from '../../model';
import { ProvingGroundError } from '../proving-ground-error';
import { pinnedVersion } from './pinned-version';
import type { Tool } from './tool';
import type { ToolPlaces } from './tool-places';

/**
 * The CRDs that came with a controller which we start, not those in crds/: it writes what its own definitions know, and
 * watches more kinds than we use. Copied once from its Go module, which its go.sum verifies, into the cache.
 * @param folder where the module keeps them, a file each that ends in `-crd.yaml`
 * @throws ProvingGroundError when the cache has none and Go cannot get the module
 */
export function moduleCrds(places: ToolPlaces, tool: Tool, folder = join('manifests', 'crds')): readonly KubeObject[] {
  const kept = join(places.cache, 'tools', `${tool.name}-crds@${pinnedVersion(places.root, tool)}`);
  if (!existsSync(kept)) keep(join(moduleFolder(places, tool), folder), kept);
  const definitions = known.get(kept) ?? definitionsIn(kept);
  known.set(kept, definitions);
  return definitions;
}

/** By their folder, whose name has the version: half a megabyte of YAML, which every cluster asks for. */
const known = new Map<string, readonly KubeObject[]>();

function definitionsIn(folder: string): readonly KubeObject[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('-crd.yaml'))
    .sort()
    .map(name => parse(readFileSync(join(folder, name), 'utf8')) as KubeObject);
}

function keep(from: string, folder: string): void {
  const staging = `${folder}.${process.pid}`;
  mkdirSync(staging, { recursive: true });
  for (const name of readdirSync(from)) cpSync(join(from, name), join(staging, name));
  rmSync(folder, { recursive: true, force: true });
  renameSync(staging, folder);
}

function moduleFolder({ root }: ToolPlaces, { name, folder, module }: Tool): string {
  const words = ['-C', join(root, 'tools', folder), 'mod', 'download', '-json', module];
  const { error, status, stdout, stderr } = spawnSync('go', words, {
    encoding: 'utf8',
    env: { ...process.env, GOWORK: 'off' },
  });
  if (error) throw new ProvingGroundError(`the CRDs of ${name} come from its Go module: install Go (${error.message})`);
  if (status !== 0) throw new ProvingGroundError(`go ${words.join(' ')}\n${stdout}${stderr}`);
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}
