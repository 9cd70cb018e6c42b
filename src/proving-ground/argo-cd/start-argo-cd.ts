import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { establishCrds, type ControlPlane } from '../control-plane';
import { LOOPBACK } from '../control-plane/components';
import { writeKubeconfig } from '../control-plane/kubeconfig';
import { answersOk, freePorts, listens, startProcess, startScript, waitUntilReady } from '../process';
import { argoCd, findProgram, pinnedVersion, type ToolPlaces } from '../tools';
import { applicationControllerComponent, NAMESPACE, repoServerComponent, type ArgoCdPlan } from './components';
import { ownCrds } from './own-crds';
import { startRedis } from './redis';
import type { Repositories } from './repository-proxy';
import { settingsObjects } from './settings';

export interface ArgoCdOptions {
  readonly places: ToolPlaces;
  /** Where it runs; it ends with it. */
  readonly plane: ControlPlane;
  /** Bare repositories by the URL that Applications name. */
  readonly repositories: Repositories;
  /** Values of argocd-cm, as the chart's `configs.cm` has them. */
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Starts a real Argo CD beside a control plane: its controller, its repository server and a Redis, as plain processes.
 * It has an administrator's rights, as the chart gives it. There is no UI, no login and no RBAC of its own.
 * @throws ProvingGroundError when a tool is missing or a process dies
 */
export async function startArgoCd({ places, plane, repositories, config }: ArgoCdOptions): Promise<void> {
  const { state, client } = plane;
  const [redis, proxy, repoServer, repoServerMetrics, controllerMetrics] = await freePorts(5);
  const ports = { redis, proxy, repoServer, repoServerMetrics, controllerMetrics } as ArgoCdPlan['ports'];
  const plan: ArgoCdPlan = { state, ports, kubeconfig: ownKubeconfig(plane) };
  await establishCrds(client, ownCrds(places));
  const settings = settingsObjects(config, Object.keys(repositories), `http://${LOOPBACK}:${ports.proxy}`);
  for (const object of settings) await client.apply(object);
  await Promise.all([startRedis(state, ports.redis), startProxy(places, plan, repositories)]);
  await launch(places, state, repoServerComponent(plan));
  await launch(places, state, applicationControllerComponent(plan));
}

async function launch(
  places: ToolPlaces,
  state: string,
  component: ReturnType<typeof repoServerComponent>,
): Promise<void> {
  const path = findProgram(places, argoCd, 'argocd');
  const record = startProcess(state, { ...component, path, version: pinnedVersion(places.root, argoCd) });
  await waitUntilReady(record, () => answersOk(component.port ?? 0, '/healthz'));
}

/** The API server's self-signed certificate will do: Argo CD is told not to look at it. */
async function startProxy(places: ToolPlaces, { state, ports }: ArgoCdPlan, repositories: Repositories): Promise<void> {
  const pem = (ending: string): string => join(state, 'credentials', 'api-server', `apiserver.${ending}`);
  const settings = join(state, 'repository-proxy.json');
  const certificate = { cert: pem('crt'), key: pem('key') };
  writeFileSync(settings, JSON.stringify({ port: ports.proxy, repositories, certificate }));
  const record = startScript(places.root, state, {
    role: 'repository-proxy',
    rank: 'api-server',
    port: ports.proxy,
    file: join(__dirname, 'repository-proxy-process.ts'),
    arguments: [settings],
  });
  await waitUntilReady(record, () => listens(ports.proxy));
}

function ownKubeconfig({ state, url, kubeconfig }: ControlPlane): string {
  const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8')) as {
    clusters: [{ cluster: { 'certificate-authority': string } }];
    users: [{ user: { token: string } }];
  };
  return writeKubeconfig(join(state, 'argocd.kubeconfig'), {
    url,
    ca: clusters[0].cluster['certificate-authority'],
    token: users[0].user.token,
    namespace: NAMESPACE,
  });
}
