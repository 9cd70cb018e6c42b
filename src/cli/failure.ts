import { sep } from 'node:path';
import type { SourceLine } from '../model';
import { InputError, type InputProblem } from '../synth/input-error';
import { WriteError } from '../synth/writer/write-error';
import { counted, messageText, sourceText } from '../views/findings';
import { committedText } from './page-writer';
import type { Project } from './project';
import type { Voice } from './terminal';

/** How a command ends: 0 fine, 1 findings, 2 bad input or usage, 3 a fault of our own. */
export type ExitCode = 0 | 1 | 2 | 3;

/** A command that was called with something that does not exist. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Tells people what made a command fail. What comes from their input is told without a stack; whatever cannot be
 * explained by it is a fault of our own and keeps its stack.
 */
export async function tell(error: unknown, project: Project, voice: Voice): Promise<ExitCode> {
  const problems = await problemsOf(error, project);
  if (problems.length === 0) return tellFault(error, voice);
  if (voice.json) voice.answer({ errors: problems }, () => '');
  voice.complain(problems.map(problem => problemText(problem, voice)).join('\n\n'));
  if (problems.length > 1) voice.complain(`\n${counted(problems.length, 'error')}; nothing was written.`);
  return 2;
}

async function problemsOf(error: unknown, project: Project): Promise<readonly Partial<InputProblem>[]> {
  if (error instanceof UsageError) return [{ what: error.message }];
  if (error instanceof InputError) return Promise.all(error.problems.map(problem => located(problem, project.root)));
  if (error instanceof WriteError) {
    const { message, where, expected, mend } = error;
    return [{ what: message, where, expected, mend }];
  }
  // Types are stripped, not checked, so a mistake that the compiler knows shows up as any error at all.
  const mistakes = await project.compileErrors().catch(() => []);
  if (mistakes.length > 0) return mistakes;
  return refusedWhileLoading(error, project.root);
}

/** The problem with the line of its value, where it is one value's. */
async function located(problem: InputProblem, root: string): Promise<InputProblem> {
  const { path, source } = problem;
  if (path === undefined || source === undefined) return problem;
  const { valueLine } = await import('./value-line');
  return { ...problem, source: valueLine(root, source, path) };
}

/** What an environment's file, or a factory that it calls, refused: with environment and path where a value holds it. */
async function refusedWhileLoading(error: unknown, root: string): Promise<readonly Partial<InputProblem>[]> {
  const lines = environmentLines(error, root);
  const [source] = lines;
  if (source === undefined) return [];
  const what = error instanceof Error ? error.message : String(error);
  const { refusedValue } = await import('../synth/syntax/refused-value');
  const problem = refusedValue(what, lines, path => committedText(root, path));
  return [problem ?? { what, mend: 'correct the value on that line', source }];
}

const ENVIRONMENT = /[\\/](src[\\/]environments[\\/].+\.ts):(\d+):(\d+)\)?$/;

/**
 * The lines of environments' files that made the error, innermost first: a file threw it itself, or a factory that it
 * calls refused a value in plain words. Errors of other classes (TypeError …) below an environment's call are bugs of
 * ours.
 */
function environmentLines(error: unknown, root: string): readonly SourceLine[] {
  if (!(error instanceof Error)) return [];
  const frames = (error.stack ?? '').split('\n').filter(line => line.includes(`${root}${sep}src${sep}`));
  const inPlainWords = error.constructor.name === 'Error';
  return (inPlainWords ? frames : frames.slice(0, 1)).flatMap(frame => {
    const [, file, line, column] = ENVIRONMENT.exec(frame) ?? [];
    return file === undefined ? [] : [{ file: file.split(sep).join('/'), line: Number(line), column: Number(column) }];
  });
}

function problemText({ what = '', where, expected, mend, source }: Partial<InputProblem>, voice: Voice): string {
  const at = source && sourceText(source);
  return messageText({ label: 'error', message: what, at, in: where, expected, mend }, voice.errorPaint);
}

function tellFault(error: unknown, voice: Voice): ExitCode {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (voice.json) voice.answer({ fault: stack }, () => '');
  voice.complain(
    `${voice.errorPaint.alarm('fault')}: ${stack}\n\n` +
      'This is a fault of Garam, not of your input; nothing was lost. ' +
      'Please report it with the text above and the commit (git rev-parse HEAD).',
  );
  return 3;
}
