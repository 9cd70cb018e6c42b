import { Lazy, type Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { ConfigMap } from './config-map';
import { contentHash } from './content-hash';
import { imageReference, type Image } from './image';
import type { ContainerSize } from './size';
import { spreadConstraints, type SpreadOver } from './spread';

/** A folder that a container may write to; it lives as long as the pod. */
export interface WritablePath {
  readonly path: string;
  /** Most that it may hold (`64Mi`). The pod is evicted beyond. */
  readonly sizeLimit: `${number}Mi` | `${number}Gi`;
}

/** A ConfigMap or a Secret whose keys are files in a folder, read-only. */
export type MountedFiles = { readonly path: string } & (
  | {
      /** The pods start anew when its content changes. */
      readonly configMap: Pick<ConfigMap, 'name' | 'data'>;
    }
  | {
      /** Names of ConfigMaps, asked for in the end, whose keys all lie in the folder: the program reads changes by itself. */
      readonly readAgain: () => readonly string[];
    }
  | {
      readonly secret: string;
      /** Keys to show. @default all */
      readonly keys?: readonly string[];
    }
);

/** A PersistentVolumeClaim that stands on its own, in a folder. */
export interface MountedClaim {
  readonly path: string;
  readonly claim: string;
}

/** The value of an environment variable: one key of a Secret or a ConfigMap, or the name of the node that the pod got. */
export type VariableSource = (
  | { readonly secret: string; readonly key: string }
  | { readonly configMap: string; readonly key: string }
  | { readonly field: 'spec.nodeName' }
) & {
  /** Whether the process starts without it. @default it waits until the key is there */
  readonly optional?: true;
};

/** Folders of a pod, by what fills them. */
export interface Folders {
  /** Folders to write to; everything else is read-only. @default none */
  readonly writable?: readonly WritablePath[];
  /** Files to read. @default none */
  readonly files?: readonly MountedFiles[];
  /** Volumes that stay when the pod goes. @default none */
  readonly claims?: readonly MountedClaim[];
}

/** A process to run: image, command, environment, size, and what it may touch. */
export interface ContainerProps extends Folders {
  readonly name: string;
  readonly image: Image;
  readonly size: ContainerSize;
  /** @default the image's entrypoint */
  readonly command?: readonly string[];
  /** @default the image's */
  readonly args?: readonly string[];
  /** Environment variables with plain values. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** Environment variables whose values stand in a Secret or a ConfigMap. @default none */
  readonly variables?: Readonly<Record<string, VariableSource>>;
  /**
   * Environment variables put together from those above, each of which stands in the value as `$(NAME)`: the kubelet
   * fills it in. @default none
   */
  readonly composed?: Readonly<Record<string, string>>;
  /** ConfigMaps whose keys all become environment variables. @default none */
  readonly configMaps?: readonly string[];
  /** Secrets whose keys all become environment variables. @default none */
  readonly secrets?: readonly string[];
  /** Volumes of a StatefulSet, by the name of their template. @default none */
  readonly volumes?: readonly { readonly name: string; readonly path: string }[];
}

/** ConfigMaps that pods read. */
export interface PodContent extends Pick<Folders, 'files'> {
  /** @default none */
  readonly config?: Pick<ConfigMap, 'name' | 'data'>;
}

/** What all containers of a pod share. */
export interface PodProps extends Folders {
  readonly labels: Readonly<Record<string, string>>;
  /** @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  /** Whether the pods speak to the cluster's API. @default they have no token */
  readonly apiToken?: true;
  readonly priorityClass: string;
  /** User and group that everything runs as. Never 0. */
  readonly user: number;
  readonly containers: readonly k8s.Container[];
  /** Run to their end one after the other before the others start. @default none */
  readonly initContainers?: readonly k8s.Container[];
  /** Time between SIGTERM and SIGKILL. @default Kubernetes' 30 s */
  readonly terminationGrace?: Duration;
  /** @default Always */
  readonly restartPolicy?: 'Always' | 'Never' | 'OnFailure';
  /** Labels to spread by. @default not spread */
  readonly spread?: Readonly<Record<string, string>>;
  /** @default zones-and-nodes */
  readonly spreadOver?: SpreadOver;
  /** Label that tells the pods of versions apart. @default the one of Deployments */
  readonly versionLabel?: string;
  /** What must hold of nodes beside their labels. @default nothing */
  readonly affinity?: k8s.Affinity;
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
    ...environment(props),
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
      automountServiceAccountToken: props.apiToken ?? false,
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
      ...(props.affinity && { affinity: props.affinity }),
      ...(props.spread && {
        topologySpreadConstraints: spreadConstraints(props.spread, props.spreadOver, props.versionLabel),
      }),
      ...(props.initContainers && { initContainers: [...props.initContainers] }),
      containers: [...props.containers],
      ...volumes(props),
    },
  };
}

