import type { PodEndpoint, PodOrigin } from '../../model';
import type { AddOn } from '../environment';
import { pods } from './pods';

/** Name of the add-on, its Application, its Helm release and its namespace. */
const NAME = 'nginx-ingress';

/**
 * Who calls the services behind an Ingress: systems put it into `openTo`. Its labels are those by which the chart's
 * Deployment selects its pods.
 */
export const NGINX_INGRESS_PODS: PodOrigin = {
  name: 'ingress-controller',
  namespace: NAME,
  selector: { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/instance': NAME },
};

/**
 * The controller's pods as a call from inside the cluster to the load balancer's address arrives at them, at the chart's
 * own `controller.containerPort.https`.
 */
export const NGINX_INGRESS_HTTPS: PodEndpoint = {
  type: 'pods',
  service: NGINX_INGRESS_PODS.name,
  namespace: NGINX_INGRESS_PODS.namespace,
  selector: NGINX_INGRESS_PODS.selector,
  port: 443,
  protocol: 'TCP',
};

/** How people reach the controller. */
export interface NginxIngressControllerProps {
  /** 2: one goes on while the other is replaced, and nodes are drained one at a time. @default 1 */
  readonly replicas?: 1 | 2;
  /**
   * Annotations of the Service, by which a cloud sets its load balancer up: on Azure
   * `service.beta.kubernetes.io/azure-pip-name` for a public address that stays,
   * `service.beta.kubernetes.io/azure-load-balancer-internal` for an address inside. @default none
   */
  readonly loadBalancer?: Readonly<Record<string, string>>;
  /** Address ranges that may call. @default everybody */
  readonly allowedRanges?: readonly string[];
}

/** Values of the chart, as far as we set them. */
interface NginxIngressValues {
  readonly controller: {
    readonly replicaCount: number;
    readonly ingressClass: { readonly name: 'nginx'; readonly create: true; readonly setAsDefaultIngress: false };
    /** Off: routes are Ingresses, which other controllers read as well. Their CRDs stay away, too. */
    readonly enableCustomResources: false;
    /** Off (D-04): whoever writes an Ingress would write NGINX's configuration, and read every Secret with it. */
    readonly enableSnippets: false;
    readonly readOnlyRootFilesystem: true;
    readonly resources: Resources;
    /** Of the container that copies the configuration first: no more than its pod requests anyway. */
    readonly initContainerResources: Resources;
    readonly service: {
      readonly type: 'LoadBalancer';
      /** Callers keep their own address, by which requests are limited and logged. */
      readonly externalTrafficPolicy: 'Local';
      readonly annotations: Readonly<Record<string, string>>;
      readonly loadBalancerSourceRanges: readonly string[];
    };
    /** Which of two replicas reports the address; a lone one needs no Lease. */
    readonly reportIngressStatus: { readonly enable: true; readonly enableLeaderElection: boolean };
    readonly podDisruptionBudget: { readonly enabled: boolean; readonly maxUnavailable: 1 };
    readonly topologySpreadConstraints: readonly object[];
    /** Off: nothing of the cluster is told to F5. */
    readonly telemetryReporting: { readonly enable: false };
  };
  /** Metrics at port 9113 of every pod, and annotations that say so. */
  readonly prometheus: { readonly create: true; readonly port: 9113 };
}

interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly memory: string };
}

/** What the chart's own values request, too. */
const RESOURCES: Resources = { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } };

/**
 * F5 NGINX Ingress Controller 5.5.4, which serves the class `nginx` (TG-01, D-04). One host belongs to one Ingress:
 * the rule `nginx-host` sees to it.
 */
export function nginxIngressController(props: NginxIngressControllerProps = {}): AddOn {
  const { replicas = 1, loadBalancer = {}, allowedRanges = [] } = props;
  const several = replicas > 1;
  const values: NginxIngressValues = {
    controller: {
      replicaCount: replicas,
      ingressClass: { name: 'nginx', create: true, setAsDefaultIngress: false },
      enableCustomResources: false,
      enableSnippets: false,
      readOnlyRootFilesystem: true,
      resources: RESOURCES,
      initContainerResources: RESOURCES,
      service: {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        annotations: loadBalancer,
        loadBalancerSourceRanges: allowedRanges,
      },
      reportIngressStatus: { enable: true, enableLeaderElection: several },
      podDisruptionBudget: { enabled: several, maxUnavailable: 1 },
      topologySpreadConstraints: several ? [apart()] : [],
      telemetryReporting: { enable: false },
    },
    prometheus: { create: true, port: 9113 },
  };
  return {
    name: NAME,
    namespace: NAME,
    chart: { repository: 'ghcr.io/nginx/charts', name: NAME, version: '2.6.4' },
    values,
    skipCrds: true,
    pods: [pods(`${NAME}-controller`, replicas, RESOURCES)],
    kinds: {
      namespaced: [
        'ConfigMap',
        'Service',
        'ServiceAccount',
        'apps/Deployment',
        ...(several ? ['coordination.k8s.io/Lease', 'policy/PodDisruptionBudget'] : []),
        'rbac.authorization.k8s.io/Role',
        'rbac.authorization.k8s.io/RoleBinding',
      ],
      cluster: [
        'networking.k8s.io/IngressClass',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
    },
  };
}

/** Not both on one node, where there are two. */
function apart(): object {
  return {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: NGINX_INGRESS_PODS.selector },
  };
}
