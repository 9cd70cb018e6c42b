import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { declarationsOf, listed, Place, System } from '../../constructs/structure';
import { Namespace, Priorities } from '../../constructs/tenancy';
import { ConfigMap, NodeAgent, size, type Image, type Probe } from '../../constructs/workload';

/** What differs between two environments whose nodes keep logs. */
export interface NodeLogsProps {
  /** Namespaces whose pods' log files are kept; systems before this one declare them. */
  readonly namespaces: readonly string[];
  /** Days that a file stays after its last line, whatever becomes of its pod. */
  readonly retentionDays: number;
  /** MiB of each node's disk that files may take whose pods are gone; beyond, the oldest go before their time. */
  readonly diskMiB: number;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/** The project's own build, as for the data folders of stores. */
const IMAGE: Image = { repository: 'docker.io/library/busybox', tag: '1.37.0' };

const NAME = 'log-keeper';

/** Folders of nodes need the level `privileged`, so nothing else lives there. */
const NAMESPACE = 'node-logs';

/** What the kubelet's files and the kept ones have in common: a hard link needs both in one mount. */
const LOGS = '/var/log';

const SCRIPTS = '/scripts';

/** Changed by each look that kept everything. */
const LOOKED = '/tmp/looked';

/** Half the time in which a kubelet looks at sizes: no file is renamed and packed between two looks. */
const EVERY_SECONDS = 5;

const LOOKING: Probe = {
  command: ['/bin/sh', '-c', `[ -n "$(find ${LOOKED} -mmin -2)" ]`],
  every: Duration.seconds(30),
  timeout: Duration.seconds(10),
  failures: 10,
};

/**
 * Keeps the log files of some namespaces' pods on the nodes that wrote them, for days after the kubelet has removed its
 * own: a second name for each file, nothing is copied and nothing sent. docs/runbooks/read-kept-logs.md says how people
 * read them. It has to be listed behind the systems whose namespaces it names. (TG-20, decision 177)
 */
export class NodeLogs extends System {
  constructor(scope: Construct, id: string, props: NodeLogsProps) {
    super(scope, id);
    for (const namespace of props.namespaces) this.refuseUnknown(namespace);
    new Namespace(this.base, NAMESPACE, { podSecurity: 'privileged' });
    new Priorities(this.base, 'priorities', ['agent']);
    this.declare({
      type: 'exception',
      rule: 'pod-security',
      object: `Namespace/${NAMESPACE}`,
      reason: `Log files lie in a folder of the node (${props.requirements.join(', ')}); nothing lives here but what keeps them`,
      owner: 'platform team',
      reviewBy: '2027-05-31',
    });
    this.keeper(props);
  }

  private keeper({ namespaces, retentionDays, diskMiB }: NodeLogsProps): void {
    const scripts = new ConfigMap(this.app, `${NAME}-scripts`, {
      namespace: NAMESPACE,
      data: { 'look.sh': readFileSync(join(__dirname, 'look.sh'), 'utf8') },
    });
    new NodeAgent(this.app, NAME, {
      namespace: NAMESPACE,
      image: IMAGE,
      size: size('5m', '16Mi', '50m', '16Mi'),
      user: 65534,
      root: 'The files are root’s, and a kernel lets nobody else give them a second name (fs.protected_hardlinks)',
      offline: true,
      command: ['/bin/sh', '-c', LOOK_AGAIN],
      env: {
        LOGS,
        NAMESPACES: namespaces.join(' '),
        DAYS: String(retentionDays),
        MEBIBYTES: String(diskMiB),
      },
      files: [{ path: SCRIPTS, configMap: scripts }],
      writable: [{ path: '/tmp', sizeLimit: '1Mi' }],
      nodeFolders: [{ path: LOGS, at: LOGS, writable: true }],
      probes: { liveness: LOOKING, readiness: { ...LOOKING, failures: 2 } },
    });
  }

  /** A namespace that is misspelt would have no files, and nobody would notice. */
  private refuseUnknown(namespace: string): void {
    const workloads = Place.of(this).node.findAll().flatMap(declarationsOf);
    if (workloads.some(each => each.type === 'workload' && each.namespace === namespace)) return;
    throw new Error(
      `${this.node.path}: no pod is declared in namespace ${namespace}; list it behind the system, or correct the name`,
    );
  }
}

/** A shell that is process 1 hears SIGTERM only where it says so. */
const LOOK_AGAIN =
  `trap 'exit 0' TERM; while :; do /bin/sh ${SCRIPTS}/look.sh && touch ${LOOKED}; ` +
  `sleep ${EVERY_SECONDS} & wait $!; done`;

/** Lists the keeping of logs on nodes in an environment, behind the systems whose namespaces it names. */
export const nodeLogs = listed('node-logs', NodeLogs);
