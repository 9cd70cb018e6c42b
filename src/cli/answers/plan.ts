import type { Finding, Model, Rendered } from '../../model';
import { check } from '../../gates/check';
import { changesBetween, checkUpgrade, findingKey, findingsThen } from '../../gates/upgrade';
import { planMarkdown, planOf, planText, type Plan } from '../../views/plan';
import { UsageError, type ExitCode } from '../failure';
import type { Project } from '../project';
import { readRevision } from '../revision';
import type { Voice } from '../terminal';

/** How a plan is told. */
export type PlanFormat = 'text' | 'markdown' | 'json';

/** What `garam plan` is asked for. */
export interface PlanOptions {
  /** Branch, tag or commit to compare with. */
  readonly against: string;
  readonly format: PlanFormat;
}

/**
 * `garam plan --against REF`: what the working tree does to the clusters, beside what a revision has brought there.
 * It tells and judges nothing: 0 whatever it finds.
 * @throws UsageError where the revision cannot be read
 */
export async function plan(project: Project, voice: Voice, { against, format }: PlanOptions): Promise<ExitCode> {
  if (voice.json && format === 'markdown') throw new UsageError('--json and --format markdown exclude each other');
  const { model } = await project.synthesize();
  const { commit, rendered } = readRevision(project.root, against, model);
  const made = planOf({
    against: { ref: against, commit },
    environments: environmentsOf(rendered, model),
    changes: changesBetween(rendered, model),
    findings: await findings(project, rendered, model),
  });
  voice.answer(made, () => told(made, format, voice));
  return 0;
}

function told(made: Plan, format: PlanFormat, voice: Voice): string {
  if (format === 'markdown') return planMarkdown(made).trimEnd();
  return planText(made, voice.paint);
}

function environmentsOf(before: Rendered, after: Model): readonly string[] {
  const now = after.environments.map(({ name }) => name);
  return [...new Set([...now, ...before.manifests.map(({ environment }) => environment)])];
}

async function findings(project: Project, before: Rendered, after: Model): Promise<Plan['findings']> {
  const rules = await project.rules();
  const now = check(after, rules).findings;
  const then = findingsThen(before, after, rules);
  const minus = (left: readonly Finding[], right: readonly Finding[]): readonly Finding[] => {
    const keys = new Set(right.map(findingKey));
    return left.filter(finding => !keys.has(findingKey(finding)));
  };
  return { appear: [...checkUpgrade(before, after), ...minus(now, then)], go: minus(then, now) };
}
