import { size, type ContainerSize } from '../../constructs/workload';

/** Namespace of the document for Chaos Mesh (LP-01), and for the experiments themselves. */
export const CHAOS = 'chaos';

/** Name of the Helm release, which the chart writes into its selectors. */
export const RELEASE = 'chaos-mesh';

/** Pods that the chart starts, as its templates name and select them. */
export interface MeshPods {
  readonly name: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly size: ContainerSize;
  /** Port that others call. */
  readonly port: number;
}

/** Starts experiments and takes them back; the API server asks it about each. Its port is that of the chart's webhook. */
export const CONTROLLER: MeshPods = {
  name: 'chaos-controller-manager',
  selector: selectedBy('controller-manager'),
  size: size('50m', '256Mi', '500m', '512Mi'),
  port: 10250,
};

/** Does on each node what the controller asks for. */
export const DAEMON: MeshPods = {
  name: 'chaos-daemon',
  selector: selectedBy('chaos-daemon'),
  size: size('10m', '64Mi', '500m', '256Mi'),
  port: 31767,
};

function selectedBy(component: string): Readonly<Record<string, string>> {
  return {
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/instance': RELEASE,
    'app.kubernetes.io/name': 'chaos-mesh',
  };
}
