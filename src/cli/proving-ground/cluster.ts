import {
  clusterStatus,
  clusterStatuses,
  ProvingGroundError,
  removeCluster,
  stateFolder,
  toolPlaces,
  type KubernetesLine,
  type ToolPlaces,
} from '../../proving-ground';
import { UsageError, type ExitCode } from '../failure';
import type { Project } from '../project';
import type { Voice } from '../terminal';
import { clusterReport } from './cluster-report';
import { clusterListText } from './cluster-text';
import { up } from './cluster-up';

/** What `garam cluster` is asked for. */
export interface ClusterOptions {
  /** Name of the control plane. */
  readonly name: string;
  /** Environment whose version and nodes it gets. @default three nodes of no environment; the first dev one under `argocd` */
  readonly environment?: string;
  /** @default the environment's, else the oldest there is */
  readonly kubernetes?: KubernetesLine;
  /** With Argo CD, which syncs HEAD. @default false */
  readonly argocd?: boolean;
}

/** A call of `garam cluster`. */
export interface Request {
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

async function down({ voice, places, options }: Request): Promise<ExitCode> {
  const ended = await removeCluster(stateFolder(places, options.name));
  const text =
    ended.length === 0 ? `${options.name} does not run.` : `Ended ${ended.map(({ role }) => role).join(', ')}.`;
  voice.answer(ended, () => text);
  return 0;
}

async function status({ voice, places }: Request): Promise<ExitCode> {
  const all = await Promise.all(clusterStatuses(places).map(clusterReport));
  voice.answer(all, () => clusterListText(all));
  return 0;
}

async function kubeconfig({ voice, places, options }: Request): Promise<ExitCode> {
  const facts = clusterStatus(places, options.name)?.facts;
  if (!facts) throw new UsageError(`there is no ${options.name}: start it with npm run cluster up`);
  voice.answer({ kubeconfig: facts.kubeconfig }, () => facts.kubeconfig);
  return 0;
}
