import type { KubeObject } from '../model';

/** A port that a container names. */
export interface OperatorPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** Pods that a controller makes of an object that holds no pod template. */
export interface OperatorPods {
  /** Name of the server, and of its container. */
  readonly server: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Ports of the server's own container. */
  readonly ports: readonly OperatorPort[];
}

/** Ports of the servers that prometheus-operator runs, by kind. */
const PORTS: Readonly<Record<string, readonly OperatorPort[]>> = {
  Prometheus: [{ name: 'web', port: 9090, protocol: 'TCP' }],
  Alertmanager: [
    { name: 'web', port: 9093, protocol: 'TCP' },
    { name: 'mesh-tcp', port: 9094, protocol: 'TCP' },
    { name: 'mesh-udp', port: 9094, protocol: 'UDP' },
  ],
};

/** Pods of a Prometheus or an Alertmanager, labelled as prometheus-operator 0.93 labels them. */
export function operatorPodsOf({ apiVersion, kind, metadata, spec }: KubeObject): OperatorPods | undefined {
  const ports = apiVersion.startsWith('monitoring.coreos.com/') ? PORTS[kind] : undefined;
  if (ports === undefined) return undefined;
  const server = kind.toLowerCase();
  return {
    server,
    labels: {
      ...addedLabels(spec),
      'app.kubernetes.io/name': server,
      'app.kubernetes.io/instance': metadata.name,
      'app.kubernetes.io/managed-by': 'prometheus-operator',
      [server]: metadata.name,
    },
    ports,
  };
}

/** Labels that the object itself asks for. */
function addedLabels(spec: unknown): Readonly<Record<string, string>> {
  const { podMetadata } = (spec ?? {}) as {
    readonly podMetadata?: { readonly labels?: Readonly<Record<string, unknown>> };
  };
  return Object.fromEntries(Object.entries(podMetadata?.labels ?? {}).map(([key, value]) => [key, String(value)]));
}
