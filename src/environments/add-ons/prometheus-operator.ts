import { CONFIG_RELOADER_SIZE } from '../../constructs/prometheus-operator';
import type { ContainerSize } from '../../constructs/workload';
import type { AddOn } from '../environment';
import { pods } from './pods';

/** A part of the chart that is ours to make, or that nobody needs. */
interface Off {
  readonly enabled: false;
}

/** Values of the chart, as far as we set them. */
interface PrometheusOperatorValues {
  readonly crds: { readonly enabled: true };
  readonly prometheusOperator: {
    readonly fullnameOverride: string;
    /** Off: what it refuses, the gates refuse before a commit; its certificates come by Jobs of hooks. */
    readonly admissionWebhooks: Off;
    readonly tls: Off;
    readonly serviceMonitor: { readonly selfMonitor: false };
    /** Off: the operator would write a Service for kubelets. */
    readonly kubeletService: Off;
    readonly kubeletEndpointsEnabled: false;
    readonly kubeletEndpointSliceEnabled: false;
    readonly resources: ContainerSize;
    readonly prometheusConfigReloader: { readonly resources: ContainerSize };
  };
  /** Rules for control planes that a cloud hides are false alarms for ever. */
  readonly defaultRules: { readonly create: false };
  readonly prometheus: Off;
  readonly alertmanager: Off;
  readonly grafana: Off & { readonly forceDeployDashboards: false };
  readonly kubeApiServer: Off;
  readonly kubelet: Off;
  readonly kubeControllerManager: Off;
  readonly coreDns: Off;
  readonly kubeEtcd: Off;
  readonly kubeScheduler: Off;
  readonly kubeProxy: Off;
  readonly kubeStateMetrics: Off;
  readonly nodeExporter: Off;
}

const OFF: Off = { enabled: false };

/**
 * Makes servers of our Prometheus and Alertmanager objects, and their configuration of our monitors and rules. The
 * chart brings the operator and its kinds, and nothing else: what is watched and how is ours, in dist/
 * (docs/decisions/monitoring/110-the-operator-alone-by-chart.md). Chart 88.2.0 installs operator 0.93.0, whose kinds
 * ours are typed by.
 */
export function prometheusOperator(): AddOn {
  const resources: ContainerSize = {
    requests: { cpu: '50m', memory: '128Mi' },
    limits: { cpu: '200m', memory: '256Mi' },
  };
  const name = 'prometheus-operator';
  const values: PrometheusOperatorValues = {
    crds: { enabled: true },
    prometheusOperator: {
      fullnameOverride: name,
      admissionWebhooks: OFF,
      tls: OFF,
      serviceMonitor: { selfMonitor: false },
      kubeletService: OFF,
      kubeletEndpointsEnabled: false,
      kubeletEndpointSliceEnabled: false,
      resources,
      prometheusConfigReloader: { resources: CONFIG_RELOADER_SIZE },
    },
    defaultRules: { create: false },
    prometheus: OFF,
    alertmanager: OFF,
    grafana: { enabled: false, forceDeployDashboards: false },
    kubeApiServer: OFF,
    kubelet: OFF,
    kubeControllerManager: OFF,
    coreDns: OFF,
    kubeEtcd: OFF,
    kubeScheduler: OFF,
    kubeProxy: OFF,
    kubeStateMetrics: OFF,
    nodeExporter: OFF,
  };
  return {
    name,
    // No namespace of its own: nothing of it is called by anybody.
    namespace: 'kube-system',
    chart: {
      repository: 'https://prometheus-community.github.io/helm-charts',
      name: 'kube-prometheus-stack',
      version: '88.2.0',
    },
    values,
    pods: [pods(name, 1, resources)],
    apis: ['monitoring.coreos.com'],
    kinds: {
      namespaced: ['Service', 'ServiceAccount', 'apps/Deployment'],
      cluster: [
        'apiextensions.k8s.io/CustomResourceDefinition',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
    },
  };
}
