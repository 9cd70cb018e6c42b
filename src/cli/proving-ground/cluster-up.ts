import { didYouMean } from '../../gates/schema/did-you-mean';
import type { ModelEnvironment } from '../../model';
import {
  clusterStatus,
  KubeClient,
  kubeAccess,
  LEARNER_POOL,
  nearestLine,
  nodesOf,
  removeCluster,
  standInsFor,
  startControlPlane,
  stateFolder,
  type ClusterStatus,
  type ControlPlane,
} from '../../proving-ground';
import { UsageError, type ExitCode } from '../failure';
import type { Project } from '../project';
import type { Request } from './cluster';
import { clusterReport, type ClusterReport } from './cluster-report';
import { clusterText, personText, standInsText } from './cluster-text';
import { deliver, renew, settle, type Delivered } from './deliver';

/** `garam cluster up`: starts a control plane, with Argo CD where it is asked for, or says what already runs. */
export async function up(request: Request): Promise<ExitCode> {
  const { voice, places, options } = request;
  const running = clusterStatus(places, options.name);
  if (running?.facts && running.processes.every(({ alive }) => alive)) {
    if (options.argocd && running.facts.delivers === undefined)
      throw new UsageError(`${options.name} runs without Argo CD. End it first: npm run cluster down`);
    voice.complain(`${options.name} already runs.`);
    if (options.argocd) return renewed(request, running);
    await tell(request);
    return 0;
  }
  const environment = await environmentOf(request);
  const plane = await startPlane(request, environment);
  try {
    if (!options.argocd || environment === undefined) {
      await tell(request);
      return 0;
    }
    return await withArgoCd(request, plane, environment);
  } finally {
    plane.client.close();
  }
}

async function startPlane({ places, options }: Request, environment?: ModelEnvironment): Promise<ControlPlane> {
  const state = stateFolder(places, options.name);
  await removeCluster(state); // what a crash left
  return startControlPlane({
    places,
    state,
    kubernetes: options.kubernetes ?? nearestLine(environment?.cluster.kubernetes ?? '1.0'),
    runs: 'pods',
    nodes: nodesOf(environment?.cluster.pools ?? [LEARNER_POOL], 'min'),
    ...(environment === undefined ? {} : { serviceCidr: environment.cluster.network.serviceCidr }),
  });
}

/** What does not start is ended; what does not become Synced and Healthy stays for a look. */
async function withArgoCd(request: Request, plane: ControlPlane, { name }: ModelEnvironment): Promise<ExitCode> {
  const { voice, places } = request;
  const delivered = await deliver({ places, plane, environment: name, voice }).catch(async (error: unknown) => {
    await plane.stop('logs');
    throw error;
  });
  return settled(request, plane, name, delivered);
}

/** What is committed by now comes to a cluster that runs. */
async function renewed(request: Request, { state, facts }: ClusterStatus): Promise<ExitCode> {
  if (facts?.delivers === undefined) throw new RangeError('nothing is delivered');
  const { environment } = facts.delivers;
  const plane = { ...facts, state, client: new KubeClient(kubeAccess(facts.kubeconfig)) };
  try {
    const delivered = await renew({ places: request.places, plane, environment, voice: request.voice });
    return await settled(request, plane, environment, delivered);
  } finally {
    plane.client.close();
  }
}

async function settled(
  request: Request,
  plane: Pick<ControlPlane, 'client'>,
  environment: string,
  delivered: Delivered,
): Promise<ExitCode> {
  const wrong = await settle(plane, delivered, request.voice);
  const { tree } = delivered;
  const person = tree.syncsItself ? [] : [personText(environment, tree.root)];
  await tell(request, [standInsText(standInsFor(tree.objects)), ...person]);
  if (wrong === undefined) return 0;
  request.voice.complain(`Not Synced and Healthy in time; it goes on running.\n${wrong}`);
  return 1;
}

async function tell({ voice, places, options }: Request, more: readonly string[] = []): Promise<void> {
  const status = clusterStatus(places, options.name);
  if (status === undefined) throw new RangeError(`${options.name} has no state`);
  const report: ClusterReport = await clusterReport(status);
  voice.answer(report, () => [clusterText(report), ...more].join('\n\n'));
}

/** The one that is named; for Argo CD else the first in which no real traffic flows. */
async function environmentOf({ project, options }: Request): Promise<ModelEnvironment | undefined> {
  if (options.environment === undefined && !options.argocd) return undefined;
  const environments = await environmentsOf(project);
  const found = environments.find(({ name, live }) =>
    options.environment === undefined ? !live : name === options.environment,
  );
  if (found !== undefined) return found;
  const names = environments.map(({ name }) => name);
  if (options.environment === undefined)
    throw new UsageError(`no environment is for development: name one with --environment (${names.join(', ')}).`);
  const meant = didYouMean(options.environment, names);
  throw new UsageError(
    `unknown environment ${options.environment}. ${meant ? `Did you mean ${meant}?` : `There are ${names.join(', ')}.`}`,
  );
}

async function environmentsOf(project: Project): Promise<readonly ModelEnvironment[]> {
  const { model } = await project.synthesize();
  return model.environments;
}
