import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bareRepository, readDeliveredTree, type DeliveredTree } from '../../../src/proving-ground';
import { ROOT } from '../committed-objects';

const AUTHOR = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', '-c', 'commit.gpgsign=false'];

/** A clone in which commits are made that nobody else sees, and the bare repository that they are pushed to. */
export class WorkingCopy {
  readonly bare: string;
  private readonly folder: string;

  /** HEAD, and what dist/ and argocd/ are in the tree where they differ from it. */
  constructor(state: string) {
    this.bare = bareRepository(ROOT, join(state, 'garam.git'));
    this.folder = join(state, 'clone');
    execFileSync('git', ['clone', '--quiet', this.bare, this.folder]);
    for (const name of ['dist', 'argocd']) {
      rmSync(join(this.folder, name), { recursive: true, force: true });
      cpSync(join(ROOT, name), join(this.folder, name), { recursive: true });
    }
    this.commit('what lies in the tree');
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Changes a file. @throws Error when the change changes nothing */
  edit(path: string, change: (text: string) => string): void {
    const text = this.read(path);
    const changed = change(text);
    if (changed === text) throw new Error(`${path} is not changed`);
    writeFileSync(join(this.folder, path), changed);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** The one file of a folder that has such a name. */
  only(folder: string, name: RegExp): string {
    const found = readdirSync(join(this.folder, folder)).filter(each => name.test(each));
    if (found.length !== 1) throw new Error(`${folder} has ${found.length} of ${name}`);
    return `${folder}/${found[0]}`;
  }

  /** Moves a file and changes it. */
  move(from: string, to: string, change: (text: string) => string): void {
    this.edit(from, change);
    renameSync(join(this.folder, from), join(this.folder, to));
  }

  remove(path: string): void {
    rmSync(join(this.folder, path));
  }

  /** Commits and pushes everything that changed. @returns the revision */
  commit(message: string): string {
    this.git('add', '--all');
    if (this.git('status', '--porcelain') !== '') this.git(...AUTHOR, 'commit', '--quiet', '--message', message);
    return this.push();
  }

  /** Gives an environment other files and commits them. @returns the revision */
  become(environment: string, files: ReadonlyMap<string, string>, message: string): string {
    for (const tree of ['dist', 'argocd'])
      rmSync(join(this.folder, tree, environment), { recursive: true, force: true });
    for (const [path, text] of files) this.write(path, text);
    return this.commit(message);
  }

  /** What is delivered to an environment as the files lie now. */
  tree(environment: string): DeliveredTree {
    return readDeliveredTree(this.folder, environment);
  }

  /** `git revert` of the last commit. @returns the revision */
  revert(): string {
    this.git(...AUTHOR, 'revert', '--no-edit', 'HEAD');
    return this.push();
  }

  private push(): string {
    this.git('push', '--quiet', 'origin', 'HEAD:main');
    return this.git('rev-parse', 'HEAD');
  }

  private git(...words: readonly string[]): string {
    return execFileSync('git', ['-C', this.folder, ...words], { encoding: 'utf8' }).trim();
  }
}
