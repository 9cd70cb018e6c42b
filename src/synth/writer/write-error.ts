import { relative } from 'node:path';
import { errorCode } from './file-system';

/** What is wrong, what was expected and how to mend it. */
export interface WriteComplaint {
  readonly message: string;
  /** Path from the repository's root, or what stands for it. */
  readonly where: string;
  readonly expected: string;
  readonly mend: string;
}

/** The output cannot be written, for a reason that lies outside the program. Nothing is lost when it is thrown. */
export class WriteError extends Error implements WriteComplaint {
  override readonly name = 'WriteError';
  /** Bad input or usage. */
  readonly exitCode = 2;
  readonly where: string;
  readonly expected: string;
  readonly mend: string;

  constructor(complaint: WriteComplaint, cause?: unknown) {
    super(complaint.message, { cause });
    this.where = complaint.where;
    this.expected = complaint.expected;
    this.mend = complaint.mend;
  }
}

type Reason = readonly [what: string, expected: string, mend: string];

const OWN_FOLDER = 'a folder that the present user may write';
const PERMISSION = 'give yourself write permission on it (chmod u+w, or chown where another user owns it)';
const SPACE: Reason = ['no space is left', 'room for a second copy of dist/ and argocd/', 'free some space'];
const READ_ONLY: Reason = ['the file system is read-only', OWN_FOLDER, 'work in a checkout that can be written'];
const SHAPE: Reason = [
  'a folder is missing or is no folder',
  'folders all the way',
  'restore the repository (git status)',
];
const LIMIT: Reason = [
  'a limit of the process is reached',
  'the limits of an ordinary shell',
  'raise the limit (ulimit -a)',
];
const OTHER: Reason = [
  'the system refused',
  'a file system that works',
  'look at the disk and the path (ls -la, dmesg)',
];

const REASONS: Readonly<Record<string, Reason>> = {
  EACCES: ['permission is denied', OWN_FOLDER, PERMISSION],
  EPERM: ['permission is denied', OWN_FOLDER, PERMISSION],
  ENOSPC: SPACE,
  EDQUOT: SPACE,
  EROFS: READ_ONLY,
  ENOTDIR: SHAPE,
  ENOENT: SHAPE,
  EIO: ['the disk failed', 'a disk that can be read and written', 'check the disk (dmesg), then run again'],
  EXDEV: [
    'it lies on another file system',
    'dist/, argocd/ and .garam/ on one file system',
    'use an ordinary checkout',
  ],
  EBUSY: ['it is a mount point or in use', 'an ordinary folder', 'unmount it, or stop what uses it'],
  EFBIG: LIMIT,
  EMFILE: LIMIT,
  ENFILE: LIMIT,
};

/** Runs the call; a failed file-system call becomes a WriteError that names the path, any other error passes. */
export function reported<T>(root: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined || error instanceof WriteError) throw error;
    const [what, expected, mend] = REASONS[code] ?? OTHER;
    const where = placeOf(root, error);
    throw new WriteError({ message: `cannot write the output: ${what} (${code})`, where, expected, mend }, error);
  }
}

/** Path of the failed call from the repository's root; both paths of a rename. */
function placeOf(root: string, error: unknown): string {
  const { path, dest } = error as { readonly path?: unknown; readonly dest?: unknown };
  const places = [path, dest].filter(place => typeof place === 'string');
  return places.map(place => relative(root, place) || '.').join(' → ') || '.';
}