/** What the pods read when they start, beside their template: the ConfigMaps they take variables or files from. */
export function contentOf({ config, files = [] }: Pick<PodContent, 'config' | 'files'>): readonly unknown[] {
  const read = files.flatMap(each => ('configMap' in each ? [each.configMap.data] : []));
  return [...(config ? [config.data] : []), ...read];
}

/** Annotation that changes with what the pods read, so that they start anew when it does. */
export function configHash(content: PodContent): Record<string, string> | undefined {
  const [first, ...rest] = contentOf(content);
  if (first === undefined) return undefined;
  return { 'garam.dev/config-hash': contentHash(rest.length > 0 ? [first, ...rest] : first) };
}

/** Plain values first, then those that stand elsewhere, then those that name others: a kubelet looks backwards only. */
function environment({ env = {}, variables = {}, composed = {} }: ContainerProps): Pick<k8s.Container, 'env'> {
  const all = [
    ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ...Object.entries(variables).map(([name, source]) => ({ name, valueFrom: valueFrom(source) })),
    ...Object.entries(composed).map(([name, value]) => ({ name, value })),
  ];
  return all.length > 0 ? { env: all } : {};
}

function valueFrom(source: VariableSource): k8s.EnvVarSource {
  if ('field' in source) return { fieldRef: { apiVersion: 'v1', fieldPath: source.field } };
  const selected = { key: source.key, ...(source.optional && { optional: true }) };
  if ('secret' in source) return { secretKeyRef: { name: source.secret, ...selected } };
  return { configMapKeyRef: { name: source.configMap, ...selected } };
}

function mounts({
  writable = [],
  files = [],
  claims = [],
  volumes = [],
}: ContainerProps): Pick<k8s.Container, 'volumeMounts'> {
  const all = [
    ...volumes.map(({ name, path }) => ({ name, mountPath: path })),
    ...claims.map(({ path }) => ({ name: volumeName(path), mountPath: path })),
    ...writable.map(({ path }) => ({ name: volumeName(path), mountPath: path })),
    ...files.map(({ path }) => ({ name: volumeName(path), mountPath: path, readOnly: true })),
  ];
  return all.length > 0 ? { volumeMounts: all } : {};
}

function volumes({ writable = [], files = [], claims = [] }: PodProps): Pick<k8s.PodSpec, 'volumes'> {
  const all = [
    ...claims.map(({ path, claim }) => ({ name: volumeName(path), persistentVolumeClaim: { claimName: claim } })),
    ...writable.map(({ path, sizeLimit }) => ({
      name: volumeName(path),
      emptyDir: { sizeLimit: k8s.Quantity.fromString(sizeLimit) },
    })),
    ...files.map(each => ({ name: volumeName(each.path), ...fileSource(each) })),
  ];
  return all.length > 0 ? { volumes: all } : {};
}

function configMapsOf(names: () => readonly string[]): k8s.VolumeProjection[] {
  const produce = (): object[] => names().map(name => ({ configMap: { name } }));
  return Lazy.any({ produce }) as k8s.VolumeProjection[];
}

function fileSource(files: MountedFiles): Pick<k8s.Volume, 'configMap' | 'secret' | 'projected'> {
  if ('readAgain' in files) return { projected: { sources: configMapsOf(files.readAgain) } };
  if ('configMap' in files) return { configMap: { name: files.configMap.name } };
  const { secret, keys } = files;
  return { secret: { secretName: secret, ...(keys && { items: keys.map(key => ({ key, path: key })) }) } };
}

function volumeName(path: string): string {
  return path.replace(/^\//, '').replace(/[^a-z0-9]+/g, '-');
}
