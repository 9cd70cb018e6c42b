import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real git repository in a temporary folder, with an author of its own and none of the machine's settings. */
export class ScratchRepository {
  readonly root = mkdtempSync(join(tmpdir(), 'garam-release-'));

  /** @param like repository to start as a copy of; a copy takes milliseconds, git a process for each step. @default an empty one */
  constructor(like?: ScratchRepository) {
    if (like) cpSync(like.root, this.root, { recursive: true });
    else this.git('init', '--quiet', '--initial-branch=main');
  }

  git(...args: readonly string[]): string {
    const author = { GIT_AUTHOR_NAME: 'test', GIT_AUTHOR_EMAIL: 'test@example.invalid' };
    const committer = { GIT_COMMITTER_NAME: 'test', GIT_COMMITTER_EMAIL: 'test@example.invalid' };
    const settings = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    // What git tidies up behind our back would meet the folder while it is copied or removed.
    const alone = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'maintenance.auto', GIT_CONFIG_VALUE_0: 'false' };
    const env = { ...process.env, ...author, ...committer, ...settings, ...alone };
    const run = spawnSync('git', args, { cwd: this.root, encoding: 'utf8', env });
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout.trim();
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Commits files as they are given, and returns the commit. */
  commit(files: Readonly<Record<string, string>>): string {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', Object.keys(files).join(' '));
    return this.git('rev-parse', 'HEAD');
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Tag of the n-th build. */
export const tag = (n: number): string => n.toString(16).repeat(40);

/** Digest of the n-th build. */
export const digest = (n: number): string => `sha256:${n.toString(16).repeat(64)}`;

/** Text of a release file: builds by service, by number. */
export function release(builds: Readonly<Record<string, number>>): string {
  const image = Object.fromEntries(Object.entries(builds).map(([k, n]) => [k, { tag: tag(n), digest: digest(n) }]));
  return `${JSON.stringify({ image }, null, 2)}\n`;
}

export const DEV = 'src/environments/fablink-dev.release.json';
export const PROD = 'src/environments/fablink-prod.release.json';
