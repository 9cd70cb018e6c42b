import { k8s } from 'cdk8s-plus-28';
import type { Duration } from 'cdk8s';

/** An HTTP check that the kubelet makes. */
export interface HttpProbe {
  /** Exact path, with or without a final slash as the document gives it (D-10). */
  readonly path: string;
  /** Time between two checks. */
  readonly every: Duration;
  /** Time after which a check counts as failed. */
  readonly timeout: Duration;
  /** Failures in a row until the kubelet acts. */
  readonly failures: number;
  /** Time before the first check. @default none */
  readonly initialDelay?: Duration;
  /** Host header. Frameworks that check it (Django) answer 400 to a pod's address. @default the pod's address */
  readonly host?: string;
}

/** The three questions a kubelet asks a container. */
export interface Probes {
  /** Restarts the container when it fails. */
  readonly liveness: HttpProbe;
  /** Takes the pod out of its Services while it fails. */
  readonly readiness: HttpProbe;
  /** Holds the other two back until it succeeds once. @default none */
  readonly startup?: HttpProbe;
}

/** Probes of one container, on its port named `http`. */
export function probesOf(probes: Probes): Pick<k8s.Container, 'livenessProbe' | 'readinessProbe' | 'startupProbe'> {
  return {
    livenessProbe: httpProbe(probes.liveness),
    readinessProbe: httpProbe(probes.readiness),
    ...(probes.startup && { startupProbe: httpProbe(probes.startup) }),
  };
}

function httpProbe(probe: HttpProbe): k8s.Probe {
  return {
    httpGet: {
      path: probe.path,
      port: k8s.IntOrString.fromString('http'),
      scheme: 'HTTP',
      ...(probe.host && { httpHeaders: [{ name: 'Host', value: probe.host }] }),
    },
    ...(probe.initialDelay && { initialDelaySeconds: probe.initialDelay.toSeconds() }),
    periodSeconds: probe.every.toSeconds(),
    timeoutSeconds: probe.timeout.toSeconds(),
    failureThreshold: probe.failures,
    successThreshold: 1,
  };
}
