import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../../src/model';
import {
  establishCrds,
  nearestLine,
  nodesOf,
  startArgoCd,
  toolPlaces,
  type ControlPlane,
} from '../../../src/proving-ground';
import { realModel } from '../../real-model';
import { committedCrds, committedDist, ROOT } from '../committed-objects';
import { ground } from '../ground';
import { Applications } from './applications';
import { StandInLoop, standInsFor } from './stand-ins';
import { WorkingCopy } from './working-copy';

/** The URL that argocd/ names. */
export const REPOSITORY = 'https://git.example.com/platform/garam.git';

/** An environment's cluster with Argo CD, before `root.yaml` is applied. */
export interface ArgoCdGround {
  readonly plane: ControlPlane;
  readonly applications: Applications;
  readonly copy: WorkingCopy;
  readonly standIns: StandInLoop;
  readonly stop: () => Promise<void>;
}

export async function argoCdGround(environment: string, name = `argo-cd-${environment}`): Promise<ArgoCdGround> {
  const cluster = realModel().environments.find(each => each.name === environment)?.cluster;
  if (cluster === undefined) throw new RangeError(`no environment ${environment}`);
  const plane = await ground(name, {
    kubernetes: nearestLine(cluster.kubernetes),
    runs: 'pods',
    nodes: nodesOf(cluster.pools, 'min'),
    ...(cluster.network.serviceCidr === undefined ? {} : { serviceCidr: cluster.network.serviceCidr }),
  });
  const crds = committedCrds().filter(crd => !crd.metadata.name.endsWith('.argoproj.io'));
  await establishCrds(plane.client, crds);
  const copy = new WorkingCopy(plane.state);
  const config = chartConfig(copy.read(join('argocd', environment, 'argocd-values.yaml')));
  await startArgoCd({ places: toolPlaces(ROOT), plane, repositories: { [REPOSITORY]: copy.bare }, config });
  const objects = committedDist(environment).map(({ object }) => object);
  const standIns = new StandInLoop(plane.client, standInsFor(objects));
  const stop = async (): Promise<void> => {
    await standIns.stop();
    await plane.stop('logs');
  };
  return { plane, copy, standIns, stop, applications: new Applications(plane.client) };
}

/** `kubectl apply --server-side -f root.yaml`. */
export async function applyRoot({ plane, copy }: ArgoCdGround, environment: string): Promise<void> {
  for (const document of parseAllDocuments(copy.read(join('argocd', environment, 'root.yaml'))))
    await plane.client.apply(document.toJS() as KubeObject, { manager: 'a-person' });
}

/** What the chart makes of `configs.cm`: each value as text. */
function chartConfig(values: string): Record<string, string> {
  const { configs } = parse(values) as { configs: { cm: Record<string, string> } };
  return Object.fromEntries(Object.entries(configs.cm).map(([name, value]) => [name, String(value)]));
}
