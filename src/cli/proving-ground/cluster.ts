import { didYouMean } from '../../gates/schema/did-you-mean';
import type { ModelEnvironment } from '../../model';
import {
  clusterStatus,
  clusterStatuses,
  LEARNER_POOL,
  nearestLine,
  nodesOf,
  ProvingGroundError,
  removeCluster,
  startControlPlane,
  stateFolder,
  toolPlaces,
  type ClusterStatus,
  type KubernetesLine,
  type ToolPlaces,
} from '../../proving-ground';
import { clusterListText, clusterText } from './cluster-text';
import { UsageError, type ExitCode } from '../failure';
import type { Project } from '../project';
import type { Voice } from '../terminal';

/** What `garam cluster` is asked for. */
export interface ClusterOptions {
  /** Name of the control plane. */
  readonly name: string;
  /** Environment whose version and nodes it gets. @default three nodes of no environment */
  readonly environment?: string;
  /** @default the environment's, else the oldest there is */
  readonly kubernetes?: KubernetesLine;
}

interface Request {
  readonly project: Project;
  readonly voice: Voice;
  readonly places: ToolPlaces;
  readonly options: ClusterOptions;
}

const ACTIONS = { up, down, status, kubeconfig } as const;

/**
 * `garam cluster up|down|status|kubeconfig`: a real control plane on this machine, for people.
 * @throws UsageError for an unknown action or environment
 */
export async function cluster(
  project: Project,
  voice: Voice,
  action: string,
  options: ClusterOptions,
): Promise<ExitCode> {
  const carryOut = Object.entries(ACTIONS).find(([name]) => name === action)?.[1];
  if (!carryOut) throw new UsageError(`unknown action ${action}. There are ${Object.keys(ACTIONS).join(', ')}.`);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(options.name))
    throw new UsageError(`${options.name} is no name: use a-z, 0-9 and -`);
  try {
    return await carryOut({ project, voice, places: toolPlaces(project.root), options });
  } catch (error) {
    if (!(error instanceof ProvingGroundError)) throw error;
    if (voice.json) voice.answer({ errors: [{ what: error.message }] }, () => '');
    voice.complain(error.message);
    return 2;
  }
}

async function up({ project, voice, places, options }: Request): Promise<ExitCode> {
  const running = clusterStatus(places, options.name);
  if (running?.facts && running.processes.every(({ alive }) => alive)) {
    voice.complain(`${options.name} already runs.`);
    voice.answer(running, () => clusterText(running));
    return 0;
  }
  const environment = options.environment === undefined ? undefined : await named(project, options.environment);
  const state = stateFolder(places, options.name);
  await removeCluster(state); // what a crash left
  const { client } = await startControlPlane({
    places,
    state,
    kubernetes: options.kubernetes ?? nearestLine(environment?.cluster.kubernetes ?? '1.0'),
    runs: 'pods',
    nodes: nodesOf(environment?.cluster.pools ?? [LEARNER_POOL], 'min'),
    ...(environment === undefined ? {} : { serviceCidr: environment.cluster.network.serviceCidr }),
  });
  client.close();
  const started = clusterStatus(places, options.name) as ClusterStatus;
  voice.answer(started, () => clusterText(started));
  return 0;
}

async function down({ voice, places, options }: Request): Promise<ExitCode> {
  const ended = await removeCluster(stateFolder(places, options.name));
  const text =
    ended.length === 0 ? `${options.name} does not run.` : `Ended ${ended.map(({ role }) => role).join(', ')}.`;
  voice.answer(ended, () => text);
  return 0;
}

async function status({ voice, places }: Request): Promise<ExitCode> {
  const all = clusterStatuses(places);
  voice.answer(all, () => clusterListText(all));
  return 0;
}

async function kubeconfig({ voice, places, options }: Request): Promise<ExitCode> {
  const facts = clusterStatus(places, options.name)?.facts;
  if (!facts) throw new UsageError(`there is no ${options.name}: start it with npm run cluster up`);
  voice.answer({ kubeconfig: facts.kubeconfig }, () => facts.kubeconfig);
  return 0;
}

async function named(project: Project, name: string): Promise<ModelEnvironment> {
  const { model } = await project.synthesize();
  const environment = model.environments.find(each => each.name === name);
  if (environment) return environment;
  const names = model.environments.map(each => each.name);
  const meant = didYouMean(name, names);
  throw new UsageError(
    `unknown environment ${name}. ${meant ? `Did you mean ${meant}?` : `There are ${names.join(', ')}.`}`,
  );
}
