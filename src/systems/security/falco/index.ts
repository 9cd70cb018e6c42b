import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { AlertRules } from '../../../constructs/monitoring';
import { Place, System, TracedConstruct } from '../../../constructs/structure';
import { ApiRights, ConfigMap, NodeAgent, size, type Image, type Probe } from '../../../constructs/workload';
import { FINDINGS, SECURITY } from '../endpoints';
import { threatAlerts } from './alerts';
import { configuration, CONTAINERD, FALCO_PORT } from './configuration';
import { rules, type FalcoRulesProps } from './rules';

export interface FalcoProps {
  /** Namespaces of services that never ask for the rights of their node. */
  readonly guarded: readonly string[];
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

const NAME = 'falco';

/** The project's own image, with the probe and the plugin inside; 0.44.1 is what its chart 9.1.0 runs. */
const IMAGE: Image = { repository: 'docker.io/falcosecurity/falco', tag: '0.44.1' };

/** Where Falco looks for the node's files and sockets. */
const HOST = '/host';

const FOLDER = '/etc/platform';
const FILES = { configuration: 'falco.yaml', rules: 'rules.yaml' } as const;

/** What the modern probe needs (falco.org, "Least privileged mode"): nothing is built, and no module is loaded. */
const CAPABILITIES = ['BPF', 'PERFMON', 'SYS_PTRACE', 'SYS_RESOURCE'];

const WELL: Probe = { path: '/healthz', every: Duration.seconds(15), timeout: Duration.seconds(5), failures: 4 };

/**
 * Sees what every process of every node asks its kernel for, and tells of what nobody should do (LP-13, LP-19). It has no
 * rights in the cluster: containerd tells it whose process it saw. (decision 191)
 */
export class Falco extends TracedConstruct {
  constructor(scope: Construct, id: string, { guarded, requirements }: FalcoProps) {
    super(scope, id);
    const system = System.of(this);
    const files = new ConfigMap(system.app, `${NAME}-config`, {
      namespace: SECURITY,
      data: {
        [FILES.configuration]: configuration(`${FOLDER}/${FILES.rules}`),
        [FILES.rules]: rules({ addOns: Place.of(this).addOnNamespaces, callers: this.apiCallers(), guarded }),
      },
    });
    this.agent(system.app, files);
    if (Place.of(this).watchedBy === undefined) return;
    const groups = [{ name: 'threats', recordings: [], alerts: threatAlerts(requirements) }];
    new AlertRules(system.monitoring, 'threats', { name: 'threats', namespace: SECURITY, groups });
  }

  private agent(app: Construct, configMap: ConfigMap): void {
    new NodeAgent(app, NAME, {
      namespace: SECURITY,
      image: IMAGE,
      // Its chart's own figures.
      size: size('100m', '512Mi', '1', '1Gi'),
      user: 65534,
      root: 'A kernel gives probes to root alone, here with four capabilities and without privileges',
      capabilities: CAPABILITIES,
      everyPool: true,
      port: FALCO_PORT,
      command: ['/usr/bin/falco', '-c', `${FOLDER}/${FILES.configuration}`],
      env: { HOST_ROOT: HOST },
      variables: { FALCO_HOSTNAME: { field: 'spec.nodeName' } },
      files: [{ path: FOLDER, configMap }],
      nodeFolders: [
        { path: '/proc', at: `${HOST}/proc` },
        { path: '/etc', at: `${HOST}/etc` },
        { path: CONTAINERD, at: `${HOST}${CONTAINERD}`, type: 'Socket' },
        '/sys/kernel/tracing',
      ],
      probes: {
        // The probe is loaded and every process is looked at once, before it answers.
        liveness: { ...WELL, initialDelay: Duration.seconds(60) },
        readiness: { ...WELL, initialDelay: Duration.seconds(30), failures: 3 },
      },
      metrics: '/metrics',
      shows: { metrics: [FINDINGS], ownLabels: false, tellsOf: 'node' },
    });
  }

  /** Workloads of the systems before this one that have rights on the cluster's API. */
  private apiCallers(): FalcoRulesProps['callers'] {
    return Place.of(this)
      .node.findAll()
      .flatMap(each => (each instanceof ApiRights ? [each.holder] : []));
  }
}
