import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { NOBODY, PROMETHEUS_IMAGE } from '../../constructs/alerting';
import type { ServiceLevel } from '../../constructs/monitoring';
import { Autoscaler } from '../../constructs/scaling';
import { declarationsOf, known, listed, Place, System } from '../../constructs/structure';
import { Namespace, Priorities } from '../../constructs/tenancy';
import { ConfigMap, Job, size } from '../../constructs/workload';
import type { Declaration } from '../../model';
import { PROMETHEUS, PROMETHEUS_ADDRESS } from '../monitoring/endpoints';
import { deploymentLab } from './deployment';
import { failureLab } from './failure';
import { hardeningLab } from './hardening';
import { checkFiles, type Lab } from './lab';
import { scalingLab } from './scaling';
import { ShopQueries, type LabService } from './shop-queries';
import type { LabSurroundings } from './surroundings';

/** What differs between two environments in which people learn. */
export interface LabsProps {
  /** Services that the labs look at, the first of which the world reaches; systems before this one declare and scale them. */
  readonly services: readonly string[];
  /** What they promise. */
  readonly serviceLevel: ServiceLevel;
}

const SCRIPTS = '/scripts';
const CHECKS = '/checks';

/** Seconds that Prometheus may take until it answers. */
const WAIT_SECONDS = 60;

/** A ConfigMap with this label holds one query in each file: gates judge them as they judge those of rules. */
const QUERIES = { 'garam.dev/content': 'promql' };

/**
 * The four learning scenarios: for each a Job that a learner starts when the steps of docs/labs/ are done, and that asks
 * Prometheus whether the scenario came out. It has to be listed behind the systems that it looks at. (LP-21, decisions
 * 195 to 197)
 */
export class Labs extends System {
  private readonly scripts: ConfigMap;

  constructor(scope: Construct, id: string, props: LabsProps) {
    super(scope, id);
    const surroundings = this.surroundings(props);
    new Namespace(this.base, id);
    new Priorities(this.base, 'priorities', ['job']);
    this.scripts = new ConfigMap(this.app, 'lab-scripts', {
      namespace: id,
      data: { 'verify.sh': readFileSync(join(__dirname, 'verify.sh'), 'utf8') },
    });
    for (const lab of [deploymentLab, scalingLab, failureLab, hardeningLab]) this.lab(lab(surroundings));
  }

  private lab(lab: Lab): void {
    const namespace = this.node.id;
    const job = `lab-${lab.number}`;
    this.declare({ type: 'lab', ...lab, job, namespace });
    const checks = new ConfigMap(this.app, `${job}-checks`, { namespace, data: checkFiles(lab), labels: QUERIES });
    new Job(this.app, job, {
      namespace,
      run: 'on-demand',
      image: PROMETHEUS_IMAGE,
      user: NOBODY,
      size: size('20m', '64Mi', '200m', '192Mi'),
      command: ['/bin/sh', `${SCRIPTS}/verify.sh`],
      env: { LAB: job, CHECKS, PROMETHEUS: PROMETHEUS_ADDRESS, WAIT_SECONDS: String(WAIT_SECONDS) },
      files: [
        { path: SCRIPTS, configMap: this.scripts },
        { path: CHECKS, configMap: checks },
      ],
      calls: [PROMETHEUS],
      deadline: Duration.minutes(10),
      retries: 0,
    });
  }

  private surroundings({ services, serviceLevel }: LabsProps): LabSurroundings {
    const constructs = Place.of(this).node.findAll();
    const declared = constructs.flatMap(declarationsOf);
    const autoscalers = constructs.filter((each): each is Autoscaler => each instanceof Autoscaler);
    const levels = declared.filter(each => each.type === 'service-level');
    const found = services.map((name): LabService => {
      const level = levels.find(({ service }) => service === name);
      const autoscaler = autoscalers.find(
        ({ target }) => target.name === name && target.namespace === level?.namespace,
      );
      if (level && autoscaler) return { name, namespace: level.namespace, fewestPods: autoscaler.fewestPods };
      throw new Error(
        `${this.node.path}: no service ${name} with a service level and an autoscaler is declared; list the labs behind its system, or correct the name`,
      );
    });
    const [entry] = found;
    if (!entry) throw new Error(`${this.node.path}: no service is given; name those that the labs look at`);
    const objectives = levels.find(({ service }) => service === entry.name)?.objectives ?? [];
    return {
      queries: new ShopQueries(found),
      services: found,
      entry,
      addresses: declared.filter(each => each.type === 'public-address').filter(({ unseen }) => unseen === undefined),
      latency: objectives.filter(({ slo }) => slo.startsWith('latency')),
      serviceLevel,
      nodes: this.fewestNodes(),
      namespaces: namespacesOf(declared, this.node.id),
    };
  }

  private fewestNodes(): LabSurroundings['nodes'] {
    const { pools, workloadNodes = {} } = this.cluster;
    const sum = (of: typeof pools): number => of.reduce((total, { nodes }) => total + known(nodes).min, 0);
    const forSystems = pools.filter(({ labels = {} }) =>
      Object.entries(workloadNodes).every(([label, value]) => labels[label] === value),
    );
    return { all: sum(pools), forSystems: sum(forSystems) };
  }
}

/** Where workloads are declared, and the labs' own. */
function namespacesOf(declared: readonly Declaration[], own: string): readonly string[] {
  const others = declared.flatMap(each => (each.type === 'workload' ? [each.namespace] : []));
  return [...new Set([...others, own])].sort();
}

/** Lists the labs in an environment, behind the systems that they look at. */
export const labs = listed('labs', Labs);
