import { deliver } from '../../../src/delivery';
import type { Environment } from '../../../src/environments/environment';
import { check, rules } from '../../../src/gates';
import type { Finding } from '../../../src/model';
import { InputError, type InputProblem } from '../../../src/synth';
import { print, type ValueMutant } from './values';

/** How a run with these environments ends, short of the writer, which it reaches with no finding only. */
export type Ending =
  | { readonly type: 'input'; readonly problems: readonly InputProblem[] }
  | { readonly type: 'findings'; readonly findings: readonly Finding[] };

/** Synthesizes and asks the gates, as a run does before it writes. Any other error is a fault of ours and passes. */
export function endingOf(environments: readonly Environment[]): Ending {
  try {
    return { type: 'findings', findings: check(deliver(environments), rules).findings };
  } catch (error) {
    if (error instanceof InputError) return { type: 'input', problems: error.problems };
    throw error;
  }
}

/** What refused a mutant, for the tally; or why it counts as a survivor. */
export type Refusal = { readonly by: string } | { readonly survived: string };

/** Whether the run is refused by a message that names environment, path or object, value and expectation. */
export function refusalOf(mutant: ValueMutant): Refusal {
  const ending = endingOf(runOf(mutant));
  if (ending.type === 'findings') return refusalByFindings(mutant, ending.findings);
  const named = ending.problems.find(problem => names(problem, mutant));
  if (named !== undefined)
    return { by: named.path === mutant.path ? 'InputError at the value' : 'InputError above or below it' };
  return { survived: `${mutant.name}: no message names it: ${JSON.stringify(ending.problems.slice(0, 2))}` };
}

/** One environment is enough, unless it is the others that make the value bad. */
function runOf({ environments, environment, path }: ValueMutant): readonly Environment[] {
  return path === 'name' ? environments : environments.filter(({ name }) => name === environment);
}

function names({ what, where, expected, mend, path = '' }: InputProblem, mutant: ValueMutant): boolean {
  const place = `${path}.`.startsWith(`${mutant.path}.`) || `${mutant.path}.`.startsWith(`${path}.`);
  const owner = mutant.path === 'name' || where.startsWith(`${mutant.environment}, `);
  return place && owner && what.includes(essenceOf(mutant)) && expected !== '' && mend !== '';
}

/** What a message has to show of the value: a single value itself; of a list or an object a part will do. */
function essenceOf({ value }: ValueMutant): string {
  const isPart = typeof value === 'object' && value !== null && (Array.isArray(value) || value.constructor === Object);
  return isPart ? '' : print(value).slice(0, 40);
}

function refusalByFindings({ name, environment }: ValueMutant, findings: readonly Finding[]): Refusal {
  const [first] = findings;
  if (first === undefined) return { survived: `${name}: nothing refuses it` };
  const mute = findings.find(
    ({ where, message, expected, mend }) =>
      where.environment !== environment || !(where.object ?? where.path) || !message || !expected || !mend,
  );
  return mute ? { survived: `${name}: the finding ${mute.code} leaves something out` } : { by: `gate ${first.code}` };
}
