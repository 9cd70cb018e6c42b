import type { PodOrigin } from '../../model';
import type { AddOn } from '../environment';
import { pods } from './pods';

/** Name of the add-on, its Application, its Helm release and its namespace. */
const NAME = 'argo-rollouts';

/**
 * Who asks Prometheus how a new version does: the system `monitoring` lets it in. Its labels are those by which the
 * chart's Deployment selects its pods.
 */
export const ARGO_ROLLOUTS_PODS: PodOrigin = {
  name: 'release-controller',
  namespace: NAME,
  selector: {
    'app.kubernetes.io/component': 'rollouts-controller',
    'app.kubernetes.io/instance': NAME,
    'app.kubernetes.io/name': NAME,
  },
};

/** Values of the chart, as far as we set them. */
interface ArgoRolloutsValues {
  /** Kept when the chart goes: with them every Rollout would go, and the pods with it. */
  readonly installCRDs: true;
  readonly keepCRDs: true;
  readonly controller: {
    /** Two, one of which works: while none does, no release goes on and none goes back. */
    readonly replicas: 2;
    readonly pdb: { readonly enabled: true; readonly maxUnavailable: 1 };
    readonly resources: {
      readonly requests: { readonly cpu: string; readonly memory: string };
      readonly limits: { readonly memory: string };
    };
  };
  /** Rights on the one traffic router that is here; those on ingresses come with the rest. */
  readonly providerRBAC: { readonly enabled: true; readonly providers: Readonly<Record<string, boolean>> };
  /** Off: a page that promotes and aborts without asking who you are. */
  readonly dashboard: { readonly enabled: false };
  /** None: Argo CD tells people about its Applications, alerts about the rest. */
  readonly notifications: {
    readonly configmap: { readonly create: false };
    readonly secret: { readonly create: false };
  };
}

/** Traffic routers that the chart would give rights on, but for the AWS Load Balancer Controller. */
const OTHER_ROUTERS = [
  'ambassador',
  'apisix',
  'awsAppMesh',
  'contour',
  'gatewayAPI',
  'glooPlatform',
  'istio',
  'smi',
  'traefik',
];

/**
 * Argo Rollouts v1.9.1: releases that move requests share by share and go back by themselves (FP-14, LP-16). It verifies
 * no target group in AWS, and so it needs no rights there: pods count as ready when the load balancer has them in
 * service, by their readiness gates.
 */
export function argoRollouts(): AddOn {
  const values: ArgoRolloutsValues = {
    installCRDs: true,
    keepCRDs: true,
    controller: {
      replicas: 2,
      pdb: { enabled: true, maxUnavailable: 1 },
      resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    },
    providerRBAC: {
      enabled: true,
      providers: Object.fromEntries([
        ['awsLoadBalancerController', true],
        ...OTHER_ROUTERS.map(router => [router, false] as const),
      ]),
    },
    dashboard: { enabled: false },
    notifications: { configmap: { create: false }, secret: { create: false } },
  };
  return {
    name: NAME,
    namespace: NAME,
    chart: { repository: 'https://argoproj.github.io/argo-helm', name: NAME, version: '2.41.1' },
    values,
    pods: [pods(NAME, values.controller.replicas, values.controller.resources)],
    apis: ['argoproj.io'],
    watchedKinds: ['rollouts'],
    kinds: {
      namespaced: ['ConfigMap', 'ServiceAccount', 'apps/Deployment', 'policy/PodDisruptionBudget'],
      cluster: [
        'apiextensions.k8s.io/CustomResourceDefinition',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
    },
  };
}
