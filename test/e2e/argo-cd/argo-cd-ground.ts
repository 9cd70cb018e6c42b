import {
  nearestLine,
  nodesOf,
  readDeliveredTree,
  StandInLoop,
  standInsFor,
  startDelivery,
  toolPlaces,
  type ControlPlane,
  type DeliveredTree,
} from '../../../src/proving-ground';
import { realModel } from '../../real-model';
import { ROOT } from '../committed-objects';
import { ground } from '../ground';
import { Applications } from './applications';
import { WorkingCopy } from './working-copy';

/** The URL that argocd/ names. */
export const REPOSITORY = 'https://git.example.com/platform/garam.git';

/** An environment's cluster with Argo CD, before `root.yaml` is applied. */
export interface ArgoCdGround {
  readonly plane: ControlPlane;
  readonly applications: Applications;
  readonly copy: WorkingCopy;
  /** What the working copy delivered when the cluster was started. */
  readonly tree: DeliveredTree;
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
    serviceCidr: cluster.network.serviceCidr,
  });
  try {
    const copy = new WorkingCopy(plane.state);
    const tree = readDeliveredTree(ROOT, environment);
    await startDelivery({ places: toolPlaces(ROOT), plane, tree, bare: copy.bare });
    const standIns = new StandInLoop(plane.client, standInsFor(tree.objects));
    const stop = async (): Promise<void> => {
      await standIns.stop();
      await plane.stop('logs');
    };
    return { plane, copy, tree, standIns, stop, applications: new Applications(plane.client) };
  } catch (error) {
    await plane.stop('logs');
    throw error;
  }
}
