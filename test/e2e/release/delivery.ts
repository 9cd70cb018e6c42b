import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { syncPolicy } from '../../../src/delivery/sync-policy';
import type { KubeObject } from '../../../src/model';
import { bareRepository, startArgoCd, toolPlaces, type ControlPlane } from '../../../src/proving-ground';
import { Applications } from '../argo-cd/applications';
import { ROOT } from '../committed-objects';

const URL = 'https://git.example.com/platform/weighted-release.git';
const AUTHOR = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];

/** A repository with one folder, and the real Argo CD that syncs and heals it with our sync options. */
export class Delivery {
  readonly name = 'release';
  private readonly checkout: string;
  private bare = '';

  private constructor(
    private readonly plane: ControlPlane,
    readonly applications: Applications,
  ) {
    this.checkout = join(plane.state, 'checkout');
  }

  /** @param config values of argocd-cm @param ignored `ignoreDifferences` of the Application */
  static async start(
    plane: ControlPlane,
    objects: readonly KubeObject[],
    config: Readonly<Record<string, string>>,
    ignored: readonly object[],
  ): Promise<Delivery> {
    const delivery = new Delivery(plane, new Applications(plane.client));
    mkdirSync(delivery.checkout);
    delivery.git('init', '--quiet', '--initial-branch=main');
    delivery.write(objects);
    delivery.git(...AUTHOR, 'commit', '--quiet', '--message=first version');
    delivery.bare = bareRepository(delivery.checkout, join(plane.state, 'release.git'));
    await startArgoCd({ places: toolPlaces(ROOT), plane, repositories: { [URL]: delivery.bare }, config });
    await delivery.createApplication(ignored);
    return delivery;
  }

  /** Commits these objects in place of those before. @returns the revision */
  async commits(objects: readonly KubeObject[]): Promise<string> {
    this.write(objects);
    this.git(...AUTHOR, 'commit', '--quiet', '--message=another version');
    return this.push();
  }

  /** `git revert` of the last commit. @returns the revision */
  async reverts(): Promise<string> {
    this.git(...AUTHOR, 'revert', '--no-edit', 'HEAD');
    return this.push();
  }

  private write(objects: readonly KubeObject[]): void {
    const folder = join(this.checkout, this.name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const object of objects)
      writeFileSync(join(folder, `${object.kind}.${object.metadata.name}.yaml`), stringify(object));
    this.git('add', '--all');
  }

  private async push(): Promise<string> {
    this.git('push', '--quiet', this.bare, 'HEAD:main');
    await this.applications.refresh(this.name);
    return this.git('rev-parse', 'HEAD');
  }

  private async createApplication(ignored: readonly object[]): Promise<void> {
    const { client } = this.plane;
    const apiVersion = 'argoproj.io/v1alpha1';
    await client.create({
      apiVersion,
      kind: 'AppProject',
      metadata: { name: this.name, namespace: 'argocd' },
      spec: {
        sourceRepos: [URL],
        destinations: [{ server: '*', namespace: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
        namespaceResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    });
    await client.create({
      apiVersion,
      kind: 'Application',
      metadata: { name: this.name, namespace: 'argocd' },
      spec: {
        project: this.name,
        source: {
          repoURL: URL,
          targetRevision: 'main',
          path: this.name,
          directory: { recurse: true, include: '*.yaml' },
        },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'default' },
        syncPolicy: syncPolicy('automatic'),
        ignoreDifferences: ignored,
      },
    });
  }

  private git(...words: readonly string[]): string {
    return execFileSync('git', ['-C', this.checkout, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  }
}
