import type { Construct } from 'constructs';
import { EbsStorageClass } from '../../constructs/aws';
import { AlarmedPods, AlertRules, Kubelets, type PodAlarm, type WatchedPods } from '../../constructs/monitoring';
import { declarationsOf, listed, Place, System } from '../../constructs/structure';
import { Namespace, Priorities } from '../../constructs/tenancy';
import { tellByFiles, watchByFiles } from './by-files';
import { watchByOperator } from './by-operator';
import { customResourceRules } from './custom-resources';
import { makeDashboards } from './dashboards';
import { MONITORING, PROMETHEUS } from './endpoints';
import { KUBE_STATE, KubeState, type KubeStateProps } from './kube-state';
import { nodeAlerts, type NodeAlarm } from './node-alerts';
import { ownAlerts } from './own-alerts';
import type { MonitoringProps } from './props';

/**
 * What watches an environment: Prometheus, Alertmanager that tells people, and, where there is room, Grafana that shows.
 * (FD-12, FP-11…FP-13, LP-10, LP-11, TG-14, MM-08, D-06)
 */
export class Monitoring extends System {
  readonly #props: MonitoringProps;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const namespace = MONITORING;
    this.refuseOther(props.type);
    new Namespace(this.base, namespace);
    new Priorities(this.base, 'priorities', [...agents(props), 'store', 'service']);

    if (props.disks) new EbsStorageClass(this.cloud, props.disks.name, props.disks);
    this.#props = props;
    if (props.type === 'by-operator') watchByOperator(this, props);
    this.watchState(namespace, props);
    new AlertRules(this.monitoring, 'own-alerts', {
      name: 'watching',
      namespace,
      groups: [{ name: 'watching', recordings: [], alerts: ownAlerts(namespace) }],
    });
    if (props.nodes) this.watchNodes(namespace, props.nodes);
  }

  /** What follows from all that is watched comes last. */
  override complete(): void {
    const props = this.#props;
    if (props.type === 'by-files') {
      // Who tells people is watched, too, and Prometheus reads all that is.
      const alertmanager = tellByFiles(this, props);
      this.watchPlace(props);
      watchByFiles(this, props, alertmanager);
    } else {
      this.watchPlace(props);
      makeDashboards(this, props.language);
    }
  }

  /** Pods and nodes of the whole place, of whatever system. */
  private watchPlace({ pods, kubelets }: MonitoringProps): void {
    if (pods) this.watchPods(pods);
    new Kubelets(this.monitoring, 'kubelets', { ...kubelets, namespace: MONITORING });
  }

  /** What the cluster's API knows of its own objects, and of those of add-ons. */
  private watchState(namespace: string, props: MonitoringProps): void {
    const { sync, watchedKinds } = Place.of(this);
    new KubeState(this.app, 'kube-state', {
      namespace,
      tellsOf: toldOf(props),
      customResources: watchedKinds,
      // Small nodes have no room for two of it, and half a minute without readings costs nothing (decision 140).
      ...(props.type === 'by-files' && { rollout: 'replace' }),
    });
    if (watchedKinds.length === 0) return;
    new AlertRules(this.monitoring, 'custom-resources', {
      name: 'custom-resources',
      namespace,
      groups: customResourceRules(watchedKinds, sync, { name: KUBE_STATE, namespace }),
    });
  }

  private watchNodes(namespace: string, alarm: NodeAlarm): void {
    new AlertRules(this.monitoring, 'node-alerts', {
      name: 'nodes',
      namespace,
      groups: [{ name: 'nodes', recordings: [], alerts: nodeAlerts(namespace, alarm) }],
    });
  }

  /** Every workload of the place, of whatever system. The Prometheus of files comes after all that it judges. */
  private watchPods(alarm: PodAlarm): void {
    for (const each of Place.of(this).node.findAll()) {
      for (const declared of declarationsOf(each)) {
        if (declared.type === 'workload' && declared.runs === 'service') alarmedPods(System.of(each), declared, alarm);
      }
    }
    if (this.#props.type === 'by-files') alarmedPods(this, { name: PROMETHEUS.service, namespace: MONITORING }, alarm);
  }

  /** Systems make what they show for whom their environment names. */
  private refuseOther(type: MonitoringProps['type']): void {
    const { node, watchedBy } = Place.of(this);
    if (watchedBy?.type === type) return;
    throw new Error(
      watchedBy
        ? `${node.path}: lists monitoring ${type} and says that it is watched ${watchedBy.type}; both have to be the same`
        : `${node.path}: lists monitoring and does not say so; give the environment a \`watchedBy\``,
    );
  }
}

function alarmedPods({ monitoring: layer }: System, { name, namespace }: WatchedPods, alarm: PodAlarm): void {
  new AlarmedPods(layer, `${namespace}-${name}-pods`, { name, namespace }, alarm);
}

/** Whether something stands on every node: it comes before what could go elsewhere. */
function agents(props: MonitoringProps): readonly 'agent'[] {
  return props.type === 'by-operator' && props.nodeExporter ? ['agent'] : [];
}

/** Kinds of objects that somebody asks kube-state-metrics of: alerts, and labs of network policies. */
function toldOf(props: MonitoringProps): KubeStateProps['tellsOf'] {
  return [
    'cronjobs',
    'daemonsets',
    'deployments',
    'jobs',
    ...(props.type === 'by-operator' && props.networkPolicies ? (['networkpolicies'] as const) : []),
    ...(props.nodes ? (['nodes'] as const) : []),
    'pods',
    'statefulsets',
  ];
}

/** Lists what watches in an environment. */
export const monitoring = listed('monitoring', Monitoring);
