import { attempt, errorCode, type FileSystem } from './file-system';

/*
 * A process is named `<number>-<start>`, so that another one that bears its number later is not taken for it. The start
 * counts clock ticks since boot; it is 0 where the system does not tell (only Linux does).
 */

const UNKNOWN = '0';

/** Name of this process. */
export function ownName(fs: FileSystem): string {
  return `${process.pid}-${lifeOf(fs, process.pid)?.start ?? UNKNOWN}`;
}

/** Number of the process; the name itself where it is none. */
export function pidOf(name: string): string {
  return /^(\d+)-\d+$/.exec(name)?.[1] ?? name;
}

/**
 * Whether a process other than this one is known to have ended. In doubt it lives. A name with our own number is
 * that of a dead predecessor, or of ourselves earlier on.
 */
export function isDead(fs: FileSystem, name: string): boolean {
  const pid = Number(pidOf(name));
  if (Number.isNaN(pid)) return false;
  if (pid === process.pid) return true;
  const life = lifeOf(fs, pid);
  if (!life) return !answers(pid);
  return life.ended || ![UNKNOWN, life.start].includes(name.slice(`${pid}-`.length));
}

interface Life {
  /** It has ended, though its parent has not taken notice of it yet. */
  readonly ended: boolean;
  readonly start: string;
}

/** What the system tells about a process, if anything. */
function lifeOf(fs: FileSystem, pid: number): Life | undefined {
  let stat = '';
  attempt(() => (stat = fs.read(`/proc/${pid}/stat`).toString('latin1')));
  // The second field, the command in brackets, may contain spaces and brackets: count from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, start] = [fields[0], fields[19]];
  return state && start ? { ended: 'ZX'.includes(state), start } : undefined;
}

/** Whether a process of that number exists. */
function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}
