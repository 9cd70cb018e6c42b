import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  CONTAINER_LAST_END,
  CONTAINER_READY,
  CONTAINER_RESTARTS,
  metricsOfKind,
  CRONJOB_STATE,
  JOB_STATE,
  NETWORK_POLICY_CREATED,
  NODE_CONDITIONS,
  DAEMON_SET_UNAVAILABLE,
  DEPLOYMENT_READY,
  STATEFUL_SET_READY,
} from '../../constructs/monitoring';
import { kubernetesApi } from '../../constructs/network';
import { fixed } from '../../constructs/scaling';
import { TracedConstruct } from '../../constructs/structure';
import {
  ConfigMap,
  Service,
  size,
  type ApiRight,
  type Image,
  type Probe,
  type Rollout,
} from '../../constructs/workload';
import type { Metric, WatchedKind } from '../../model';
import { configurationOf, rightsOn } from './custom-resources';

const IMAGE: Image = { repository: 'registry.k8s.io/kube-state-metrics/kube-state-metrics', tag: 'v2.19.1' };

/** Name of its workload: the label `job` of its series. */
export const KUBE_STATE = 'kube-state-metrics';

/** Folder of its configuration. */
const FOLDER = '/etc/kube-state-metrics';

/**
 * Memory in MiB. It keeps the definitions of all kinds of the cluster, to learn which are served: Go holds a definition in
 * ten times the bytes of its JSON, and the charts of a production bring some 15 MB (decision 163).
 */
const MEMORY = { request: 128, limit: 384 } as const;

/** Go clears up rather than grow beyond it. */
const CLEARS_UP_AT = '345MiB';

/** What it can tell of each kind, as far as an alert or a dashboard asks. */
const METRICS = {
  cronjobs: Object.values(CRONJOB_STATE),
  jobs: Object.values(JOB_STATE),
  networkpolicies: [NETWORK_POLICY_CREATED],
  nodes: [NODE_CONDITIONS],
  pods: [CONTAINER_RESTARTS, CONTAINER_READY, CONTAINER_LAST_END],
  daemonsets: [DAEMON_SET_UNAVAILABLE],
  deployments: [DEPLOYMENT_READY],
  statefulsets: [STATEFUL_SET_READY],
} as const satisfies Readonly<Record<string, readonly Metric[]>>;

/** Groups of the API, and which of the kinds each has. */
const GROUPS: Readonly<Record<string, readonly (keyof typeof METRICS)[]>> = {
  '': ['nodes', 'pods'],
  apps: ['daemonsets', 'deployments', 'statefulsets'],
  batch: ['cronjobs', 'jobs'],
  'networking.k8s.io': ['networkpolicies'],
};

export interface KubeStateProps {
  readonly namespace: string;
  /** Kinds that it tells of, in alphabetical order. */
  readonly tellsOf: readonly (keyof typeof METRICS)[];
  /** Kinds of add-ons that it tells of, too. */
  readonly customResources: readonly WatchedKind[];
  /** @default surge */
  readonly rollout?: Rollout;
}

const ALIVE: Probe = { path: '/healthz', every: Duration.seconds(15), timeout: Duration.seconds(5), failures: 4 };

/**
 * Tells Prometheus what the cluster's API knows of pods (how often they started again), nodes, workloads, Jobs, CronJobs,
 * and the objects of Argo CD, cert-manager, External Secrets and Argo Rollouts. (LP-10, TG-14, D-06, decision 163)
 */
export class KubeState extends TracedConstruct {
  constructor(scope: Construct, id: string, { namespace, tellsOf, customResources, rollout }: KubeStateProps) {
    super(scope, id);
    const configuration = new ConfigMap(this, `${KUBE_STATE}-configuration`, {
      namespace,
      data: { 'custom-resources.yaml': configurationOf(customResources) },
    });
    new Service(this, KUBE_STATE, {
      namespace,
      image: IMAGE,
      size: size('20m', `${MEMORY.request}Mi`, '100m', `${MEMORY.limit}Mi`),
      env: { GOMEMLIMIT: CLEARS_UP_AT },
      user: 65534,
      port: 8080,
      command: [
        '/kube-state-metrics',
        '--port=8080',
        `--resources=${tellsOf.join(',')}`,
        `--custom-resource-state-config-file=${FOLDER}/custom-resources.yaml`,
      ],
      files: [{ path: FOLDER, configMap: configuration }],
      replicas: fixed(1),
      ...(rollout && { rollout }),
      probes: { liveness: ALIVE, readiness: { ...ALIVE, failures: 3 } },
      calls: kubernetesApi(this),
      apiRights: [...rightsOnKinds(tellsOf), ...rightsOn(customResources)],
      metrics: '/metrics',
      shows: {
        metrics: [
          ...tellsOf.flatMap((kind): readonly Metric[] => METRICS[kind]),
          ...customResources.flatMap(metricsOfKind),
        ],
        ownLabels: true,
      },
    });
  }
}

/** To hear of every object of some kinds, group by group. */
function rightsOnKinds(kinds: KubeStateProps['tellsOf']): readonly ApiRight[] {
  return Object.entries(GROUPS).flatMap(([group, all]): readonly ApiRight[] => {
    const resources = kinds.filter(kind => all.includes(kind));
    return resources.length > 0 ? [{ apiGroups: [group], resources, verbs: ['list', 'watch'] }] : [];
  });
}
