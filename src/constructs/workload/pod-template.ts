import type { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { contentHash } from './content-hash';
import { imageReference, type Image } from './image';
import type { ContainerSize } from './size';

/** A folder that a container may write to; it lives as long as the pod. */
export interface WritablePath {
  readonly path: string;
  /** Most that it may hold (`64Mi`). The pod is evicted beyond. */
  readonly sizeLimit: `${number}Mi` | `${number}Gi`;
}

/** A ConfigMap whose keys are files in a folder, read-only. */
export interface MountedFiles {
  readonly configMap: string;
  readonly path: string;
}

/** A process to run: image, command, environment, size, and what it may touch. */
export interface ContainerProps {
  readonly name: string;
  readonly image: Image;
  readonly size: ContainerSize;
  /** @default the image's entrypoint */
  readonly command?: readonly string[];
  /** @default the image's */
  readonly args?: readonly string[];
  /** Environment variables with plain values. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** ConfigMaps whose keys all become environment variables. @default none */
  readonly configMaps?: readonly string[];
  /** Secrets whose keys all become environment variables. @default none */
  readonly secrets?: readonly string[];
  /** Folders to write to; everything else is read-only. @default none */
  readonly writable?: readonly WritablePath[];
  /** Files to read. @default none */
  readonly files?: readonly MountedFiles[];
}

/** What all containers of a pod share. */
export interface PodProps {
  readonly labels: Readonly<Record<string, string>>;
  /** @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  readonly priorityClass: string;
  /** User and group that everything runs as. Never 0. */
  readonly user: number;
  readonly containers: readonly k8s.Container[];
  /** Folders that containers of this pod write to. @default none */
  readonly writable?: readonly WritablePath[];
  /** Files that containers of this pod read. @default none */
  readonly files?: readonly MountedFiles[];
  /** Time between SIGTERM and SIGKILL. @default Kubernetes' 30 s */
  readonly terminationGrace?: Duration;
  /** @default Always */
  readonly restartPolicy?: 'Always' | 'Never' | 'OnFailure';
  /** Labels to spread by; over zones and over nodes. @default not spread */
  readonly spread?: Readonly<Record<string, string>>;
  /** Labels of the nodes to run on. @default any */
  readonly nodeSelector?: Readonly<Record<string, string>>;
}

/** A container that runs without privileges on a read-only file system. */
export function container(props: ContainerProps): k8s.Container {
  const quantities = (of: ContainerSize['requests']): Record<string, k8s.Quantity> => ({
    cpu: k8s.Quantity.fromString(of.cpu),
    memory: k8s.Quantity.fromString(of.memory),
  });
  const from = [
    ...(props.configMaps ?? []).map(name => ({ configMapRef: { name } })),
    ...(props.secrets ?? []).map(name => ({ secretRef: { name } })),
  ];
  return {
    name: props.name,
    image: imageReference(props.image),
    imagePullPolicy: 'IfNotPresent',
    ...(props.command && { command: [...props.command] }),
    ...(props.args && { args: [...props.args] }),
    ...(props.env && { env: Object.entries(props.env).map(([name, value]) => ({ name, value })) }),
    ...(from.length > 0 && { envFrom: from }),
    resources: { requests: quantities(props.size.requests), limits: quantities(props.size.limits) },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    ...mounts(props),
  };
}

/** A pod with the defaults that every pod of Garam has: no API token, no service links, no root. */
export function podTemplate(props: PodProps): k8s.PodTemplateSpec {
  return {
    metadata: { labels: { ...props.labels }, ...(props.annotations && { annotations: { ...props.annotations } }) },
    spec: {
      serviceAccountName: props.serviceAccount,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: props.priorityClass,
      restartPolicy: props.restartPolicy ?? 'Always',
      ...(props.terminationGrace && { terminationGracePeriodSeconds: props.terminationGrace.toSeconds() }),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: props.user,
        runAsGroup: props.user,
        fsGroup: props.user,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      ...(props.nodeSelector && { nodeSelector: { ...props.nodeSelector } }),
      ...(props.spread && { topologySpreadConstraints: spreadOver(props.spread) }),
      containers: [...props.containers],
      ...volumes(props),
    },
  };
}

/** Annotation that changes with a configuration's content, so that pods roll when it does. */
export function configHash(content: unknown): Record<string, string> {
  return { 'garam.dev/config-hash': contentHash(content) };
}

/** Zones strictly, nodes as far as there are enough: a zone lost must not take the service along. */
function spreadOver(labels: Readonly<Record<string, string>>): k8s.TopologySpreadConstraint[] {
  const over = (topologyKey: string, whenUnsatisfiable: string): k8s.TopologySpreadConstraint => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: { ...labels } },
    // A closed zone is no place to spread to: else its emptiness would hold pods back in the others.
    nodeTaintsPolicy: 'Honor',
    matchLabelKeys: ['pod-template-hash'],
  });
  return [over('topology.kubernetes.io/zone', 'DoNotSchedule'), over('kubernetes.io/hostname', 'ScheduleAnyway')];
}

function mounts({ writable = [], files = [] }: ContainerProps): Pick<k8s.Container, 'volumeMounts'> {
  const all = [
    ...writable.map(({ path }) => ({ name: volumeName(path), mountPath: path })),
    ...files.map(({ path }) => ({ name: volumeName(path), mountPath: path, readOnly: true })),
  ];
  return all.length > 0 ? { volumeMounts: all } : {};
}

function volumes({ writable = [], files = [] }: PodProps): Pick<k8s.PodSpec, 'volumes'> {
  const all = [
    ...writable.map(({ path, sizeLimit }) => ({
      name: volumeName(path),
      emptyDir: { sizeLimit: k8s.Quantity.fromString(sizeLimit) },
    })),
    ...files.map(({ path, configMap }) => ({ name: volumeName(path), configMap: { name: configMap } })),
  ];
  return all.length > 0 ? { volumes: all } : {};
}

function volumeName(path: string): string {
  return path.replace(/^\//, '').replace(/[^a-z0-9]+/g, '-');
}
