import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { AlertRules, NODE_USAGE, nodeUsageRules } from '../../constructs/monitoring';
import { System, TracedConstruct } from '../../constructs/structure';
import { Namespace } from '../../constructs/tenancy';
import { NodeAgent, size, type Image, type Probe } from '../../constructs/workload';

export interface NodeExporterProps {
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/** The project's own image; v1.12.1 is its release of 2026-07-14 (github.com/prometheus/node_exporter/releases). */
const IMAGE: Image = { repository: 'quay.io/prometheus/node-exporter', tag: 'v1.12.1' };

const NAME = 'node-exporter';

/** Folders of nodes need the level `privileged`, so nothing else lives there. */
const NAMESPACE = 'node-metrics';

/** `nobody` in the image, which is its user. */
const USER = 65534;

const PORT = 9100;

/** Where the exporter sees the node. */
const HOST = '/host';

/** What the alerts and the dashboard ask for, and no other of the hundreds of metrics. */
const COLLECTORS = ['cpu', 'filesystem', 'meminfo'];

/** Disks, not what the kernel keeps in memory. */
const FILE_SYSTEMS = '^(btrfs|ext4|xfs)$';

/** Volumes of pods and layers of images: who is not root does not get as far, and their claims and limits bound them. */
const NOT_THE_NODES = '^/(dev|proc|run|sys|var/lib/containerd|var/lib/kubelet)($|/)';

const ALIVE: Probe = { path: '/', every: Duration.seconds(15), timeout: Duration.seconds(5), failures: 4 };

/**
 * Tells of every node of the cluster how much of its CPU, memory and disks is used, those of the charts among them. It
 * sees the node's files as nobody, read-only, and neither its network nor its processes. (LP-10, decision 154)
 */
export class NodeExporter extends TracedConstruct {
  constructor(scope: Construct, id: string, { requirements }: NodeExporterProps) {
    super(scope, id);
    const system = System.of(this);
    new Namespace(system.base, NAMESPACE, { podSecurity: 'privileged' });
    this.declare({
      type: 'exception',
      rule: 'pod-security',
      object: `Namespace/${NAMESPACE}`,
      reason:
        'How full a node’s disks are only its own file systems tell; nothing but node-exporter lives here, which sees them ' +
        'read-only, as a user that is not root',
      owner: 'platform team',
      reviewBy: '2027-05-31',
    });
    new NodeAgent(system.app, NAME, {
      namespace: NAMESPACE,
      image: IMAGE,
      size: size('20m', '32Mi', '100m', '64Mi'),
      user: USER,
      group: USER,
      everyPool: true,
      port: PORT,
      command: [
        '/bin/node_exporter',
        `--web.listen-address=:${PORT}`,
        '--web.disable-exporter-metrics',
        `--path.rootfs=${HOST}`,
        `--path.procfs=${HOST}/proc`,
        `--path.sysfs=${HOST}/sys`,
        '--collector.disable-defaults',
        ...COLLECTORS.map(name => `--collector.${name}`),
        '--no-collector.cpu.guest',
        `--collector.filesystem.fs-types-include=${FILE_SYSTEMS}`,
        `--collector.filesystem.mount-points-exclude=${NOT_THE_NODES}`,
      ],
      nodeFolders: [{ path: '/', at: HOST, laterMounts: true }],
      probes: { liveness: ALIVE, readiness: { ...ALIVE, failures: 3 } },
      metrics: '/metrics',
      shows: { metrics: Object.values(NODE_USAGE), ownLabels: false, tellsOf: 'node' },
    });
    new AlertRules(system.monitoring, 'node-usage', {
      name: 'node-usage',
      namespace: NAMESPACE,
      groups: [nodeUsageRules(NAMESPACE, requirements)],
    });
  }
}
