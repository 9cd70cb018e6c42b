import { parseArgs } from 'node:util';
import { ReleaseError } from './release-error';

/** What a command says and how it ends: 0 done, 1 the answer is no, 2 the request cannot be carried out. */
export interface Outcome {
  readonly code: 0 | 1 | 2;
  readonly text: string;
}

/**
 * Reads `--name value` options.
 * @throws ReleaseError for an unknown, missing, empty or valueless option.
 */
export function options<Name extends string>(argv: readonly string[], names: readonly Name[]): Record<Name, string> {
  const spec = Object.fromEntries(names.map(name => [name, { type: 'string' as const }]));
  const { values } = parse(argv, spec);
  const result: Record<string, string> = {};
  for (const name of names) {
    const value = values[name];
    if (typeof value !== 'string' || value === '') throw new ReleaseError(`--${name} is missing`);
    result[name] = value;
  }
  return result;
}

function parse(argv: readonly string[], spec: Record<string, { type: 'string' }>) {
  try {
    return parseArgs({ args: [...argv], options: spec, strict: true, allowPositionals: false });
  } catch (error) {
    throw new ReleaseError(error instanceof Error ? error.message : String(error));
  }
}

/** Runs a command and turns a request that cannot be carried out into exit code 2 with one clear line. */
export function outcomeOf(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    if (error instanceof ReleaseError) return { code: 2, text: `error: ${error.message}` };
    throw error;
  }
}

/** Prints an outcome (an answer to stdout, anything else to stderr) and sets the process's exit code. */
export function finish(outcome: Outcome): void {
  const stream = outcome.code === 0 ? process.stdout : process.stderr;
  if (outcome.text !== '') stream.write(`${outcome.text}\n`);
  process.exitCode = outcome.code;
}
