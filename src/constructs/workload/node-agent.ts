import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { NodePool } from '../../model';
import { watchAgent, type Watched } from '../monitoring';
import { known, Place, wave } from '../structure';
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
  /** Whether it runs on every node, those of charts and with taints among them. @default where systems' pods run */
  readonly everyPool?: true;
}

/** A folder of the node that is seen at another path. */
export interface NodeFolder {
  readonly path: string;
  /** Where the agent sees it. */
  readonly at: string;
  /** Whether what the node mounts below it later is seen, too. @default what was there when the pod started */
  readonly laterMounts?: true;
  /** Whether the agent writes there, too. @default it reads */
  readonly writable?: true;
}

/** Root, and the group that owns what container runtimes write; members may read it. */
const ROOT = 0;

const PORT_NAME = 'http';

/** A folder of the node, as a volume. */
interface NodeVolume extends NodeFolder {
  readonly name: string;
}

/**
 * A pod on every node that systems' pods run on, or on every node there is, which reads folders of the node: a
 * DaemonSet. Its user is not root unless a reason is given; its group is, unless told otherwise, because log files are
 * for root's group to read. Folders of nodes need a namespace of level `privileged`, so an agent has one of its own.
 */
export class NodeAgent extends Workload {
  constructor(scope: Construct, name: string, props: NodeAgentProps) {
    const ports = props.port === undefined ? [] : [props.port];
    super(scope, name, props, { runs: 'service', mostPods: mostNodes(scope, props), ports, openTo: [] });
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
    const folders = props.nodeFolders.map(volumeOf);
    const annotations = configHash(props);
    const made = podTemplate({
      labels: this.podLabels,
      ...(annotations && { annotations }),
      serviceAccount: this.name,
      priorityClass: priorityClassName(this, 'agent'),
      user: props.user,
      containers: [this.container(props, folders)],
      ...foldersOf(props),
      ...(props.everyPool ? {} : this.nodes),
    });
    const spec = made.spec as k8s.PodSpec;
    const onNode = folders.map(({ name, path }) => ({ name, hostPath: { path, type: 'Directory' } }));
    const tolerations = props.everyPool && { tolerations: [{ operator: 'Exists' }] };
    return { ...made, spec: { ...spec, ...tolerations, volumes: [...(spec.volumes ?? []), ...onNode] } };
  }

  private container(props: NodeAgentProps, folders: readonly NodeVolume[]): k8s.Container {
    const made = container({ name: this.name, ...processOf(props), command: props.command });
    const mounts = folders.map(({ name, at, laterMounts, writable }) => ({
      name,
      mountPath: at,
      ...(!writable && { readOnly: true }),
      ...(laterMounts && { mountPropagation: 'HostToContainer' }),
    }));
    const { group = ROOT, root, port } = props;
    return {
      ...made,
      securityContext: {
        ...made.securityContext,
        ...(root && { runAsNonRoot: false, runAsUser: ROOT }),
        runAsGroup: group,
      },
      volumeMounts: [...(made.volumeMounts ?? []), ...mounts],
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
  return { ...given, name: given.path.slice(1).replaceAll('/', '-') || 'root' };
}

/** One pod a node, when every pool that it runs on is at its largest. */
function mostNodes(scope: Construct, { everyPool }: Pick<NodeAgentProps, 'everyPool'>): number {
  const { pools, workloadNodes = {}, name } = Place.of(scope).cluster;
  const takes = ({ labels = {}, taints = [] }: NodePool): boolean =>
    everyPool ?? (taints.length === 0 && Object.entries(workloadNodes).every(([key, value]) => labels[key] === value));
  const nodes = pools.filter(takes).reduce((sum, pool) => sum + known(pool.nodes).max, 0);
  if (nodes > 0) return nodes;
  throw new Error(`cluster ${name} has no pool of nodes that an agent could run on; enter its pools`);
}
