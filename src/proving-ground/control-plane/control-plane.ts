import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../model';
import { KubeClient, type KubeAccess } from '../client';
import { startKwok } from '../kwok/start-kwok';
import {
  answersOk,
  endProcesses,
  freePorts,
  lives,
  records,
  startProcess,
  waitUntilReady,
  type ProcessRecord,
} from '../process';
import { ProvingGroundError } from '../proving-ground-error';
import { etcd, findProgram, kubernetesTools, pinnedVersion } from '../tools';
import type { KubernetesLine, Tool, ToolPlaces } from '../tools';
import { keepFacts, removeCluster, type ClusterFacts } from './cluster-state';
import * as components from './components';
import { makeCredentials, type User } from './credentials';
import { writeKubeconfig } from './kubeconfig';

/** Controllers that make admission complete and start no pod of their own: names of 1.28 and newer. */
const ADMISSION_CONTROLLERS = 'resourcequota-controller,serviceaccount-controller,namespace-controller';

export interface ControlPlaneOptions {
  readonly places: ToolPlaces;
  readonly kubernetes: KubernetesLine;
  /** Folder of everything that this control plane writes: its own, emptied before the start. */
  readonly state: string;
  /**
   * `admission`: the API server, and of the controllers those that it needs to judge objects: quota, service accounts.
   * `pods`: all controllers, the scheduler, and kwok in place of kubelets.
   */
  readonly runs: 'admission' | 'pods';
  /** Nodes to begin with (`nodesOf`). @default none */
  readonly nodes?: readonly KubeObject[];
  /** Range of cluster IPs. @default `10.96.0.0/16` */
  readonly serviceCidr?: string;
}

/** A real control plane on loopback. */
export interface ControlPlane extends ClusterFacts {
  readonly state: string;
  /** An administrator's client. */
  readonly client: KubeClient;
  /** Throws when one of its processes has died. */
  readonly check: () => void;
  /** Ends it and removes its state; its logs may be kept. */
  readonly stop: (keep?: 'logs') => Promise<void>;
}

/**
 * Starts a control plane on free ports: ready in about 4 s.
 * @throws ProvingGroundError when a tool is missing, a process dies or something already runs in that state folder
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const { state } = options;
  if (records(state).some(lives)) throw new ProvingGroundError(`something already runs under ${state}`);
  await removeCluster(state);
  mkdirSync(state, { recursive: true, mode: 0o700 });
  try {
    return await start(options);
  } catch (error) {
    await endProcesses(state);
    throw error;
  }
}

async function start(options: ControlPlaneOptions): Promise<ControlPlane> {
  const { state, places, runs } = options;
  const [etcdPort, etcdPeer, apiServer, controllerManager, scheduler, kwok] = await freePorts(6);
  const plan: components.Plan = {
    state,
    credentials: makeCredentials(state),
    ports: { etcd: etcdPort, etcdPeer, apiServer, controllerManager, scheduler, kwok } as components.Plan['ports'],
    serviceCidr: options.serviceCidr ?? '10.96.0.0/16',
  };
  const kubernetes = kubernetesTools[options.kubernetes];
  const store = launch(options, etcd, components.etcdComponent(plan));
  // The API server gives up when its store is not there in time.
  await waitUntilReady(store, () => answersOk(plan.ports.etcd, '/health'));
  const server = launch(options, kubernetes, components.apiServerComponent(plan));
  const url = components.urlOf(apiServer as number);
  const client = await readyClient(server, url, plan);
  const version = await askedVersion(client, pinnedVersion(places.root, kubernetes));
  const config = (user: User): string => configOf(plan, url, user);
  const controllers = runs === 'pods' ? '*' : ADMISSION_CONTROLLERS;
  launch(options, kubernetes, components.controllerManagerComponent(plan, config('controller-manager'), controllers));
  const kubeconfig = config('admin');
  if (runs === 'pods') {
    launch(options, kubernetes, components.schedulerComponent(plan, config('scheduler')));
    await startKwok({ places, state, kubeconfig, port: plan.ports.kwok });
  }
  for (const node of options.nodes ?? []) await client.create(node);
  const facts = { version, url, kubeconfig };
  keepFacts(state, facts);
  return handle(options, facts, client);
}

function launch(
  { places, state }: ControlPlaneOptions,
  tool: Tool,
  component: ReturnType<typeof components.etcdComponent>,
): ProcessRecord {
  const path = findProgram(places, tool, component.role);
  return startProcess(state, { ...component, path, version: pinnedVersion(places.root, tool) });
}

function handle({ state }: ControlPlaneOptions, facts: ClusterFacts, client: KubeClient): ControlPlane {
  return {
    ...facts,
    state,
    client,
    check: () => {
      const dead = records(state).filter(record => !lives(record));
      if (dead.length > 0)
        throw new ProvingGroundError(`died: ${dead.map(({ role, log }) => `${role} (${log})`).join(', ')}`);
    },
    stop: async keep => {
      client.close();
      await removeCluster(state, keep);
    },
  };
}

/** The token and the authority are of this server alone, so an answer proves that it is ours and no other's on that port. */
async function readyClient(server: ProcessRecord, url: string, { credentials }: components.Plan): Promise<KubeClient> {
  let client: KubeClient | undefined;
  await waitUntilReady(server, async () => {
    // The server may just be writing its certificate: a client that has read half of it would never get an answer.
    client = new KubeClient(access(url, credentials.tokens.admin, credentials.ca));
    return (await client.text('/readyz')) === 'ok';
  });
  return client as KubeClient;
}

function access(url: string, token: string, ca: string): KubeAccess {
  return { url, token, ca: readFileSync(ca, 'utf8') };
}

async function askedVersion(client: KubeClient, wanted: string): Promise<string> {
  const { gitVersion } = JSON.parse(await client.text('/version')) as { gitVersion: string };
  if (gitVersion !== `v${wanted}`) throw new ProvingGroundError(`the API server is ${gitVersion}, not v${wanted}`);
  return wanted;
}

function configOf({ state, credentials }: components.Plan, url: string, user: User): string {
  const values = { url, ca: credentials.ca, token: credentials.tokens[user] };
  return writeKubeconfig(join(state, user === 'admin' ? 'kubeconfig' : `${user}.kubeconfig`), values);
}
