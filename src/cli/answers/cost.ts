import { costMarkdown, costText, estimates } from '../../views/cost';
import type { ExitCode } from '../failure';
import { only } from './list';
import type { Project } from '../project';
import type { Voice } from '../terminal';

/** How `garam cost` answers. */
export interface CostOptions {
  readonly format: 'text' | 'markdown' | 'json';
}

/**
 * `garam cost [environment]`: what environments cost a month by the price list, and what their savings come to (TG-19).
 * @throws UsageError for an unknown environment
 */
export async function cost(
  project: Project,
  voice: Voice,
  environment: string | undefined,
  { format }: CostOptions,
): Promise<ExitCode> {
  const [{ model }, prices] = await Promise.all([project.synthesize(), project.prices()]);
  const all = estimates(environment === undefined ? model : only(model, environment), prices);
  voice.answer(all, () => (format === 'markdown' ? costMarkdown(all) : costText(all, voice.paint)));
  return 0;
}
