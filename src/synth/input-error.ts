import type { SourceLine } from '../model';

/** What is told to a person whose input cannot be used. */
export interface InputProblem {
  /** What is wrong, with the value that was found. */
  readonly what: string;
  /** Environment, object or file. */
  readonly where: string;
  readonly expected: string;
  readonly mend: string;
  /** Property path inside the environment's values, by which the value's own line can be found. @default no one value */
  readonly path?: string;
  /** Line of the call that made the environment, or of the mistake itself. */
  readonly source?: SourceLine;
}

/** Input that cannot be used at all, so that no rule could be checked. Shown without a stack; exit code 2. */
export class InputError extends Error {
  readonly problems: readonly InputProblem[];

  /** @param problem the first of all that were found */
  constructor(
    readonly problem: InputProblem,
    ...more: readonly InputProblem[]
  ) {
    super([problem, ...more].map(({ what }) => what).join('\n'));
    this.name = 'InputError';
    this.problems = [problem, ...more];
  }
}
