import { budgetsOf } from '../../gates/capacity';
import { didYouMean } from '../../gates/schema/did-you-mean';
import { CAPACITY_NOTES, capacityText } from '../../views/capacity';
import { UsageError, type ExitCode } from '../failure';
import type { Project } from '../project';
import type { Voice } from '../terminal';

/**
 * `garam capacity [environment]`: what each node pool offers, what add-ons, services and jobs ask of it at most, and
 * what is left. Whether that is enough is told by `garam check`.
 * @throws UsageError for an unknown environment
 */
export async function capacity(project: Project, voice: Voice, environment: string | undefined): Promise<ExitCode> {
  const { model } = await project.synthesize();
  const names = model.environments.map(({ name }) => name);
  if (environment !== undefined && !names.includes(environment)) {
    const meant = didYouMean(environment, names);
    const hint = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${meant}?`;
    throw new UsageError(`unknown environment ${environment}. ${hint}`);
  }
  const budgets = budgetsOf(model).filter(budget => environment === undefined || budget.environment === environment);
  voice.answer({ environments: budgets, notes: CAPACITY_NOTES }, () => capacityText(budgets, voice.paint));
  return 0;
}
