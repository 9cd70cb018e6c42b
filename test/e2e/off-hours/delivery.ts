import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { syncPolicy } from '../../../src/delivery/sync-policy';
import type { KubeObject } from '../../../src/model';
import { bareRepository, startArgoCd, toolPlaces, type ControlPlane } from '../../../src/proving-ground';
import { ROOT } from '../committed-objects';

const URL = 'https://git.example.com/platform/off-hours.git';
const PROJECT = 'off-hours';

/** Commits a folder with these objects. @returns the revision */
export type Commit = (folder: string, objects: readonly KubeObject[]) => string;

/** Starts a real Argo CD whose Applications heal themselves, one for each folder of objects, with our sync options. */
export async function deliver(
  plane: ControlPlane,
  folders: Readonly<Record<string, readonly KubeObject[]>>,
): Promise<Commit> {
  const checkout = join(plane.state, 'checkout');
  mkdirSync(checkout);
  git(checkout, 'init', '--quiet', '--initial-branch=main');
  for (const [folder, objects] of Object.entries(folders)) committed(checkout, folder, objects);
  const bare = bareRepository(checkout, join(plane.state, 'off-hours.git'));
  const config = { 'application.resourceTrackingMethod': 'annotation' };
  await startArgoCd({ places: toolPlaces(ROOT), plane, repositories: { [URL]: bare }, config });
  await plane.client.create({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: PROJECT, namespace: 'argocd' },
    spec: {
      sourceRepos: [URL],
      destinations: [{ server: '*', namespace: '*' }],
      namespaceResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  });
  for (const name of Object.keys(folders)) {
    await plane.client.create({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: 'argocd' },
      spec: {
        project: PROJECT,
        source: { repoURL: URL, targetRevision: 'main', path: name, directory: { recurse: true, include: '*.yaml' } },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'default' },
        syncPolicy: syncPolicy('automatic'),
      },
    });
  }
  return (folder, objects) => {
    const revision = committed(checkout, folder, objects);
    bareRepository(checkout, bare);
    return revision;
  };
}

function committed(checkout: string, folder: string, objects: readonly KubeObject[]): string {
  mkdirSync(join(checkout, folder), { recursive: true });
  for (const object of objects)
    writeFileSync(join(checkout, folder, `${object.kind}.${object.metadata.name}.yaml`), stringify(object));
  git(checkout, 'add', '.');
  git(checkout, 'commit', '--quiet', '--no-verify', '--message=test');
  return git(checkout, 'rev-parse', 'HEAD');
}

function git(checkout: string, ...words: readonly string[]): string {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  return execFileSync('git', ['-C', checkout, ...who, ...words], { encoding: 'utf8', stdio: [...stdio] }).trim();
}
