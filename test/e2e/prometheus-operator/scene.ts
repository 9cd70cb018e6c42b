import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster, KubeObject } from '../../../src/model';
import {
  establishCrds,
  findProgram,
  kubernetesTools,
  nearestLine,
  nodesOf,
  StandInLoop,
  standInsFor,
  startRollouts,
  toolPlaces,
  type ControlPlane,
  type KubeClient,
  type KubernetesLine,
} from '../../../src/proving-ground';
import { committedCrdsOf, committedDist, ROOT, type CommittedObject } from '../committed-objects';
import { ground } from '../ground';
import { settled } from '../running/settled';
import { isHook } from '../running/workloads';
import type { Discovery } from './generated';
import { operatorCrds, startOperator } from './operator';
import { secretsOf } from './secrets';

/** Whom the real operator stands for here: nobody else writes what it would. */
const OPERATED = ['Prometheus', 'Alertmanager'];

/** A control plane with everything of an environment, and the real operator beside it where it has servers to run. */
export class Scene {
  private constructor(
    readonly plane: ControlPlane,
    readonly objects: readonly KubeObject[],
    private readonly line: KubernetesLine,
    private readonly metricsUrl: string | undefined,
    private readonly standIns: StandInLoop,
  ) {}

  static async start(environment: string, cluster: Cluster): Promise<Scene> {
    const line = nearestLine(cluster.kubernetes);
    const { serviceCidr } = cluster.network;
    const nodes = nodesOf(cluster.pools, 'min');
    const plane = await ground(`watched-${environment}`, { kubernetes: line, runs: 'pods', nodes, serviceCidr });
    const committed = committedDist(environment);
    const objects = committed.map(({ object }) => object);
    const isOperated = objects.some(({ kind }) => OPERATED.includes(kind));
    await establishCrds(plane.client, crdsFor(objects, isOperated ? operatorCrds() : []));
    const metrics = isOperated ? await startOperator(plane) : undefined;
    if (objects.some(({ kind }) => kind === 'Rollout')) await startRollouts(toolPlaces(ROOT), plane);
    await applyAll(plane, committed, secretsOf(environment, committed));
    const others = objects.filter(({ kind }) => kind !== 'ExternalSecret' && !OPERATED.includes(kind));
    return new Scene(plane, objects, line, metrics, new StandInLoop(plane.client, standInsFor(others)));
  }

  /** Objects of a kind. */
  of(...kinds: readonly string[]): readonly KubeObject[] {
    return this.objects.filter(({ kind }) => kinds.includes(kind));
  }

  /** What the operator counts. */
  async metrics(): Promise<string> {
    if (this.metricsUrl === undefined) throw new Error('no operator runs: the environment has no server for it');
    return (await fetch(this.metricsUrl)).text();
  }

  /** How a Prometheus outside asks the API server with the rights of a ServiceAccount, and no others. */
  asServiceAccount(name: string, namespace: string): Discovery {
    const { state, kubeconfig, url } = this.plane;
    const kubectl = findProgram(toolPlaces(ROOT), kubernetesTools[this.line], 'kubectl');
    const words = ['create', 'token', name, `--namespace=${namespace}`, `--kubeconfig=${kubeconfig}`];
    const file = join(state, `${namespace}-${name}.token`);
    writeFileSync(file, execFileSync(kubectl, words, { encoding: 'utf8' }).trim(), { mode: 0o600 });
    return {
      api_server: url,
      authorization: { credentials_file: file },
      tls_config: { ca_file: join(state, 'credentials', 'api-server', 'apiserver.crt') },
    };
  }

  async stop(): Promise<void> {
    await this.standIns.stop();
    await this.plane.stop('logs');
  }
}

/** Committed CRDs of the kinds that there are, and what else the operator watches. */
function crdsFor(objects: readonly KubeObject[], watched: readonly KubeObject[]): readonly KubeObject[] {
  const committed = committedCrdsOf(objects);
  const known = committed.map(({ metadata }) => metadata.name);
  return [...committed, ...watched.filter(({ metadata }) => !known.includes(metadata.name))];
}

/** What starts pods, at once or through a controller: it comes when everything that pods need is there. */
const STARTING = ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout', 'Job', 'CronJob', ...OPERATED];

/** Everything but hooks: namespaces, what lies in them, and once quotas count, what starts pods. */
async function applyAll(
  { client }: ControlPlane,
  objects: readonly CommittedObject[],
  secrets: readonly KubeObject[],
): Promise<void> {
  const all = objects.filter(({ object }) => !isHook(object));
  const apply = (each: (object: KubeObject) => boolean): Promise<unknown> =>
    Promise.all(all.filter(({ object }) => each(object)).map(({ object, text }) => client.apply(object, { text })));
  for (const name of classesOfCluster(all)) await client.apply(storageClass(name));
  await apply(({ kind }) => kind === 'Namespace');
  await apply(({ kind }) => kind !== 'Namespace' && !STARTING.includes(kind));
  for (const secret of secrets) await client.apply(secret);
  await settled(() => uncounted(client, all), 'quotas count', 180);
  await apply(({ kind }) => STARTING.includes(kind));
}

/** StorageClasses that are named and not ours: the cluster's own. The operator makes nothing where one is missing. */
function classesOfCluster(objects: readonly CommittedObject[]): readonly string[] {
  const named = [...JSON.stringify(objects.map(({ object }) => object)).matchAll(/"storageClassName":"([^"]+)"/g)];
  const ours = objects.filter(({ object }) => object.kind === 'StorageClass').map(({ object }) => object.metadata.name);
  return [...new Set(named.map(([, name = '']) => name))].filter(name => !ours.includes(name));
}

function storageClass(name: string): KubeObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'example.com/cluster',
    volumeBindingMode: 'WaitForFirstConsumer',
  } as unknown as KubeObject;
}

async function uncounted(client: KubeClient, objects: readonly CommittedObject[]): Promise<readonly string[]> {
  const quotas = objects.filter(({ object }) => object.kind === 'ResourceQuota');
  const found = await Promise.all(quotas.map(({ object }) => client.get(object)));
  return found.flatMap(quota => {
    const { hard } = (quota?.status ?? {}) as { hard?: object };
    return hard === undefined ? [`${quota?.metadata.name} is not counted`] : [];
  });
}
