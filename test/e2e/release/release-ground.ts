import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  nodesOf,
  startPrometheus,
  startRollouts,
  toolPlaces,
  type ControlPlane,
  type LiveObject,
  type Watch,
} from '../../../src/proving-ground';
import type { NodePool } from '../../../src/model';
import { ROOT } from '../committed-objects';
import { ground } from '../ground';
import { Balancer } from './balancer';

/** Room for every scenario at once: sizes are proved elsewhere. */
const ROOM = { cpuMillis: 512_000, memoryMiB: 2_048_000, pods: 2000 };
const ZONES = ['zone-a', 'zone-b', 'zone-c'];

/** A control plane with the real Rollouts controller and a real Prometheus, which sees what the balancer's pods count. */
export class ReleaseGround {
  private readonly rollouts = new Map<string, LiveObject>();

  private constructor(
    readonly plane: ControlPlane,
    readonly balancer: Balancer,
    /** Address of Prometheus. */
    readonly prometheus: string,
    private readonly server: Server,
    private watch: Watch | undefined,
  ) {}

  /** @param pools pools that the pods ask for: one node a zone with their labels and taints */
  static async start(name: string, pools: readonly NodePool[]): Promise<ReleaseGround> {
    const nodes = nodesOf(
      pools.map(pool => ({ ...pool, zones: ZONES, nodes: { min: 3, max: 3 }, allocatable: ROOM })),
      'min',
    );
    const plane = await ground(name, { kubernetes: '1.30', runs: 'pods', nodes });
    await startRollouts(toolPlaces(ROOT), plane);
    return ReleaseGround.on(plane);
  }

  /** On a control plane that runs already, with the Rollouts controller. */
  static async on(plane: ControlPlane): Promise<ReleaseGround> {
    const places = toolPlaces(ROOT);
    const balancer = await Balancer.start(plane.client);
    const server = createServer((_, answer) => answer.setHeader('content-type', 'text/plain').end(balancer.metrics()));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const prometheus = await startPrometheus({ places, state: plane.state, config: scraped(port) });
    const it = new ReleaseGround(plane, balancer, prometheus, server, undefined);
    it.watch = await plane.client.watch('argoproj.io/v1alpha1', 'Rollout', undefined, ({ object }) => {
      it.rollouts.set(object.metadata.namespace ?? '', object);
    });
    return it;
  }

  /** The Rollout of a namespace as it was last told. */
  rolloutIn(namespace: string): LiveObject | undefined {
    return this.rollouts.get(namespace);
  }

  async stop(): Promise<void> {
    this.balancer.stop();
    this.watch?.stop();
    this.server.closeAllConnections();
    this.server.close();
    await this.plane.stop('logs');
  }
}

/** One target for all pods, whose own labels count: pods of kwok cannot be scraped. Each second instead of each half minute. */
function scraped(port: number): object {
  return {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: [{ job_name: 'pods', honor_labels: true, static_configs: [{ targets: [`127.0.0.1:${port}`] }] }],
  };
}
