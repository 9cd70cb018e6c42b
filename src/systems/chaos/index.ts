import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { ChartPods, Experiment } from '../../constructs/chaos';
import { AddedPanel, readyPods } from '../../constructs/dashboards';
import { kubernetesApi } from '../../constructs/network';
import { declarationsOf, known, listed, mostNodes, Place, System } from '../../constructs/structure';
import { Namespace, Priorities } from '../../constructs/tenancy';
import type { WorkloadDeclaration } from '../../model';
import { CHAOS, CONTROLLER, DAEMON } from './chaos-mesh';
import { StressTarget } from './stress-target';

/** Share of a worker node's CPU that the stress takes (LP-18). */
const CPU_PERCENT = 80;

/**
 * Chaos Mesh's own namespace, and three experiments that people start: one service's pod fails, services answer each
 * other late, worker nodes are busy. It has to be listed behind the systems that they touch: whom they do follows from what
 * is declared by then in the namespaces that the cluster opens to experiments. (LP-18)
 */
export class Chaos extends System {
  constructor(scope: Construct, id: string, _: Readonly<Record<string, never>>) {
    super(scope, id);
    new Namespace(this.base, CHAOS, { podSecurity: 'privileged' });
    new Priorities(this.base, 'priorities', ['agent']);
    this.exception();
    this.kernel();
    this.mesh();
    const services = this.services();
    const stress = new StressTarget(this.app, 'stress', CHAOS);
    this.experiments(services, stress);
    const panel = readyPods([stress, ...services]);
    if (Place.of(this).watchedBy) new AddedPanel(this.monitoring, 'touched', { panel });
  }

  private experiments(services: readonly WorkloadDeclaration[], stress: StressTarget): void {
    const called = services.filter(each => services.some(other => calls(other, each)));
    const callers = services.filter(each => called.some(other => calls(each, other)));
    new Experiment(this.app, 'pod-failure', {
      namespace: CHAOS,
      fault: { type: 'pod-failure', of: services },
      lasting: Duration.minutes(5),
    });
    new Experiment(this.app, 'network-delay', {
      namespace: CHAOS,
      fault: { type: 'latency', of: called, at: callers, latency: Duration.millis(100) },
      lasting: Duration.minutes(10),
    });
    new Experiment(this.app, 'cpu-stress', {
      namespace: CHAOS,
      fault: { type: 'cpu', of: [stress], threads: stress.threads, percent: CPU_PERCENT },
      lasting: Duration.minutes(15),
    });
  }

  /** What runs, and is no job, in the namespaces that are open to experiments. */
  private services(): readonly WorkloadDeclaration[] {
    const { experimentsIn = [], name } = this.cluster;
    const found = Place.of(this)
      .node.findAll()
      .flatMap(declarationsOf)
      .filter(
        (declared): declared is WorkloadDeclaration => declared.type === 'workload' && declared.runs === 'service',
      )
      .filter(({ namespace }) => namespace !== CHAOS && experimentsIn.includes(namespace));
    if (found.length > 0) return found;
    throw new Error(
      `cluster ${name}: chaos is listed, and nothing runs in a namespace that is open to it; name some in experimentsIn`,
    );
  }

  /** The chart's pods: what they may reach, and their part of the quota. */
  private mesh(): void {
    const { cluster } = this;
    const common = { namespace: CHAOS, openTo: [] };
    // The chart's rollout starts nothing beside the old pod of a node.
    const daemon = new ChartPods(this.app, DAEMON.name, {
      ...common,
      ...DAEMON,
      mostPods: mostNodes(cluster),
      calls: [],
    });
    new ChartPods(this.app, CONTROLLER.name, {
      ...common,
      ...CONTROLLER,
      // One, and the next beside it while a version comes.
      mostPods: 2,
      calls: [daemon.endpoint, ...kubernetesApi(this)],
      openTo: [{ name: 'api-server', cidrs: [known(cluster.network.vpcCidr)] }],
    });
  }

  /** Images of Amazon Linux 2023 leave the module in a package of its own. */
  private kernel(): void {
    this.declare({
      type: 'contract',
      id: `${this.cluster.name}-netem`,
      owner: 'platform team',
      statement:
        'The kernel of every worker node can delay packets: the module `sch_netem` is there. On Amazon Linux 2023 the ' +
        'package `kernel-modules-extra` brings it, which the nodes’ launch template installs. Without it the ' +
        'experiment network-delay changes nothing; the other two need nothing of the kind.',
      check: `kubectl --namespace ${CHAOS} exec daemonset/${DAEMON.name} -- modprobe --show-depends sch_netem | grep --count insmod`,
      expect: '1',
      requirements: ['LP-18'],
    });
  }

  private exception(): void {
    this.declare({
      type: 'exception',
      rule: 'pod-security',
      object: `Namespace/${CHAOS}`,
      reason:
        'Chaos Mesh’s daemon enters the namespaces of other pods, so it is privileged and sees the node’s processes (LP-18); its quota has no room for anything else',
      owner: 'platform team',
      reviewBy: '2027-05-31',
    });
  }
}

/** Whether one calls the other. */
function calls({ calls }: WorkloadDeclaration, { serves }: WorkloadDeclaration): boolean {
  return calls.some(
    call =>
      call.type === 'pods' &&
      serves.some(({ service, namespace }) => call.service === service && call.namespace === namespace),
  );
}

/** Lists the experiments in an environment. */
export const chaos = listed('chaos', Chaos);
