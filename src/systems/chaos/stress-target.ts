import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Place, poolsOf, TracedConstruct } from '../../constructs/structure';
import { NodeAgent, selectorLabels, type CpuQuantity, type Image, type Probe } from '../../constructs/workload';

/** The project's own build, as for other pods that need no more than a shell. */
const IMAGE: Image = { repository: 'docker.io/library/busybox', tag: '1.37.0' };

/** Name of the pods. */
const NAME = 'stress-target';

/** Any user but root: nothing here is anybody's. */
const USER = 65534;

/** The stress leaves a fifth of the limit to it. */
const ALIVE: Probe = {
  command: ['true'],
  every: Duration.seconds(60),
  timeout: Duration.seconds(10),
  failures: 5,
};

/**
 * A pod that sleeps on every worker node and may use all of its CPU. Chaos Mesh puts the stress into a container's own
 * control group: in a service's, the service's limit would hold it, and the node would notice nothing
 * (docs/decisions/labs/187-stress-has-a-pod-of-its-own.md).
 */
export class StressTarget extends TracedConstruct {
  readonly name = NAME;
  readonly selector: Readonly<Record<string, string>>;
  /** Threads that keep every CPU of the smallest worker node busy. */
  readonly threads: number;

  constructor(
    scope: Construct,
    id: string,
    readonly namespace: string,
  ) {
    super(scope, id);
    // What pods may use of a node is what its CPUs are less the system's part, which is never a whole one.
    const pools = poolsOf(Place.of(this).cluster);
    this.threads = Math.min(...pools.map(({ allocatable }) => Math.ceil(allocatable.cpuMillis / 1000)));
    this.selector = selectorLabels(NAME, 'chaos');
    new NodeAgent(this, NAME, {
      namespace,
      image: IMAGE,
      size: {
        requests: { cpu: '10m', memory: '16Mi' },
        limits: { cpu: `${this.threads}` satisfies CpuQuantity, memory: '64Mi' },
      },
      user: USER,
      group: USER,
      offline: true,
      command: ['sleep', 'infinity'],
      nodeFolders: [],
      probes: { liveness: ALIVE, readiness: ALIVE },
    });
  }
}
