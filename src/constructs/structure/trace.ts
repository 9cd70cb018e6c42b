import type { SourceLine } from '../../model';

/** Frames kept: a system's helper functions and the constructs' own constructors fit well below it. */
const FRAMES = 25;

/** A captured call stack that is turned into lines only when somebody looks. */
export type Trace = () => readonly SourceLine[];

/** What is traced where nobody keeps traces. */
const NOWHERE: Trace = () => [];

let isKept = true;

/**
 * Runs the work without keeping traces. A captured stack holds every object whose methods are on it, so that a whole
 * tree of constructs stays in memory behind one line: whoever needs lines later builds once more, with traces.
 */
export function untraced<T>(work: () => T): T {
  const before = isKept;
  isKept = false;
  try {
    return work();
  } finally {
    isKept = before;
  }
}

/**
 * Captures the calls that lead to `below`, which is itself left out. Costs some microseconds: V8 formats the stack,
 * and source maps are applied, on first reading only.
 */
export function trace(below: (...args: never[]) => unknown): Trace {
  if (!isKept) return NOWHERE;
  const holder: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  Error.captureStackTrace(holder, below);
  Error.stackTraceLimit = limit;
  let lines: readonly SourceLine[] | undefined;
  return () => (lines ??= declaringLines(holder.stack ?? ''));
}

/** The frames that declare what runs: files of systems and environments. How it runs is no answer to "where from". */
const DECLARING = /((?:src|test)\/(?:[\w.-]+\/)*(?:systems|environments)\/[\w./-]+?\.ts):(\d+):(\d+)\)?$/;

function declaringLines(stack: string): SourceLine[] {
  return stack.split('\n').flatMap(frame => {
    const match = DECLARING.exec(frame.replaceAll('\\', '/').trim());
    return match ? [{ file: match[1] as string, line: Number(match[2]), column: Number(match[3]) }] : [];
  });
}
