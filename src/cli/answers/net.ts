import { didYouMean } from '../../gates/schema/did-you-mean';
import type { Model } from '../../model';
import {
  answerText,
  answersTo,
  matrixJson,
  matrixText,
  networkIn,
  QuestionError,
  questionsOf,
  type Network,
  type Question,
} from '../../views/net';
import { UsageError, type ExitCode } from '../failure';
import type { Project } from '../project';
import type { Voice } from '../terminal';

/**
 * `garam net <environment>`: who reaches whom under the NetworkPolicies of dist/.
 * @throws UsageError for an unknown environment
 */
export async function net(project: Project, voice: Voice, environment: string): Promise<ExitCode> {
  const { model } = await project.synthesize();
  const network = networkNamed(model, environment);
  voice.answer({ environment, reaches: matrixJson(network) }, () => matrixText(network, voice.paint));
  return 0;
}

/**
 * `garam net why <environment> <from> <to:port>`: which policy decides, on both sides, and where it stands.
 * @throws UsageError for an environment, a party or a port that does not exist
 */
export async function why(
  project: Project,
  voice: Voice,
  environment: string,
  from: string,
  target: string,
): Promise<ExitCode> {
  const { model } = await project.synthesize();
  const network = networkNamed(model, environment);
  const answers = answersTo(network, asked(network, from, target));
  voice.answer(answers, () => answers.map(answer => answerText(answer, voice.paint)).join('\n\n'));
  return 0;
}

function networkNamed(model: Model, environment: string): Network {
  const names = model.environments.map(({ name }) => name);
  if (!names.includes(environment))
    throw new UsageError(unknown(`unknown environment ${environment}`, environment, names));
  return networkIn(model, environment);
}

function asked(network: Network, from: string, target: string): readonly Question[] {
  try {
    return questionsOf(network, from, target);
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    const { message, word, known } = error;
    throw new UsageError(word === undefined ? `${message}.` : unknown(message, word, known));
  }
}

function unknown(message: string, word: string, known: readonly string[]): string {
  const meant = didYouMean(word, known);
  const all = known.length === 0 ? 'none' : known.join(', ');
  return `${message}. ${meant === undefined ? `There are ${all}.` : `Did you mean ${meant}?`}`;
}
