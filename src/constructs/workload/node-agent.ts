import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { watchAgent, type Watched } from '../monitoring';
import { mostNodes, Place, wave } from '../structure';
import { priorityClassName } from '../tenancy';
import { configHash, container, podTemplate } from './pod-template';
import { probesOf, type Probes } from './probe';
import { foldersOf, processOf, Workload, type WorkloadProps } from './workload';

export interface NodeAgentProps extends WorkloadProps, Pick<Watched, 'shows'> {
  /** Port of the container; nothing but what reads metrics calls it. @default it listens on none */
  readonly port?: number;
  readonly command: readonly string[];
  readonly probes: Probes;
  /** Folders of the node that the agent sees: a path alone is mounted where it is on the node, to read and never to write. */
  readonly nodeFolders: readonly (string | NodeFolder)[];
  /** Group of its process. @default root's, whose members may read what container runtimes write */
  readonly group?: number;
  /** Why its process has to be root, which is a typed exception. @default it is `user` */
  readonly root?: string;
  /** What the kernel lets root do here (`BPF`). @default nothing */
  readonly capabilities?: readonly string[];
  /** Whether it runs on every node, those of charts and with taints among them. @default where systems' pods run */
  readonly everyPool?: true;
}

/** A folder of the node, a file or a socket, that is seen at another path. */
export interface NodeFolder {
  readonly path: string;
  /** Where the agent sees it. */
  readonly at: string;
  /** Whether what the node mounts below it later is seen, too. @default what was there when the pod started */
  readonly laterMounts?: true;
  /** Whether the agent writes there, too. @default it reads */
  readonly writable?: true;
  /** What it is, where it is no folder: a file, or a socket that a program of the node answers at. @default Directory */
  readonly type?: 'File' | 'Socket';
}

/** Root, and the group that owns what container runtimes write; members may read it. */
const ROOT = 0;

const PORT_NAME = 'http';

/** A folder of the node, as a volume. */
interface NodeVolume extends NodeFolder {
  readonly name: string;
}

/** Folders of the node, as volumes of the pod and as mounts of one of its containers. */
export function ofNode(folders: readonly (string | NodeFolder)[]): {
  readonly volumes: readonly k8s.Volume[];
  readonly mounts: readonly k8s.VolumeMount[];
} {
  const each = folders.map(volumeOf);
  return {
    volumes: each.map(({ name, path, type = 'Directory' }) => ({ name, hostPath: { path, type } })),
    mounts: each.map(({ name, at, laterMounts, writable }) => ({
      name,
      mountPath: at,
      ...(!writable && { readOnly: true }),
      ...(laterMounts && { mountPropagation: 'HostToContainer' }),
    })),
  };
}

/** Every taint is put up with: a pod that belongs to a node runs there, whoever else is kept away. */
export const WHATEVER_TAINTS = { tolerations: [{ operator: 'Exists' }] } as const;

/**
 * A pod on every node that systems' pods run on, or on every node there is, which reads folders of the node: a
 * DaemonSet. Its user is not root unless a reason is given; its group is, unless told otherwise, because log files are
 * for root's group to read. Folders of nodes need a namespace of level `privileged`, so an agent has one of its own.
 */
export class NodeAgent extends Workload {
  constructor(scope: Construct, name: string, props: NodeAgentProps) {
    const ports = props.port === undefined ? [] : [props.port];
    super(scope, name, props, {
      runs: 'service',
      mostPods: mostNodes(Place.of(scope).cluster, props.everyPool),
      ports,
      openTo: [],
    });
    const { selector } = this;
    if (props.root) this.declareRoot(props.namespace, props.root);
    new k8s.KubeDaemonSet(this, 'daemon-set', {
      metadata: { name, namespace: props.namespace, labels: selector, annotations: wave('services') },
      spec: {
        revisionHistoryLimit: 5,
        selector: { matchLabels: selector },
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: {
            maxSurge: k8s.IntOrString.fromNumber(0),
            maxUnavailable: k8s.IntOrString.fromNumber(1),
          },
        },
        template: this.template(props),
      },
    });
    const { metrics: path, shows } = props;
    const [endpoint] = this.serves;
    if (path !== undefined && endpoint) this.watch({ endpoint, portName: PORT_NAME, path, ...(shows && { shows }) });
    else watchAgent(this, { name, namespace: props.namespace });
  }

  private template(props: NodeAgentProps): k8s.PodTemplateSpec {
    const { volumes, mounts } = ofNode(props.nodeFolders);
    const annotations = configHash(props);
    const made = podTemplate({
      labels: this.podLabels,
      ...(annotations && { annotations }),
      serviceAccount: this.name,
      priorityClass: priorityClassName(this, 'agent'),
      user: props.user,
      containers: [this.container(props, mounts)],
      ...foldersOf(props),
      ...(props.everyPool ? {} : this.nodes),
    });
    const spec = made.spec as k8s.PodSpec;
    const tolerations = props.everyPool && { tolerations: [...WHATEVER_TAINTS.tolerations] };
    const all = [...(spec.volumes ?? []), ...volumes];
    return { ...made, spec: { ...spec, ...tolerations, ...(all.length > 0 && { volumes: all }) } };
  }

  private container(props: NodeAgentProps, mounts: readonly k8s.VolumeMount[]): k8s.Container {
    const made = container({ name: this.name, ...processOf(props), command: props.command });
    const all = [...(made.volumeMounts ?? []), ...mounts];
    const { group = ROOT, root, capabilities = [], port } = props;
    return {
      ...made,
      securityContext: {
        ...made.securityContext,
        ...(root && { runAsNonRoot: false, runAsUser: ROOT }),
        runAsGroup: group,
        ...(capabilities.length > 0 && { capabilities: { drop: ['ALL'], add: [...capabilities] } }),
      },
      ...(all.length > 0 && { volumeMounts: all }),
      ...(port !== undefined && { ports: [{ name: PORT_NAME, containerPort: port, protocol: 'TCP' }] }),
      ...probesOf(props.probes, PORT_NAME),
    };
  }

  private declareRoot(namespace: string, reason: string): void {
    this.declare({
      type: 'exception',
      rule: 'no-root-user',
      object: `DaemonSet/${namespace}/${this.name}`,
      reason,
      owner: 'platform team',
      reviewBy: '2027-05-31',
    });
  }
}

function volumeOf(folder: string | NodeFolder): NodeVolume {
  const given = typeof folder === 'string' ? { path: folder, at: folder } : folder;
  return { ...given, name: given.path.slice(1).replaceAll(/[/.]/g, '-') || 'root' };
}
