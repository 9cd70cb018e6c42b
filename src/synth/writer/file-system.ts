import * as fs from 'node:fs';

/** What stands at a path. A link is never followed. */
export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** One entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
}

/**
 * Every call that the writer makes of a file system, one system call each where Node allows it: a test puts another one
 * in its place, in which every call can fail. All throw Node's errors (`code`, `path`).
 */
export interface FileSystem {
  /** What stands at the path; `undefined` where nothing does. */
  kind(path: string): EntryKind | undefined;
  /** Entries of a folder, in no order. */
  list(folder: string): readonly Entry[];
  read(file: string): Buffer;
  /** Makes a file that must not exist yet. */
  createFile(file: string, bytes: Buffer): void;
  /** Makes a folder that must not exist yet, in a folder that must. */
  createFolder(folder: string): void;
  /** Sets the mode bits, whatever the umask. */
  setMode(path: string, mode: number): void;
  /** Moves; a file replaces a file, a folder replaces an empty folder, both at once or not at all. */
  rename(from: string, to: string): void;
  removeFile(file: string): void;
  /** Removes an empty folder. */
  removeFolder(folder: string): void;
  /** Throws `EACCES` where entries of the folder cannot be made or removed. */
  requireWritable(folder: string): void;
}

/** The file system of the machine. */
export const nodeFileSystem: FileSystem = {
  kind: path => {
    const found = fs.lstatSync(path, { throwIfNoEntry: false });
    return found && kindOf(found);
  },
  list: folder =>
    fs.readdirSync(folder, { withFileTypes: true }).map(entry => ({ name: entry.name, kind: kindOf(entry) })),
  read: file => withPath(file, () => fs.readFileSync(file)),
  createFile: (file, bytes) => withPath(file, () => fs.writeFileSync(file, bytes, { flag: 'wx' })),
  createFolder: folder => fs.mkdirSync(folder),
  setMode: (path, mode) => fs.chmodSync(path, mode),
  rename: (from, to) => fs.renameSync(from, to),
  removeFile: file => fs.unlinkSync(file),
  removeFolder: folder => fs.rmdirSync(folder),
  requireWritable: folder => fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK),
};

/** Code of a failed file-system call (`ENOSPC`); `undefined` for any other error. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Runs a call and leaves its failure, if it is one, to a later run. Anything but a failed file-system call is thrown. */
export function attempt(call: () => void): void {
  try {
    call();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}

/** What the call gives; `otherwise` where it fails with one of the codes. */
export function unless<T>(codes: readonly string[], call: () => T, otherwise: T): T {
  try {
    return call();
  } catch (error) {
    if (codes.includes(errorCode(error) ?? '')) return otherwise;
    throw error;
  }
}

function kindOf(found: fs.Stats | fs.Dirent): EntryKind {
  if (found.isFile()) return 'file';
  if (found.isDirectory()) return 'folder';
  return found.isSymbolicLink() ? 'link' : 'other';
}

/** Node does not name the file when a read or a write fails, as opposed to the opening. */
function withPath<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw Object.assign(Object(error), { path });
  }
}
