import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const RUNBOOK = 'docs/runbooks/chaos-experiment.md';

/** The commands by which a person starts an experiment, for one of them. */
export function starting(experiment: string): string {
  const text = readFileSync(join(resolve(__dirname, '../../..'), RUNBOOK), 'utf8');
  const steps = /\n## Steps\n+```sh\n([^]*?)```/.exec(text)?.[1];
  if (!steps?.startsWith('experiment=')) throw new Error(`${RUNBOOK} has no steps that begin with the experiment`);
  return steps.replace(/^experiment=.*/, `experiment=${experiment}`);
}

/** The program by which they make an experiment of a Schedule. */
export function copying(): string {
  const program = /jq '([^']+)'/.exec(starting('any'))?.[1];
  if (program === undefined) throw new Error(`${RUNBOOK} has no program for jq`);
  return program;
}
