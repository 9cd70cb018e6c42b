import { didYouMean } from '../../gates/schema/did-you-mean';
import type { Model } from '../../model';
import { assumedListText, type LocatedFact } from '../../views/assumed-facts';
import { contractListText, statedContracts } from '../../views/contracts';
import { environmentListText, environmentSummaries } from '../../views/environments';
import { listedFolders, objectListText } from '../../views/object-list';
import { creations, secretListText, secretUses } from '../../views/secrets';
import { UsageError, type ExitCode } from '../failure';
import type { Project } from '../project';
import type { Voice } from '../terminal';

/** What `garam list` is asked for. */
export interface ListOptions {
  readonly assumed?: boolean;
  readonly contract?: boolean;
  readonly secrets?: boolean;
  /** A moment, as ISO 8601 with its offset from UTC. */
  readonly at?: string;
}

/**
 * `garam list [environment]`: environments, the objects of one, or facts about them.
 * @throws UsageError for an unknown environment or more than one kind of list
 */
export async function list(
  project: Project,
  voice: Voice,
  environment: string | undefined,
  options: ListOptions,
): Promise<ExitCode> {
  const kinds = (['assumed', 'contract', 'secrets', 'at'] as const).filter(kind => options[kind] !== undefined);
  if (kinds.length > 1) throw new UsageError(`${kinds.map(kind => `--${kind}`).join(' and ')} exclude each other`);
  const { model } = await project.synthesize();
  const chosen = environment === undefined ? model : only(model, environment);
  if (kinds[0] === 'assumed') await listAssumed(project, voice, chosen);
  else if (kinds[0] === 'contract') listContracts(voice, chosen);
  else if (kinds[0] === 'secrets') listSecrets(voice, chosen);
  else if (options.at !== undefined) (await import('./list-at')).listAt(voice, chosen, options.at);
  else if (environment === undefined) listEnvironments(voice, chosen);
  else listObjects(voice, chosen, environment);
  return 0;
}

/**
 * The part of a model that is one environment's.
 * @throws UsageError for an unknown environment
 */
export function only(model: Model, name: string): Model {
  const names = model.environments.map(environment => environment.name);
  if (!names.includes(name)) {
    const meant = didYouMean(name, names);
    const hint = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${meant}?`;
    throw new UsageError(`unknown environment ${name}. ${hint}`);
  }
  const own = <T extends { readonly environment: string }>(items: readonly T[]): T[] =>
    items.filter(item => item.environment === name);
  return {
    environments: model.environments.filter(environment => environment.name === name),
    manifests: own(model.manifests),
    declarations: own(model.declarations),
  };
}

function listEnvironments(voice: Voice, model: Model): void {
  const summaries = environmentSummaries(model);
  voice.answer(summaries, () => environmentListText(summaries));
}

function listObjects(voice: Voice, model: Model, environment: string): void {
  const folders = listedFolders(model, environment);
  voice.answer(folders, () => objectListText(folders, voice.paint));
}

async function listAssumed({ root }: Project, voice: Voice, { environments }: Model): Promise<void> {
  const { valueLine } = await import('../value-line');
  const facts = environments.flatMap(({ name, assumed, source }) =>
    assumed.map((fact): LocatedFact => ({
      environment: name,
      ...fact,
      source: source && valueLine(root, source, fact.path),
    })),
  );
  voice.answer(facts, () => assumedListText(facts, voice.paint));
}

function listContracts(voice: Voice, model: Model): void {
  const contracts = statedContracts(model);
  voice.answer(contracts, () => contractListText(contracts, voice.paint));
}

function listSecrets(voice: Voice, model: Model): void {
  const [secrets, create] = [secretUses(model), creations(model)];
  voice.answer({ secrets, create }, () => secretListText(secrets, create));
}
