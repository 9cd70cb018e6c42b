import { k8s } from 'cdk8s-plus-28';
import type { Duration } from 'cdk8s';

/** When a kubelet checks, and when it acts. */
export interface ProbeTiming {
  /** Time between two checks. */
  readonly every: Duration;
  /** Time after which a check counts as failed. */
  readonly timeout: Duration;
  /** Failures in a row until the kubelet acts. */
  readonly failures: number;
  /** Time before the first check. @default none */
  readonly initialDelay?: Duration;
}

/** An HTTP check that the kubelet makes. */
export interface HttpProbe extends ProbeTiming {
  /** Exact path, with or without a final slash as the document gives it (D-10). */
  readonly path: string;
  /** Host header. Frameworks that check it (Django) answer 400 to a pod's address. @default the pod's address */
  readonly host?: string;
}

/** A program that the kubelet runs in the container: exit code 0 is well. */
export interface CommandProbe extends ProbeTiming {
  readonly command: readonly string[];
}

/** A connection that the kubelet opens to the container's first port. */
export interface ConnectionProbe extends ProbeTiming {
  readonly connects: true;
}

/** One question of the kubelet. */
export type Probe = HttpProbe | CommandProbe | ConnectionProbe;

/** The three questions a kubelet asks a container. */
export interface Probes {
  /** Restarts the container when it fails. */
  readonly liveness: Probe;
  /** Takes the pod out of its Services while it fails. */
  readonly readiness: Probe;
  /** Holds the other two back until it succeeds once. @default none */
  readonly startup?: Probe;
}

/** Probes of one container, on one of its named ports. */
export function probesOf(
  probes: Probes,
  port: string,
): Pick<k8s.Container, 'livenessProbe' | 'readinessProbe' | 'startupProbe'> {
  return {
    livenessProbe: probeOf(probes.liveness, port),
    readinessProbe: probeOf(probes.readiness, port),
    ...(probes.startup && { startupProbe: probeOf(probes.startup, port) }),
  };
}

function probeOf(probe: Probe, port: string): k8s.Probe {
  return {
    ...action(probe, port),
    ...(probe.initialDelay && { initialDelaySeconds: probe.initialDelay.toSeconds() }),
    periodSeconds: probe.every.toSeconds(),
    timeoutSeconds: probe.timeout.toSeconds(),
    failureThreshold: probe.failures,
    successThreshold: 1,
  };
}

function action(probe: Probe, name: string): Pick<k8s.Probe, 'httpGet' | 'exec' | 'tcpSocket'> {
  const port = k8s.IntOrString.fromString(name);
  if ('command' in probe) return { exec: { command: [...probe.command] } };
  if ('connects' in probe) return { tcpSocket: { port } };
  const { path, host } = probe;
  return {
    httpGet: { path, port, scheme: 'HTTP', ...(host && { httpHeaders: [{ name: 'Host', value: host }] }) },
  };
}
