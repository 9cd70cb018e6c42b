import { join } from 'node:path';
import { unless, type FileSystem } from './file-system';
import { WriteError } from './write-error';

/** Name of the folder beside dist/ and argocd/ (so on the same file system) in which a run works. Git ignores it. */
const FOLDER = '.garam';

/** Paths that a run works with; what stands there tells an interrupted run's state (swap.ts). */
export class Workplace {
  readonly folder: string;
  /** The new trees while they are being written. */
  readonly staging: string;
  /** The new trees once they are complete. */
  readonly next: string;
  /** The trees that the new ones replaced. */
  readonly old: string;
  /** Who writes (lock.ts). */
  readonly lock: string;

  constructor(
    readonly fs: FileSystem,
    readonly root: string,
  ) {
    this.folder = join(root, FOLDER);
    this.staging = join(this.folder, 'staging');
    this.next = join(this.folder, 'next');
    this.old = join(this.folder, 'old');
    this.lock = join(this.folder, 'lock');
  }

  /** Whether nobody writes and nobody was interrupted. What others keep in the folder does not count. */
  isClear(): boolean {
    if (this.fs.kind(this.folder) !== 'folder') return true;
    const own = [this.staging, this.next, this.old];
    return !this.fs.list(this.folder).some(({ name }) => {
      const path = join(this.folder, name);
      return own.includes(path) || path.startsWith(this.lock);
    });
  }

  /** Makes the folder. A link would lead to another file system, where nothing can be swapped from. */
  open(): void {
    const kind = this.fs.kind(this.folder);
    if (kind === undefined) return unless(['EEXIST'], () => this.createFolder(this.folder), undefined); // Another run may be faster.
    if (kind === 'folder') return;
    throw new WriteError({
      message: `cannot write the output: ${FOLDER} is no folder (${kind})`,
      where: FOLDER,
      expected: 'a folder, or nothing',
      mend: `remove ${FOLDER} and run again`,
    });
  }

  /** Makes a folder of mode 0755 whatever the umask. */
  createFolder(folder: string): void {
    this.fs.createFolder(folder);
    this.fs.setMode(folder, 0o755);
  }

  /** Makes a file of mode 0644 whatever the umask. */
  createFile(file: string, text: string): void {
    this.fs.createFile(file, Buffer.from(text));
    this.fs.setMode(file, 0o644);
  }

  /** Removes whatever stands at the path, if anything. Links are removed, not followed. */
  discard(path: string, kind = this.fs.kind(path)): void {
    if (kind === undefined) return;
    if (kind !== 'folder') return this.fs.removeFile(path);
    for (const entry of this.fs.list(path)) this.discard(join(path, entry.name), entry.kind);
    this.fs.removeFolder(path);
  }
}
