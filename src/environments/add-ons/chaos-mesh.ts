import { mostNodes } from '../../constructs/structure';
import type { ContainerSize } from '../../constructs/workload';
import type { Cluster } from '../../model';
import { CHAOS, CONTROLLER, DAEMON, RELEASE } from '../../systems/chaos/chaos-mesh';
import type { AddOn } from '../environment';
import { pods } from './pods';

/** Values of the chart, as far as we set them. */
interface ChaosMeshValues {
  readonly enableProfiling: false;
  readonly controllerManager: {
    /** One: while none runs, no experiment starts, and one that runs ends a minute later. */
    readonly replicaCount: 1;
    /** Pods of a namespace without the annotation are never touched: the default touches all. */
    readonly enableFilterNamespace: true;
    /** Off: it is for machines outside Kubernetes. */
    readonly chaosdSecurityMode: false;
    readonly env: { readonly WEBHOOK_PORT: number };
    readonly resources: ContainerSize;
    readonly nodeSelector: Readonly<Record<string, string>>;
    /** What runs in place of a container that fails: the default is `latest` of a registry that is closed. */
    readonly podChaos: { readonly podFailure: { readonly pauseImage: string } };
  };
  readonly chaosDaemon: {
    /** The default is Docker, which no node of EKS has. */
    readonly runtime: 'containerd';
    readonly socketPath: string;
    readonly grpcPort: number;
    readonly resources: ContainerSize;
    /** Nodes whose pods experiments touch. */
    readonly nodeSelector: Readonly<Record<string, string>>;
  };
  /**
   * Off: a page that breaks things. Its security mode, which the chart keeps here, stays on: who starts an experiment
   * needs the right to do so in every namespace that it touches.
   */
  readonly dashboard: { readonly create: false; readonly securityMode: true };
  /** Off: for faults of names, which nobody asked for. */
  readonly dnsServer: { readonly create: false };
}

/** Image that waits for ever: the one that Kubernetes itself starts in each pod. */
const PAUSE = 'registry.k8s.io/pause:3.10';

const ROLLED = {
  // The chart writes something random there at every rendering, so that pods read its new certificates.
  jsonPointers: ['/spec/template/metadata/annotations/rollme'],
};

/** Chaos Mesh 2.8.3, whose kinds our experiments are typed by (LP-18). */
export function chaosMesh(cluster: Cluster): AddOn {
  const { workloadNodes = {} } = cluster;
  const values: ChaosMeshValues = {
    enableProfiling: false,
    controllerManager: {
      replicaCount: 1,
      enableFilterNamespace: true,
      chaosdSecurityMode: false,
      env: { WEBHOOK_PORT: CONTROLLER.port },
      resources: CONTROLLER.size,
      // Beside what it breaks: the nodes of other charts have no place to spare when a zone is lost.
      nodeSelector: workloadNodes,
      podChaos: { podFailure: { pauseImage: PAUSE } },
    },
    chaosDaemon: {
      runtime: 'containerd',
      socketPath: '/run/containerd/containerd.sock',
      grpcPort: DAEMON.port,
      resources: DAEMON.size,
      nodeSelector: workloadNodes,
    },
    dashboard: { create: false, securityMode: true },
    dnsServer: { create: false },
  };
  return {
    name: RELEASE,
    // The system `chaos` makes it: with its level of Pod Security, its policies and its quota.
    namespace: CHAOS,
    chart: { repository: 'https://charts.chaos-mesh.org', name: 'chaos-mesh', version: '2.8.3' },
    values,
    pods: [
      { ...pods(CONTROLLER.name, values.controllerManager.replicaCount, CONTROLLER.size), nodeSelector: workloadNodes },
      {
        ...pods(DAEMON.name, mostNodes(cluster), DAEMON.size),
        nodeSelector: workloadNodes,
        tolerations: [],
      },
    ],
    apis: ['chaos-mesh.org'],
    kinds: KINDS,
    ignoreDifferences: [
      // The chart makes new certificates at every rendering; the first ones stay.
      ...['webhook', 'daemon', 'daemon-client'].map(of => ({
        group: '',
        kind: 'Secret',
        name: `chaos-mesh-${of}-certs`,
        jsonPointers: ['/data'],
      })),
      ...[
        { kind: 'MutatingWebhookConfiguration', name: 'chaos-mesh-mutation' },
        { kind: 'ValidatingWebhookConfiguration', name: 'chaos-mesh-validation' },
        { kind: 'ValidatingWebhookConfiguration', name: 'chaos-mesh-validation-auth' },
      ].map(webhook => ({
        group: 'admissionregistration.k8s.io',
        ...webhook,
        jqPathExpressions: ['.webhooks[].clientConfig.caBundle'],
      })),
      { group: 'apps', kind: 'Deployment', name: CONTROLLER.name, ...ROLLED },
      { group: 'apps', kind: 'DaemonSet', name: DAEMON.name, ...ROLLED },
    ],
  };
}

const KINDS: AddOn['kinds'] = {
  namespaced: [
    'Secret',
    'Service',
    'ServiceAccount',
    'apps/DaemonSet',
    'apps/Deployment',
    'rbac.authorization.k8s.io/Role',
    'rbac.authorization.k8s.io/RoleBinding',
  ],
  cluster: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    'apiextensions.k8s.io/CustomResourceDefinition',
    'rbac.authorization.k8s.io/ClusterRole',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
  ],
};
