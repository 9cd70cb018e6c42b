import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { KubeObject } from '../../model';
import { ProvingGroundError } from '../proving-ground-error';
import { argoCd, pinnedVersion, type ToolPlaces } from '../tools';

/**
 * The CRDs that came with the Argo CD we start, not those of the newer one in crds/: a controller writes what its own
 * definitions know. Copied once from its Go module, which tools/argo-cd/go.sum verifies, into the cache.
 * @throws ProvingGroundError when the cache has none and Go cannot get the module
 */
export function ownCrds(places: ToolPlaces): readonly KubeObject[] {
  const folder = join(places.cache, 'tools', `argocd-crds@${pinnedVersion(places.root, argoCd)}`);
  if (!existsSync(folder)) keep(join(moduleFolder(places), 'manifests', 'crds'), folder);
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

function moduleFolder({ root }: ToolPlaces): string {
  const words = ['-C', join(root, 'tools', argoCd.folder), 'mod', 'download', '-json', argoCd.module];
  const { error, status, stdout, stderr } = spawnSync('go', words, {
    encoding: 'utf8',
    env: { ...process.env, GOWORK: 'off' },
  });
  if (error) throw new ProvingGroundError(`Argo CD's CRDs come from its Go module: install Go (${error.message})`);
  if (status !== 0) throw new ProvingGroundError(`go ${words.join(' ')}\n${stdout}${stderr}`);
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}
